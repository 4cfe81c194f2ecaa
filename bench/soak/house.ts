import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { startPostgres, type Postgres } from '@hezhi/server/postgres';
import type { Target } from './plan.ts';

type Role = 'web' | 'worker';
type Running = { child: ChildProcess; gone: Promise<void> };

/** PostgreSQL, a web process and a worker process on one folder; each can be killed with -9 and is started again at once, as a supervisor of services would. */
export class SoakHouse {
  readonly folder: string;
  readonly #running = new Map<Role, Running>();
  readonly #say: (text: string) => void;
  #database: Postgres | null = null;
  #port = 0;
  /** Processes that ended without being asked: a fault of the product. */
  readonly faults: string[] = [];

  constructor(folder: string, say: (text: string) => void) {
    this.folder = folder;
    this.#say = say;
  }

  get url(): string {
    return this.#database!.url;
  }
  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  log(role: Role): string {
    return join(this.folder, `${role}.log`);
  }

  /** The database alone, durable as in use. */
  async openDatabase(): Promise<string> {
    this.#database = await startPostgres({ dataDir: join(this.folder, 'data') });
    return this.#database.url;
  }
  async start(): Promise<void> {
    for (const role of ['web', 'worker'] as const) await this.#begin(role);
  }

  async #begin(role: Role): Promise<void> {
    const child = fork(new URL('./process.ts', import.meta.url), {
      env: {
        ...process.env,
        DATABASE_URL: this.url,
        HEZHI_ROLE: role,
        HEZHI_DATA: join(this.folder, 'data'),
        HEZHI_PORT: String(this.#port),
        HEZHI_TRUST_PROXY: '1',
        HEZHI_LOG: 'warn',
        SOAK_LOG: this.log(role),
      },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.#running.set(role, { child, gone });
    const ready = await new Promise<number | null>((resolve) => {
      child.once('message', ({ port }: { port: number }) => resolve(port));
      child.once('exit', () => resolve(null));
    });
    if (ready === null) throw new Error(`the ${role} process ended before it was ready`);
    if (role === 'web') this.#port = ready;
    child.once('exit', (code, signal) => {
      if (this.#running.get(role)?.child === child) this.faults.push(`the ${role} process ended by itself (${code ?? signal})`);
    });
  }

  /** Kills with -9 and starts again what was killed. Resolves when all processes say that they are ready. */
  async kill(what: Target): Promise<void> {
    const roles: Role[] = what === 'all' ? ['web', 'worker'] : what === 'database' ? [] : [what];
    const ended = roles.map((role) => {
      const { child, gone } = this.#running.get(role)!;
      this.#running.delete(role);
      child.kill('SIGKILL');
      return gone;
    });
    if (what === 'database' || what === 'all') {
      const old = this.#database!;
      process.kill(old.pid, 'SIGKILL');
      await old.exited;
      for (let tries = 0; ; tries++) {
        try {
          await this.openDatabase();
          break;
        } catch (error) {
          if (tries > 20) throw error;
          this.#say(`PostgreSQL could not be started again, once more: ${(error as Error).message}`);
          await pause(500);
        }
      }
      if (this.#database!.url !== old.url) throw new Error('PostgreSQL came back at another address');
    }
    await Promise.all(ended);
    for (const role of roles) await this.#begin(role);
  }

  /** Resident memory of the processes, MB. */
  async memory(): Promise<Record<Role, number>> {
    const of = async (role: Role): Promise<number> => {
      const { child } = this.#running.get(role)!;
      const told = new Promise<number>((resolve) => child.once('message', ({ rss }: { rss: number }) => resolve(rss)));
      child.send('usage');
      return Math.round((await Promise.race([told, pause(5000, 0)])) / 1e6);
    };
    return { web: await of('web'), worker: await of('worker') };
  }

  /** Ends web and worker in good order; the database goes on for the checks. */
  async rest(): Promise<void> {
    for (const [role, { child, gone }] of [...this.#running]) {
      this.#running.delete(role);
      child.kill('SIGTERM');
      await Promise.race([gone, pause(20_000).then(() => child.kill('SIGKILL'))]);
    }
  }
  async stop(): Promise<void> {
    for (const { child } of this.#running.values()) child.kill('SIGKILL');
    this.#running.clear();
    await this.#database?.stop('immediate').catch(() => undefined);
  }
}
