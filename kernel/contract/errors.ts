import type { Words } from './words.ts';

/** An expected failure that a person can meet (house rule 6): a code owned by its room, an HTTP status, a sentence. */
export type ErrorDef = { readonly code: string; readonly status: number; readonly words: Words };

/**
 * A room's errors: `defineErrors('cases', { not_found: [404, {...}] })` gives `errors.not_found` with code `cases.not_found`.
 * The words may hold `{placeholders}` filled from the refusal's values.
 */
export function defineErrors<const K extends string>(
  room: string,
  defs: Readonly<Record<K, readonly [status: number, words: Words]>>,
): Readonly<Record<K, ErrorDef>> {
  const made = {} as Record<K, ErrorDef>;
  for (const key of Object.keys(defs) as K[]) {
    const [status, words] = defs[key];
    made[key] = { code: `${room}.${key}`, status, words };
  }
  return made;
}

/** One field at fault: JSON-pointer-like path (`/photos/3`), code and sentence. */
export type FieldFault = { path: string; code: string; detail: string };

/** Thrown where the product refuses with an expected failure. Everything else thrown is a bug and becomes 500. */
export class Refusal extends Error {
  readonly def: ErrorDef;
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly FieldFault[];
  /** Extra members of the problem document, e.g. who won a race. */
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(
    def: ErrorDef,
    values: Readonly<Record<string, unknown>> = {},
    more: { faults?: readonly FieldFault[]; extra?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(def.code);
    this.def = def;
    this.values = values;
    this.faults = more.faults ?? [];
    this.extra = more.extra ?? {};
  }
}

/** Failures that belong to no room. */
export const kernelErrors = defineErrors('kernel', {
  invalid: [422, { 'zh-Hans': '填写的内容有误，请按提示修改', en: 'Some of what was entered is not valid; please correct the marked fields' }],
  malformed: [400, { 'zh-Hans': '请求无法读懂', en: 'The request could not be read' }],
  not_logged_in: [401, { 'zh-Hans': '请先登录', en: 'Please log in first' }],
  forbidden: [403, { 'zh-Hans': '您的岗位没有这项权限', en: 'Your post does not have this right' }],
  not_found: [404, { 'zh-Hans': '没有找到，或您无权查看', en: 'Not found, or not visible to you' }],
  no_such_path: [404, { 'zh-Hans': '没有这个地址', en: 'There is no such address' }],
  method_not_allowed: [405, { 'zh-Hans': '不支持这种请求方法', en: 'This method is not supported here' }],
  conflict: [409, { 'zh-Hans': '刚刚有人改动过，请刷新后再试', en: 'Somebody has just changed this; reload and try again' }],
  too_large: [413, { 'zh-Hans': '内容太大', en: 'The content is too large' }],
  media_type: [415, { 'zh-Hans': '不支持这种内容格式', en: 'This content type is not supported' }],
  key_reused: [422, { 'zh-Hans': '同一个幂等键用于了不同的请求', en: 'The idempotency key was used for a different request' }],
  too_many: [429, { 'zh-Hans': '请求太频繁，请稍后再试', en: 'Too many requests; please try again later' }],
  internal: [500, { 'zh-Hans': '系统出错了，请记下编号联系管理员', en: 'Something went wrong; please quote the reference to the administrator' }],
  unavailable: [
    503,
    { 'zh-Hans': '系统暂时不可用，请稍后再试，您填写的内容不会丢失', en: 'The system is briefly away; please try again shortly. Nothing you typed is lost' },
  ],
});
