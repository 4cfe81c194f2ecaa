import { createServer } from 'node:net';
import { StartupError, type Settings } from '@hezhi/server';

/** A failed `listen` as a sentence for the person at the terminal. */
export function portTrouble(error: NodeJS.ErrnoException, { host, port }: Pick<Settings, 'host' | 'port'>): StartupError {
  if (error.code === 'EADDRINUSE')
    return new StartupError('not_started', `Port ${port} on ${host} is already in use; stop the other program or choose another port with HEZHI_PORT.`, error);
  if (error.code === 'EACCES')
    return new StartupError('not_started', `This user may not listen on port ${port}; choose one above 1023 with HEZHI_PORT.`, error);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new StartupError('not_started', `HEZHI_HOST is ${host}, which is not an address of this machine.`, error);
  return new StartupError('not_started', `Hezhi cannot listen on ${host}:${port}: ${error.message}.`, error);
}

/** Tries the port before anything that takes long. @throws StartupError */
export async function tryPort(settings: Pick<Settings, 'host' | 'port'>): Promise<void> {
  if (settings.port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => reject(portTrouble(error, settings)));
    server.listen(settings.port, settings.host, () => server.close(() => resolve()));
  });
}
