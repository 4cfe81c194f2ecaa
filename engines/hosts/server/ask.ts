/** The other side did not give what was asked; `why` is short and holds no secret. `stale`: our token is no longer good there. */
export class HostAway extends Error {
  readonly why: string;
  readonly stale: boolean;
  constructor(why: string, stale = false) {
    super(why);
    this.name = 'HostAway';
    this.why = why;
    this.stale = stale;
  }
}

/** Longest answer that is read, in bytes; the real ones have a few hundred. */
const mostBytes = 64 * 1024;

/** One question over HTTP: five seconds, no redirects, at most 64 KiB of JSON back. @throws HostAway */
export async function askJson(
  url: string,
  { method = 'GET', headers = {}, body }: { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: object } = {},
): Promise<{ status: number; json: Record<string, unknown> }> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, {
      method,
      redirect: 'error',
      headers: { accept: 'application/json', ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(5000),
    });
    status = response.status;
    text = await readSmall(response);
  } catch (error) {
    if (error instanceof HostAway) throw error;
    throw new HostAway(reason(error));
  }
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { status, json: json as Record<string, unknown> };
  } catch {
    // Told below.
  }
  throw new HostAway(`status ${status}, not JSON`);
}

async function readSmall(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > mostBytes) throw new HostAway('answer too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Name or code of a failed request, never its message: that may hold the address with a token in it. */
function reason(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  const code = cause?.code;
  return typeof code === 'string' ? code : name === 'TimeoutError' ? 'no answer within 5 seconds' : 'the connection failed or led elsewhere';
}

/** What the other side says of itself, fit for a log: one line, not long. */
export const inWords = (...said: readonly unknown[]): string =>
  said
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .join(' ')
    .replace(/\s+/g, ' ')
    .slice(0, 200);
