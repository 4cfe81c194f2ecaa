import { readFile } from 'node:fs/promises';
import { StartupError } from '@hezhi/server';
import { z } from 'zod';

const Templates = z.record(z.string(), z.strictObject({ id: z.string().min(1), fields: z.record(z.string(), z.string()).optional() }));

const Config = z.strictObject({
  sms: z
    .strictObject({
      provider: z.literal('aliyun'),
      access_key_id: z.string().min(1),
      access_key_secret: z.string().min(1),
      sign_name: z.string().min(1),
      endpoint: z.url().default('https://dysmsapi.aliyuncs.com'),
      /** Our template key -> the approved template: `id` is TemplateCode, `fields` maps its variables to our placeholders (default: same names). */
      templates: Templates,
    })
    .optional(),
  wechat: z
    .strictObject({
      app_id: z.string().min(1),
      app_secret: z.string().min(1),
      endpoint: z.url().default('https://api.weixin.qq.com'),
      /** Page of the mini program that shows a path of the resident's app, for instance `pages/web/index`. */
      page: z.string().default('pages/web/index'),
      state: z.enum(['developer', 'trial', 'formal']).default('formal'),
      /** Our template key -> the subscribed template: `fields` maps its variables (`thing1`, `time2`) to our placeholders, `title`, `body` or `at`. */
      templates: Templates,
    })
    .optional(),
  email: z
    .strictObject({
      host: z.string().min(1),
      port: z.number().int().min(1).max(65_535),
      /** `tls` from the first byte (465), `starttls` (587), `none` only inside a closed network. */
      secure: z.enum(['tls', 'starttls', 'none']).default('starttls'),
      user: z.string().optional(),
      password: z.string().optional(),
      from: z.email(),
      from_name: z.string().max(100).default('合治'),
      /** PEM file of the authority that signed the server's certificate, where it is not a public one. */
      ca: z.string().optional(),
    })
    .optional(),
});
export type Config = z.output<typeof Config>;
export type SmsConfig = NonNullable<Config['sms']>;
export type WechatConfig = NonNullable<Config['wechat']>;
export type EmailConfig = NonNullable<Config['email']>;

/**
 * The providers of the file that HEZHI_NOTICES names (JSON; secrets stay outside the database); nothing without it.
 * @throws StartupError with a sentence that shows no secret
 */
export async function readConfig(file: string | undefined): Promise<Config> {
  if (!file?.trim()) return {};
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new StartupError('not_started', `HEZHI_NOTICES names a file that cannot be read: ${(cause as NodeJS.ErrnoException).code ?? 'unknown'}.`, cause);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new StartupError('not_started', 'The file that HEZHI_NOTICES names is not JSON.');
  }
  const parsed = Config.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'the file').join(', ');
  throw new StartupError('not_started', `The file that HEZHI_NOTICES names is not right at: ${where}.`);
}
