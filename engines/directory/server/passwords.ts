import { readFileSync } from 'node:fs';
import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '@hezhi/contract';
import { errors } from '../contract/errors.ts';
import type { Policy } from './policy.ts';

/** argon2id (the library's default), 19 MiB, 2 passes, 1 lane: OWASP's first choice; about 30 ms here. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash that is stored. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost);

let dummy: Promise<string> | null = null;

/** Whether the password fits. With no hash (unknown account, none set) it does the same work and says no. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  dummy ??= hash('no account has this password', cost);
  const fits = await verify(stored ?? (await dummy), password.normalize('NFKC'));
  return fits && stored !== null;
}

let common: ReadonlySet<string> | null = null;

/** About 10,000 most common leaked passwords of eight characters and more; README tells their sources. */
function commonPasswords(): ReadonlySet<string> {
  common ??= new Set(readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8').split('\n'));
  return common;
}

/** Words of the house and its field (ASVS 5.0, 6.1.2; docs/security/rules.md). No word is made of others, so that one reading is enough. */
const contextWords = [
  ...['hezhi', 'admin', 'administrator', 'password', 'mima', 'jiedao', 'shequ', 'wangge', 'wanggeyuan', 'juweihui', 'jiceng', 'zhili', 'zhengfu', 'rexian'],
  ...['street', 'community', 'grid', 'resident', 'department', 'district', 'mediator', 'hotline', 'auditor', 'security'],
  ...['合治', '管理员', '密码', '街道', '社区', '网格', '网格员', '居委会', '基层', '治理', '政府', '热线', '居民'],
];
const contextOnly = new RegExp(`^(?:${contextWords.join('|')})+$`, 'u');

/** Refuses a password that the policy does not take. */
export function judgePassword(policy: Policy, password: string, account: string): void {
  const length = [...password].length;
  if (length < policy.minLength) throw new Refusal(errors.password_short, { min: policy.minLength });
  if (length > policy.maxLength) throw new Refusal(errors.password_long, { max: policy.maxLength });
  const low = password.normalize('NFKC').toLowerCase();
  if (commonPasswords().has(low) || /^(.)\1+$/u.test(low)) throw new Refusal(errors.password_common);
  if (contextOnly.test(low.replace(/\P{L}/gu, ''))) throw new Refusal(errors.password_words);
  const name = account.toLowerCase();
  if (name.length >= 3 && low.includes(name)) throw new Refusal(errors.password_name);
  if (policy.password === 'dengbao') {
    const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
    if (kinds < 3) throw new Refusal(errors.password_kinds);
  }
}
