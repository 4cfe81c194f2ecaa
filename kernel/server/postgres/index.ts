import { basename } from 'node:path';
import { readyBinaries } from './binaries.ts';
import { makeCluster, writeConfiguration } from './cluster.ts';
import { StartupError } from './errors.ts';
import { holdHome } from './hold.ts';
import { findHome, keptFolder, leaveSocketFolder, settleHome, socketFolder } from './home.ts';
import { limitLog } from './log.ts';
import { adoptOrEnd, ensureDatabase, type Postmaster, startPostmaster, urlOf, waitForAnswer } from './postmaster.ts';
import { endCluster, readPidFile, worksIn } from './processes.ts';
import { settingsFile } from './settings.ts';

export { fileTrouble, StartupError, type StartupCode } from './errors.ts';
export { THROW_AWAY } from './settings.ts';

/** A running embedded PostgreSQL. */
export type Postgres = {
  /** For `pg`: the database asked for, as its owner, over a socket that only this user (and root) may open. No password inside. */
  url: string;
  /** The same for another database of the cluster, `postgres` for instance. */
  adminUrl(database: string): string;
  /** Where the database really lives: the folder asked for, or the one its note `MOVED` names. */
  dataDir: string;
  pid: number;
  /** The folder of its socket. */
  socketDir: string;
  logFile: string;
  /** Settles when the server has gone, asked or not (killed, out of memory); after that `startPostgres` may be called again. */
  exited: Promise<void>;
  /** Ends the server and waits until its last process has gone. `fast` breaks off open transactions, `immediate` is a crash in good order. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
};

/**
 * `settings` are PostgreSQL's own (`{ fsync: 'off' }`), over those of a small server; `THROW_AWAY` is a set for tests.
 * `again`: the server that has gone; the new one is at the same address or not at all, since pools hold on to it.
 */
export type PostgresOptions = {
  dataDir: string;
  database?: string;
  settings?: Record<string, string>;
  again?: Postgres;
  onProgress?: (sentence: string) => void;
};

/**
 * Starts the embedded PostgreSQL on a data folder, making folder, cluster and database where they are missing, or takes
 * over the server that a killed process left there. The server outlives this process unless `stop` is called.
 * @throws StartupError with a code and one sentence for the person at the terminal
 */
export async function startPostgres({
  dataDir,
  database = 'hezhi',
  settings = {},
  again,
  onProgress: say = () => undefined,
}: PostgresOptions): Promise<Postgres> {
  const home = settleHome(dataDir, say);
  const release = await holdHome(home.root);
  try {
    const binaries = readyBinaries(home.runner, say);
    await makeCluster(home, binaries, settings['fsync'] !== 'off', say);
    const launch = async (short: boolean): Promise<Postmaster> => {
      const socketDir = again ? keptFolder(home, again.socketDir) : socketFolder(home, short);
      const { text, fingerprint } = settingsFile(settings, binaries.version, socketDir);
      const left = await adoptOrEnd(home, socketDir, fingerprint, say);
      if (left !== undefined) return left;
      writeConfiguration(home, text);
      return startPostmaster(home, binaries, socketDir, say);
    };
    const server = await launch(false).catch((error: unknown) => {
      // Some file systems (shared folders of virtual machines) know no sockets; /tmp does.
      if (!again && error instanceof StartupError && error.code === 'socket') return launch(true);
      throw error;
    });
    try {
      await ensureDatabase(server.socketDir, database);
    } catch (cause) {
      await endCluster(home.cluster, server.pid, 'fast');
      throw new StartupError(
        'not_started',
        `PostgreSQL started but the database ${database} cannot be opened (${(cause as Error).message}); its log is ${home.logFile}.`,
        cause,
      );
    }
    const tidy = setInterval(() => limitLog(home.logFile), 600_000);
    tidy.unref();
    const gone = async (): Promise<void> => {
      clearInterval(tidy);
      await release();
    };
    const exited = server.exited.then(gone);
    return {
      ...described(home, server, database),
      exited,
      async stop(mode = 'fast') {
        await endCluster(home.cluster, server.pid, mode);
        await gone();
        leaveSocketFolder(home.root, server.socketDir);
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * The embedded PostgreSQL that another process runs on a data folder (for the command line beside a running server), or
 * undefined. Its `stop` leaves the server alone: who did not start it does not end it.
 */
export async function attachPostgres({ dataDir, database = 'hezhi' }: { dataDir: string; database?: string }): Promise<Postgres | undefined> {
  const home = findHome(dataDir);
  const found = home === undefined ? undefined : readPidFile(home.cluster);
  if (home === undefined || found === undefined || basename(found.socketDir) === '') return undefined;
  const alive = (): boolean => worksIn(found.pid, home.cluster);
  if ((await waitForAnswer(found.socketDir, alive, 60_000)) === undefined) return undefined;
  return { ...described(home, found, database), exited: new Promise(() => undefined), stop: async () => undefined };
}

function described(
  home: { root: string; logFile: string },
  server: { pid: number; socketDir: string },
  database: string,
): Pick<Postgres, 'url' | 'adminUrl' | 'dataDir' | 'pid' | 'socketDir' | 'logFile'> {
  return {
    url: urlOf(server.socketDir, database),
    adminUrl: (other) => urlOf(server.socketDir, other),
    dataDir: home.root,
    pid: server.pid,
    socketDir: server.socketDir,
    logFile: home.logFile,
  };
}
