/** Why another system gave nothing: a sentence without secrets, for the log and `hezhi doctor`. */
export class OutsideTrouble extends Error {
  /** It could not be asked, or is out of order: trying again may help. */
  readonly away: boolean;
  constructor(message: string, away = false) {
    super(message);
    this.away = away;
  }
}

/** How long one question may take (ms), and how much is read of an answer (bytes). */
const PATIENCE = 10_000;
const LIMIT = 256 * 1024;

/** `body`: a form's text, or an object that goes as JSON. */
export type Question = { method?: 'GET' | 'POST'; headers?: Readonly<Record<string, string>>; body?: string | object };

/** Whether an address of the settings may be spoken to: HTTPS, or plain HTTP on this machine only. */
export function addressFits(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname));
}

/**
 * Asks another system and reads its answer as JSON: 10 s for the whole, 256 KiB at most, no redirects. What kind of content the answer says it is is not
 * looked at (WeChat answers JSON as text). `status` may be a refusal; the caller judges it.
 * @throws OutsideTrouble naming the host, never the address (its query may hold a secret)
 */
export async function askJson(address: string, question: Question = {}, patience = PATIENCE): Promise<{ status: number; json: unknown }> {
  const { host } = new URL(address);
  if (!addressFits(address)) throw new OutsideTrouble(`${host} may not be asked: its address is not https`);
  let status: number;
  let text: string;
  try {
    const response = await fetch(address, {
      method: question.method ?? 'GET',
      redirect: 'manual',
      headers: { accept: 'application/json', ...(typeof question.body === 'object' ? { 'content-type': 'application/json' } : {}), ...question.headers },
      ...(question.body === undefined ? {} : { body: typeof question.body === 'string' ? question.body : JSON.stringify(question.body) }),
      signal: AbortSignal.timeout(patience),
    });
    ({ status } = response);
    text = await textOf(response, host);
  } catch (error) {
    if (error instanceof OutsideTrouble) throw error;
    if ((error as Error).name === 'TimeoutError') throw new OutsideTrouble(`${host} did not answer within ${patience / 1000} s`, true);
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    throw new OutsideTrouble(`${host} cannot be reached${code === undefined ? '' : ` (${code})`}`, true);
  }
  if (status >= 300 && status < 400) throw new OutsideTrouble(`${host} sends elsewhere (${status}), which is not followed`);
  if (status >= 500 || status === 429) throw new OutsideTrouble(`${host} is out of order or busy (${status})`, true);
  try {
    return { status, json: JSON.parse(text) };
  } catch {
    throw new OutsideTrouble(`${host} did not answer in JSON (${status})`);
  }
}

async function textOf(response: Response, host: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop gives the rest up.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LIMIT) throw new OutsideTrouble(`${host} answered more than ${LIMIT / 1024} KiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What another system says of itself, fit for a log: one line, not long. */
export const inWords = (...said: readonly unknown[]): string =>
  said
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .join(' ')
    .replace(/\s+/g, ' ')
    .slice(0, 200);
