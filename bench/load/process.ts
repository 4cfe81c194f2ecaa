import { fork, type ChildProcess } from 'node:child_process';
import type { Order, Told } from './client.ts';

/** A child process of the bench; ended with it. */
export type Child = {
  process: ChildProcess;
  /** Asks it something over IPC. */ ask<T>(message: unknown): Promise<T>;
  stop(signal?: NodeJS.Signals): Promise<void>;
};

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

export function start(file: string, env: Record<string, string> = {}): Child {
  // With this process's own flags of Node: those `npm start` gives the product.
  const child = fork(new URL(file, import.meta.url), {
    // Whoever asks rarely must not be logged out by a long run.
    env: { HEZHI_STAFF_IDLE: '9999', ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  alive.add(child);
  const gone = new Promise<void>((resolve) => child.once('exit', () => (alive.delete(child), resolve())));
  return {
    process: child,
    ask: (message) =>
      new Promise((resolve, reject) => {
        const onExit = (): void => reject(new Error(`${file} ended`));
        child.once('exit', onExit);
        child.once('message', (told: { error?: string }) => {
          child.off('exit', onExit);
          if (told.error) reject(new Error(told.error));
          else resolve(told as never);
        });
        if (message !== null) child.send(message as object);
      }),
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await gone;
    },
  };
}

/** A server process that tells its port when it can be used. */
export async function startServer(file: string, env: Record<string, string>): Promise<Child & { port: number }> {
  const child = start(file, env);
  const { port } = await child.ask<{ port: number }>(null);
  return { ...child, port };
}

/** The load generator. */
export class Client {
  readonly #child = start('./client.ts');
  async run(order: Order): Promise<Told> {
    const told = await this.#child.ask<Told>(order);
    if (told.failed > 0)
      throw new Error(
        `${told.failed} of ${told.failed + told.requests} requests failed ${JSON.stringify(told.statuses)}; the first: ${told.sample.slice(0, 2000)}`,
      );
    if (told.requests === 0) throw new Error('nothing was asked: the targets are used up');
    return told;
  }
  stop(): Promise<void> {
    return this.#child.stop();
  }
}
