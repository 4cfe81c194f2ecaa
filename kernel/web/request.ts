import type { AnyRoute, RouteCall } from '@hezhi/contract';
import { newId } from '@hezhi/contract/light';
import { currentLanguage } from './language.ts';
import { Away, Problem } from './problem.ts';
import { sessionEnded } from './signals.ts';

type Part<T extends AnyRoute, K extends 'params' | 'query' | 'body'> = NonNullable<RouteCall<T>[K]>;
type Given<T extends AnyRoute, K extends 'params' | 'query' | 'body'> = [Part<T, K>] extends [never]
  ? { [P in K]?: undefined }
  : Record<string, never> extends Part<T, K>
    ? { [P in K]?: Part<T, K> }
    : { [P in K]: Part<T, K> };

/** What a caller of one route gives: `params`, `query`, `body`, each needed exactly when the contract needs it. */
export type CallOf<T extends AnyRoute> = Given<T, 'params'> & Given<T, 'query'> & Given<T, 'body'>;
export type CallMore = {
  /** Idempotency-Key of a POST; made when missing. */
  key?: string;
  signal?: AbortSignal;
  /** Further headers, e.g. a visitor's `x-file-token`. */
  headers?: Readonly<Record<string, string>>;
};
/** The arguments after the route's key: the call may be left out when nothing in it is needed. */
export type Rest<T extends AnyRoute, More> = Record<string, never> extends CallOf<T> ? [call?: CallOf<T> & More] : [call: CallOf<T> & More];

export type LooseCall = {
  params?: Readonly<Record<string, unknown>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  body?: unknown;
} & CallMore;

/** Address of `GET /cases/:id` with its parameters and query; list values repeat their name, empty ones are left out. */
export function addressOf(route: string, call: LooseCall = {}): string {
  const path = route.slice(route.indexOf(' ') + 1).replace(/:(\w+)/g, (_, name: string) => {
    const value = call.params?.[name];
    if (value === undefined || value === null) throw new Error(`missing parameter ${name} of ${route}`);
    return encodeURIComponent(typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one));
    }
  }
  const tail = query.toString();
  return `/api${path}${tail ? `?${tail}` : ''}`;
}

/** Turns an answer that is not a success into `Problem` or `Away`. */
export function failureOf(status: number, text: string, header: (name: string) => string | null): Problem | Away {
  let document: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed && typeof parsed === 'object') document = parsed as Record<string, unknown>;
  } catch {
    // A gateway's page, not ours: the status alone speaks.
  }
  if (status === 502 || status === 503 || status === 504) return new Away('server', typeof document['reference'] === 'string' ? document['reference'] : '');
  const wait = Number(header('retry-after'));
  const problem = new Problem(status, document, Number.isFinite(wait) && wait > 0 ? wait : null);
  if (status === 401 && problem.code === 'kernel.not_logged_in') sessionEnded();
  return problem;
}

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

/** One request by its key, untyped: `createClient` gives it types. Retries what is safe to repeat. */
export async function request(route: string, call: LooseCall = {}): Promise<unknown> {
  const method = route.slice(0, route.indexOf(' '));
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': currentLanguage(), ...call.headers };
  let body: BodyInit | undefined;
  if (call.body instanceof FormData) body = call.body;
  else if (call.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(call.body);
  }
  if (method === 'POST') headers['Idempotency-Key'] = call.key ?? newId();
  const repeatable = method === 'GET' || method === 'POST';
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(addressOf(route, call), { method, headers, body, credentials: 'same-origin', signal: call.signal ?? null });
    } catch (error) {
      if (!(error instanceof Away) || !repeatable || attempt >= 2 || call.signal?.aborted || !navigator.onLine) throw error;
      await pause(400 * 3 ** attempt, call.signal);
    }
  }
}

async function once(address: string, init: RequestInit): Promise<unknown> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(address, init);
    text = await answer.text();
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Away('network');
  }
  if (!answer.ok) throw failureOf(answer.status, text, (name) => answer.headers.get(name));
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** A multipart POST with progress (0 to 1), which fetch cannot report. */
export function upload(
  route: string,
  form: FormData,
  more: { onProgress?: (share: number) => void; key?: string; signal?: AbortSignal; params?: Record<string, unknown> } = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const wire = new XMLHttpRequest();
    wire.open('POST', addressOf(route, more.params ? { params: more.params } : {}));
    wire.setRequestHeader('Accept', 'application/json');
    wire.setRequestHeader('Accept-Language', currentLanguage());
    wire.setRequestHeader('Idempotency-Key', more.key ?? newId());
    wire.upload.addEventListener('progress', (event) => event.lengthComputable && more.onProgress?.(event.loaded / event.total));
    wire.addEventListener('error', () => reject(new Away('network')));
    wire.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    wire.addEventListener('load', () => {
      if (wire.status >= 200 && wire.status < 300) resolve(wire.responseText === '' ? undefined : JSON.parse(wire.responseText));
      else reject(failureOf(wire.status, wire.responseText, (name) => wire.getResponseHeader(name)));
    });
    more.signal?.addEventListener('abort', () => wire.abort(), { once: true });
    wire.send(form);
  });
}
