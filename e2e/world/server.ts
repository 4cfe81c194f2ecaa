import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from './folders.ts';

export type Ended = { code: number | null; out: string; err: string };
type Env = Readonly<Record<string, string>>;
/** An ordinary user, where root may choose one. */
export const ordinary = process.geteuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
type User = { uid?: number; gid?: number };

/** Runs a program of this Node to its end, at most `seconds`. */
export function run(args: readonly string[], env: Env, seconds = 240, user: User = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = begin(args, env, user);
    const said = listen(child);
    const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ code, out: said.out, err: said.err });
    });
  });
}

/** `npm run hezhi -- …` on a data folder. */
export const hezhi = (data: string, ...args: string[]): Promise<Ended> =>
  run([join(root, 'apps/server/cli.ts'), ...args], { HEZHI_DATA: data, HEZHI_LOG: 'warn' });

/** A running product, started as `npm start` starts it. */
export type Server = {
  /** `http://127.0.0.1:…` */
  readonly address: string;
  readonly pid: number;
  /** All it has said so far. */
  said(): string;
  /** Settles when the process has gone. */
  readonly gone: Promise<Ended>;
  /** As Ctrl-C; resolves when it has ended. */
  stop(): Promise<Ended>;
  /** As a power cut for this process alone. */
  kill(): Promise<Ended>;
};

/** Starts the product on a data folder; resolves with `ready`. Fails with all that was said when it ends before. */
export function startServer(data: string, env: Env = {}, user: User = {}): Promise<Server> {
  const child = begin([join(root, 'apps/server/main.ts')], { HEZHI_PORT: '0', HEZHI_DATA: data, HEZHI_LOG: 'warn', HEZHI_TRUST_PROXY: '1', ...env }, user);
  const said = listen(child);
  const gone = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out: said.out, err: said.err })));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    void gone.then(({ code, out, err }) => reject(new Error(`The server ended with ${code} before it was ready:\n${out}\n${err}`)));
    child.stdout!.on('data', () => {
      const address = /^ready (http:\S+)$/m.exec(said.out)?.[1];
      if (!address) return;
      const end = (signal: NodeJS.Signals): Promise<Ended> => {
        child.kill(signal);
        return gone;
      };
      resolve({ address, pid: child.pid!, said: () => said.out + said.err, gone, stop: () => end('SIGINT'), kill: () => end('SIGKILL') });
    });
  });
}

function begin(args: readonly string[], env: Env, user: User): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    ...user,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LANG: 'C.UTF-8', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function listen(child: ChildProcess): { out: string; err: string } {
  const said = { out: '', err: '' };
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return said;
}
