/** One field at fault, as the server names it: `/body/photos/3`. */
export type Fault = { path: string; code: string; detail: string };

/** The server's refusal (problem+json). `detail` is a sentence in the person's language. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Read over the phone to the administrator. */
  readonly reference: string;
  readonly errors: readonly Fault[];
  /** Seconds to wait, where the server says so (429, 503). */
  readonly retryAfter: number | null;
  /** Further members of the document, e.g. who won a race. */
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(status: number, document: Readonly<Record<string, unknown>>, retryAfter: number | null) {
    const text = (key: string) => (typeof document[key] === 'string' ? document[key] : '');
    super(text('code') || `http ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = text('code');
    this.title = text('title');
    this.detail = text('detail');
    this.reference = text('reference');
    this.errors = Array.isArray(document['errors']) ? (document['errors'] as Fault[]) : [];
    this.retryAfter = retryAfter;
    const { type: _type, title: _title, status: _status, code: _code, detail: _detail, reference: _reference, errors: _errors, ...extra } = document;
    this.extra = extra;
  }
}

/** The server or the network is away; nothing is lost, try again. */
export class Away extends Error {
  /** `network`: no answer at all; `server`: 502, 503 or 504. */
  readonly why: 'network' | 'server';
  readonly reference: string;
  constructor(why: 'network' | 'server', reference = '') {
    super(`away: ${why}`);
    this.name = 'Away';
    this.why = why;
    this.reference = reference;
  }
}

const parts = (path: string) =>
  path
    .replace(/^\/(body|query|params)(?=\/|$)/, '')
    .split('/')
    .filter((part) => part !== '');

/** `{ 'photos.3': 'sentence' }`; '' holds what concerns the whole. */
export function faultsByField(error: unknown): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  if (error instanceof Problem) for (const fault of error.errors) found[parts(fault.path).join('.')] ??= fault.detail;
  return found;
}

/** The shape of antd's `form.setFields`. */
export function formFaults(error: unknown): { name: (string | number)[]; errors: string[] }[] {
  if (!(error instanceof Problem)) return [];
  return error.errors.map((fault) => ({
    name: parts(fault.path).map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    errors: [fault.detail],
  }));
}
