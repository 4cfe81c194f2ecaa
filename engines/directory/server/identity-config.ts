import { readFileSync, statSync } from 'node:fs';
import { WordsSchema } from '@hezhi/contract';
import { addressFits, StartupError } from '@hezhi/server';
import { z } from 'zod';
import { algorithms } from './jws.ts';

/** Keys of the ways that are not OpenID Connect. */
const taken = ['wechat', 'dingtalk', 'sandbox'];

const Oidc = z
  .strictObject({
    /** Part of the address that the provider sends back to: `/api/sessions/sso/<key>/callback`. */
    key: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,29}$/)
      .refine((key) => !taken.includes(key))
      .default('oidc'),
    /** What people know it by, in the languages of the product. */
    name: WordsSchema,
    for: z.enum(['staff', 'resident']).default('staff'),
    /** Exactly as the provider writes it, with or without a slash at the end. */
    issuer: z.url().refine(addressFits),
    client_id: z.string().min(1).max(300),
    client_secret: z.string().min(1).max(500).optional(),
    client_secret_file: z.string().min(1).optional(),
    auth: z.enum(['client_secret_basic', 'client_secret_post', 'none']).default('client_secret_basic'),
    /** Hosts beside the issuer's own that its metadata may name (`host` or `host:port`). */
    hosts: z.array(z.string().min(1)).max(20).default([]),
    scopes: z
      .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/))
      .refine((scopes) => scopes.includes('openid'))
      .default(['openid']),
    algorithms: z
      .array(z.enum(algorithms))
      .min(1)
      .default([...algorithms]),
    /** Audiences beside ours that may stand in an ID token. */
    audiences: z.array(z.string()).default([]),
    /** A claim of the ID token that names the staff account here: such a person needs no binding. The provider is then trusted with every staff account. */
    account_claim: z.string().min(1).max(100).optional(),
    /** Values of `acr` and `amr` that count as a second factor; with none our own is asked where one is set up. */
    second_factor: z.strictObject({ acr: z.array(z.string()).default([]), amr: z.array(z.string()).default([]) }).default({ acr: [], amr: [] }),
    /** Seconds since the person proved who they are there. */
    max_age: z.number().int().min(0).max(86_400).optional(),
    /** Seconds by which clocks may differ. */
    clock_skew: z.number().int().min(0).max(300).default(60),
  })
  .refine(({ auth, client_secret, client_secret_file }) => (auth === 'none') === (client_secret === undefined && client_secret_file === undefined), {
    path: ['client_secret'],
  })
  .refine(({ client_secret, client_secret_file }) => client_secret === undefined || client_secret_file === undefined, { path: ['client_secret_file'] })
  .refine((one) => one.for === 'staff' || one.account_claim === undefined, { path: ['account_claim'] });

const Config = z
  .union([Oidc, z.array(Oidc).min(1).max(10)])
  .transform((given) => (Array.isArray(given) ? given : [given]))
  .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, { message: 'key' })
  .refine((list) => new Set(list.map(({ issuer }) => issuer)).size === list.length, { message: 'issuer' });

/** One provider by OpenID Connect, as the settings give it. */
export type OidcConfig = z.output<typeof Oidc>;

/** One provider of this form, for compositions and tests. @throws ZodError */
export const oidcConfig = (given: z.input<typeof Oidc>): OidcConfig => Oidc.parse(given);

const stop = (sentence: string, cause?: unknown): StartupError => new StartupError('not_started', sentence, cause);

function secretFile(file: string, setting: string): string {
  try {
    // It holds a secret: as the key file, closed to other users of the machine.
    if ((statSync(file).mode & 0o004) !== 0) throw stop(`The file of ${setting} can be read by every user of this machine; take that right away (chmod 600).`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw stop(`${setting} names a file that cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`, error);
  }
}

/**
 * The providers of the JSON file that HEZHI_OIDC names (one, or a list); none without it.
 * @throws StartupError with a sentence that shows no secret
 */
export function readOidc(file: string | undefined): OidcConfig[] {
  if (!file?.trim()) return [];
  const text = secretFile(file.trim(), 'HEZHI_OIDC');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw stop('The file that HEZHI_OIDC names is not JSON.');
  }
  const parsed = Config.safeParse(json);
  if (!parsed.success) {
    const places = parsed.error.issues.flatMap((issue) => placesOf(issue));
    throw stop(`The file that HEZHI_OIDC names is not right at: ${[...new Set(places)].join(', ')}.`);
  }
  return parsed.data.map((one) =>
    one.client_secret_file === undefined ? one : { ...one, client_secret: secretFile(one.client_secret_file, 'client_secret_file').trim() },
  );
}

/** Where a form is wrong, without its values; of the two forms (one provider, a list) the one that is nearer. */
function placesOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'invalid_union') {
    const nearest = issue.errors.toSorted((a, b) => deepest(b) - deepest(a))[0] ?? [];
    return nearest.flatMap((one) => placesOf(one));
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key].join('.'));
  return [issue.path.join('.') || (issue.message === 'key' || issue.message === 'issuer' ? `${issue.message} (given twice)` : 'the file')];
}

const deepest = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));
