import { StartupError, type House } from '@hezhi/server';

/** Rules of signing in, per installation. Times in ms. */
export type Policy = {
  /** `asvs`: length and known leaks (OWASP ASVS 5.0, 6.2). `dengbao`: also three kinds of characters (等保三级). */
  password: 'asvs' | 'dengbao';
  minLength: number;
  maxLength: number;
  /** Whether staff must carry a second factor. */
  secondFactor: 'optional' | 'required';
  staffIdle: number;
  staffLimit: number;
  residentIdle: number;
  residentLimit: number;
  /** Failed attempts before an account, and an address, has to wait; the wait doubles up to the longest. */
  accountTries: number;
  addressTries: number;
  firstWait: number;
  longestWait: number;
};

const minute = 60_000;
const day = 86_400_000;

/** The policy of a house: HEZHI_PASSWORD_POLICY (asvs, dengbao), HEZHI_SECOND_FACTOR (optional, required), HEZHI_STAFF_IDLE (minutes). */
export function policyOf(house: House): Policy {
  return house.memo('directory.policy', () => readPolicy(process.env, house.settings.demo));
}

/** @throws StartupError with a sentence for a wrong setting */
export function readPolicy(env: Readonly<Record<string, string | undefined>>, demo: boolean): Policy {
  const oneOf = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T => {
    const value = env[name]?.trim();
    if (!value) return otherwise;
    const found = allowed.find((one) => one === value);
    if (!found) throw new StartupError('not_started', `${name} is "${value}", but must be one of ${allowed.join(', ')}.`);
    return found;
  };
  const idle = env['HEZHI_STAFF_IDLE']?.trim() || '30';
  if (!/^\d{1,4}$/.test(idle) || Number(idle) < 5)
    throw new StartupError('not_started', `HEZHI_STAFF_IDLE is "${idle}", but must be a number of minutes from 5 to 9999.`);
  const password = oneOf('HEZHI_PASSWORD_POLICY', ['asvs', 'dengbao'], 'asvs');
  return {
    password,
    minLength: 8,
    maxLength: 128,
    secondFactor: oneOf('HEZHI_SECOND_FACTOR', ['optional', 'required'], demo ? 'optional' : 'required'),
    staffIdle: Number(idle) * minute,
    staffLimit: 12 * 60 * minute,
    residentIdle: 30 * day,
    residentLimit: 90 * day,
    accountTries: 5,
    addressTries: 100,
    firstWait: 30_000,
    longestWait: 15 * minute,
  };
}
