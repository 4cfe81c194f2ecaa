import { statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { StartupError } from './errors.ts';

/**
 * Holds a home for this process until released or dead. The hold is a name in the kernel's abstract socket namespace:
 * taking it is atomic and the kernel frees it with the process, so there is no stale lock to judge.
 * It does not reach across containers that share a volume; there PostgreSQL's own lock decides.
 * @returns the release
 * @throws StartupError already_running, with the process that holds it
 */
export async function holdHome(root: string): Promise<() => Promise<void>> {
  const { dev, ino } = statSync(root);
  const name = `\0hezhi-postgres-${dev}-${ino}`;
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(String(process.pid));
  });
  server.unref();
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((done) => {
    server.once('error', done);
    server.listen({ path: name }, () => done(undefined));
  });
  if (failure === undefined) return () => new Promise((done) => (server.listening ? server.close(() => done()) : done()));
  if (failure.code !== 'EADDRINUSE') throw new StartupError('socket', `The database in ${root} cannot be locked: ${failure.message}.`, failure);
  const holder = await askHolder(name);
  throw new StartupError('already_running', `Another Hezhi${holder} is already using the database in ${root}; stop it or choose another HEZHI_DATA.`);
}

function askHolder(name: string): Promise<string> {
  return new Promise((done) => {
    let text = '';
    const socket = connect({ path: name });
    socket.setTimeout(1000, () => socket.destroy());
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (text += part));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => done(/^\d+$/.test(text) ? ` (process ${text})` : ''));
  });
}
