import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { StartupError } from './postgres/errors.ts';
import { readOutside, type OutsideSettings } from './settings-outside.ts';

export type Role = 'all' | 'web' | 'worker';
export type Suite = 'intl' | 'gm';
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** What the house was told from outside; contract.md names the settings. Everything is checked, nothing is guessed. */
export type Settings = OutsideSettings & {
  readonly port: number;
  readonly host: string;
  /** Folder of the database and of files, absolute. */
  readonly data: string;
  /** An outside database; null: the embedded one. Holds a password: never logged. */
  readonly databaseUrl: string | null;
  readonly demo: boolean;
  readonly role: Role;
  /** File of the field-encryption keys; null in the demo: made in the data folder. */
  readonly keyFile: string | null;
  readonly crypto: Suite;
  readonly log: (typeof levels)[number];
  /** Address under which people reach the house, without a slash at the end; null: as the request says. */
  readonly publicUrl: string | null;
  /** Cookies are sent over HTTPS only. Default: when the public address is HTTPS. */
  readonly secureCookies: boolean;
  /** One balancer stands in front: believe X-Forwarded-Proto and the last entry of X-Forwarded-For. Nobody else may reach the port. */
  readonly trustProxy: boolean;
  /** Bearer token with which /metrics may be read from elsewhere; null: from this machine only. */
  readonly metricsToken: string | null;
  /** Every reply is parsed with its schema and a wrong one fails loudly (tests). */
  readonly checkReplies: boolean;
};

/** Reads the settings from the environment. @throws StartupError with one line for each fault, naming the setting and what is allowed */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = [];
  const text = (name: string): string | null => {
    const value = env[name]?.trim();
    return value ? value : null;
  };
  /** A secret stands in the environment or, better, in a file that `NAME_FILE` names. */
  const secret = (name: string): string | null => {
    const file = text(`${name}_FILE`);
    if (file === null) return text(name);
    if (text(name) !== null) faults.push(`${name} and ${name}_FILE are both set; one of them is enough.`);
    try {
      const value = readFileSync(file, 'utf8').trim();
      if (value === '') faults.push(`${name}_FILE names a file that is empty.`);
      return value || null;
    } catch (error) {
      faults.push(`${name}_FILE names a file that cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`);
      return null;
    }
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T => {
    const value = text(name);
    if (value === null) return otherwise;
    const found = allowed.find((item) => item === value);
    if (!found) faults.push(`${name} is "${value}", but must be one of ${allowed.join(', ')}.`);
    return found ?? otherwise;
  };
  const flag = (name: string, otherwise: boolean): boolean => oneOf(name, ['0', '1'], otherwise ? '1' : '0') === '1';
  // Not by URL: PostgreSQL's addresses of a socket (`postgres://user@/name?host=/run/postgresql`) are none to it.
  const address = (name: string, form: RegExp, example: string): string | null => {
    const value = text(name);
    if (value === null || form.test(value)) return value;
    faults.push(`${name} is not an address that can be used; it must look like ${example}.`);
    return null;
  };

  const portText = text('HEZHI_PORT') ?? '8311';
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN;
  if (!(port >= 0 && port <= 65_535)) faults.push(`HEZHI_PORT is "${portText}", but must be a whole number from 0 (any free port) to 65535.`);
  const host = text('HEZHI_HOST') ?? '127.0.0.1';
  if (!/^[0-9A-Za-z.:_-]+$/.test(host)) faults.push(`HEZHI_HOST is "${host}", but must be a host name or an IP address such as 127.0.0.1 or 0.0.0.0.`);
  const databaseUrl = address('DATABASE_URL', /^postgres(ql)?:\/\/\S+$/, 'postgres://user:password@host:5432/hezhi');
  if (databaseUrl !== null && /[?&]options=/.test(databaseUrl))
    faults.push('DATABASE_URL carries ?options=…, but Hezhi sets the session options (role, time zone) itself; take them out of the address.');
  const demo = flag('HEZHI_DEMO', true);
  const keyFile = text('HEZHI_KEY_FILE');
  if (!demo && keyFile === null)
    faults.push(
      'HEZHI_KEY_FILE is not set, but outside the demo (HEZHI_DEMO=0) the file of the encryption keys must be named; docs/how-to tells how to make one.',
    );
  const publicUrl = address('HEZHI_PUBLIC_URL', /^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/, 'https://hezhi.example.gov.cn')?.replace(/\/+$/, '') ?? null;
  const settings: Settings = {
    port,
    host,
    data: resolve(text('HEZHI_DATA') ?? '.data'),
    databaseUrl,
    demo,
    role: oneOf('HEZHI_ROLE', ['all', 'web', 'worker'], 'all'),
    keyFile: keyFile === null ? null : resolve(keyFile),
    crypto: oneOf('HEZHI_CRYPTO', ['intl', 'gm'], 'intl'),
    log: oneOf('HEZHI_LOG', levels, 'info'),
    publicUrl,
    secureCookies: flag('HEZHI_SECURE_COOKIES', publicUrl?.startsWith('https:') ?? false),
    trustProxy: flag('HEZHI_TRUST_PROXY', false),
    metricsToken: text('HEZHI_METRICS_TOKEN'),
    checkReplies: false,
    ...readOutside({ text, secret, flag, address, faults, publicUrl }),
  };
  if (settings.metricsToken !== null && settings.metricsToken.length < 16) faults.push('HEZHI_METRICS_TOKEN is too short; it must have 16 characters or more.');
  if (faults.length > 0) throw new StartupError('not_started', faults.join('\n'));
  return settings;
}
