import { connect, type Socket } from 'node:net';
import { Refusal } from '@hezhi/contract';
import { StartupError, type House } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** What a scanner says of bytes: nothing found, or the name of what was found. Throws `ScannerAway` when it cannot say. */
export interface UploadScanner {
  scan(bytes: Buffer): Promise<{ found: string | null }>;
}
/** The scanner cannot be reached or does not answer as it should. */
export class ScannerAway extends Error {}

/** Which scanner, and what happens while it is away. */
export type ScanSettings = { readonly at: ClamdAddress | null; readonly away: 'refuse' | 'accept' };
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/** Bytes of one piece of a stream, and how long one scan may take (ms). */
const PIECE = 256 * 1024;
const PATIENCE = 20_000;
/** An answer of clamd is one short line. */
const LONGEST = 4096;

/**
 * HEZHI_CLAMD: `host:port` or the path of clamd's socket; without it nothing is scanned. HEZHI_CLAMD_AWAY: `refuse` or `accept` while it is away; default accept in the demo, else refuse.
 * @throws StartupError with a sentence for a wrong setting
 */
export function readScanSettings(env: Readonly<Record<string, string | undefined>>, demo: boolean): ScanSettings {
  const text = env['HEZHI_CLAMD']?.trim() ?? '';
  const away = env['HEZHI_CLAMD_AWAY']?.trim() || (demo ? 'accept' : 'refuse');
  if (away !== 'refuse' && away !== 'accept') throw new StartupError('not_started', `HEZHI_CLAMD_AWAY is "${away}", but must be refuse or accept.`);
  if (text === '') return { at: null, away };
  if (text.startsWith('/')) return { at: { path: text }, away };
  const [, host, port] = /^(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535)
    throw new StartupError(
      'not_started',
      `HEZHI_CLAMD is "${text}", but must be host:port (127.0.0.1:3310) or the path of clamd's socket (/run/clamav/clamd.ctl).`,
    );
  return { at: { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }, away };
}

/** What one says to clamd and what it answers, over one connection. `send` writes with back-pressure. */
async function talk(at: ClamdAddress, say: (send: (bytes: Buffer) => Promise<void>) => Promise<void>, patience: number): Promise<string> {
  const socket: Socket = connect(at);
  let answer = '';
  const whole = new Promise<string>((resolve, reject) => {
    socket.setTimeout(patience, () => reject(new ScannerAway('the scanner does not answer in time')));
    socket.once('error', (cause) => reject(new ScannerAway('the scanner cannot be reached', { cause })));
    socket.on('data', (bytes) => {
      answer += bytes.toString('utf8');
      if (answer.length > LONGEST) reject(new ScannerAway('the scanner answers too much'));
      // Commands that begin with z are answered up to a zero byte.
      else if (answer.includes('\0')) resolve(answer.slice(0, answer.indexOf('\0')));
    });
    socket.once('close', () => reject(new ScannerAway('the scanner closed the connection')));
  });
  const send = (bytes: Buffer): Promise<void> =>
    new Promise((resolve, reject) =>
      socket.write(bytes, (error) => (error ? reject(new ScannerAway('the scanner cannot be reached', { cause: error })) : resolve())),
    );
  try {
    // clamd may answer before everything is sent (too large): whichever comes first counts.
    const said = say(send);
    said.catch(() => undefined);
    return await Promise.race([whole, said.then(() => whole)]);
  } finally {
    whole.catch(() => undefined);
    socket.destroy();
  }
}

/** ClamAV's daemon by its published protocol (clamd(8), INSTREAM): pieces with their length in four bytes, a length of zero at the end. */
export class Clamd implements UploadScanner {
  readonly #at: ClamdAddress;
  readonly #patience: number;
  constructor(at: ClamdAddress, patience = PATIENCE) {
    this.#at = at;
    this.#patience = patience;
  }

  async scan(bytes: Buffer): Promise<{ found: string | null }> {
    const answer = await talk(
      this.#at,
      async (send) => {
        await send(Buffer.from('zINSTREAM\0'));
        for (let at = 0; at < bytes.length; at += PIECE) {
          const piece = bytes.subarray(at, at + PIECE);
          const length = Buffer.alloc(4);
          length.writeUInt32BE(piece.length);
          await send(Buffer.concat([length, piece]));
        }
        await send(Buffer.alloc(4));
      },
      this.#patience,
    );
    if (answer === 'stream: OK') return { found: null };
    const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
    if (found === undefined) throw new ScannerAway(`the scanner says: ${answer.slice(0, 200)}`);
    return { found };
  }

  /** Its version, which tells how old its signatures are: `ClamAV 1.4.2/27500/Sun Nov 22 08:26:01 2026`. */
  version(): Promise<string> {
    return talk(this.#at, (send) => send(Buffer.from('zVERSION\0')), this.#patience);
  }
}

type Scanning = { scanner: UploadScanner | null; away: 'refuse' | 'accept' };

/** The house's scanner by its settings. */
export function scanningOf(house: House): Scanning {
  return house.memo('documents.scanning', () => {
    const { at, away } = readScanSettings(process.env, house.settings.demo);
    return { scanner: at === null ? null : new Clamd(at), away };
  });
}

/** Another scanner than the settings name: for tests and other products. */
export function useScanner(house: House, scanner: UploadScanner, away: 'refuse' | 'accept' = 'refuse'): void {
  Object.assign(scanningOf(house), { scanner, away });
}

/**
 * Every upload passes here before anything reads it: photos, voice notes, tables. Refuses `documents.harmful` where something is found, and `documents.not_scanned` where the scanner is
 * away and the settings want every file scanned. What is found stands in the log by its name, without the file.
 */
export async function scanUpload(house: House, bytes: Buffer): Promise<void> {
  const { scanner, away } = scanningOf(house);
  if (scanner === null) return;
  let found: string | null;
  try {
    ({ found } = await scanner.scan(bytes));
  } catch (error) {
    if (!(error instanceof ScannerAway)) throw error;
    house.log.error({ err: error, away }, 'an upload could not be scanned');
    if (away === 'accept') return;
    throw new Refusal(errors.not_scanned);
  }
  if (found === null) return;
  house.log.warn({ found: found.slice(0, 200), bytes: bytes.length }, 'an upload was refused by the scanner');
  throw new Refusal(errors.harmful);
}
