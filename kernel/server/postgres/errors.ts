/** Why the database could not be started; every one has a plain sentence in `message`. */
export type StartupCode =
  | 'already_running'
  | 'data_not_a_folder'
  | 'data_other_user'
  | 'data_other_version'
  | 'data_read_only'
  | 'data_unreachable'
  | 'disk_full'
  | 'memory'
  | 'no_binaries'
  | 'no_user'
  | 'socket'
  | 'not_started';

/** The embedded database cannot start. `message` is one sentence for the person at the terminal; `cause` is for the log. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
  readonly code: StartupCode;
  constructor(code: StartupCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** A failed file operation on `path` as a StartupError; what is already one passes through. */
export function fileTrouble(cause: unknown, path: string): StartupError {
  if (cause instanceof StartupError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StartupError('disk_full', diskFull(path), cause);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new StartupError('data_read_only', readOnly(path), cause);
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new StartupError('data_not_a_folder', `The data folder ${path} cannot be made: a file of that name is in the way.`, cause);
  return new StartupError('not_started', `The data folder ${path} cannot be used: ${message}.`, cause);
}

/** What PostgreSQL or initdb wrote before giving up, as a StartupError. */
export function postgresTrouble(output: string, root: string, logFile: string): StartupError {
  const cause = output.trim() === '' ? undefined : new Error(output.trim().slice(-4000));
  const says = (pattern: RegExp): boolean => pattern.test(output);
  if (says(/no space left on device|disk quota exceeded/i)) return new StartupError('disk_full', diskFull(root), cause);
  if (says(/read-only file system/i)) return new StartupError('data_read_only', readOnly(root), cause);
  // Not `listening on Unix socket`, which a server killed while it starts has written too.
  if (says(/could not .*unix|unix-domain socket path/i))
    return new StartupError('socket', `PostgreSQL could not open its socket for ${root}; ${logFile} says why.`, cause);
  if (says(/permission denied|wrong ownership/i)) return new StartupError('data_read_only', readOnly(root), cause);
  if (says(/could not map anonymous shared memory|cannot allocate memory|could not create shared memory/i))
    return new StartupError('memory', 'There is too little free memory to start PostgreSQL (it needs about 400 MB).', cause);
  if (says(/incompatible with server|not compatible with this version/i))
    return new StartupError('data_other_version', `The database in ${root} was written by another version of PostgreSQL.`, cause);
  if (says(/could not look up effective user id/i))
    return new StartupError('no_user', 'The user that runs Hezhi has no entry in /etc/passwd, and PostgreSQL needs one; add it or set DATABASE_URL.', cause);
  if (says(/lock file .* already exists|pre-existing shared memory/i))
    return new StartupError('already_running', `Another PostgreSQL is still using ${root}; stop it or choose another HEZHI_DATA.`, cause);
  if (says(/invalid locale name|incompatible with operating system/i))
    return new StartupError(
      'not_started',
      'This system lacks the locale C.UTF-8 that the database needs; install it (on Debian it is part of libc-bin).',
      cause,
    );
  const setting = output.match(/(unrecognized configuration parameter|invalid value for parameter) .*/)?.[0];
  if (setting !== undefined) return new StartupError('not_started', `PostgreSQL refuses a setting: ${setting}; its log is ${logFile}.`, cause);
  const last = output
    .split('\n')
    .findLast((line) => /FATAL|PANIC|error:/i.test(line))
    ?.replace(/^.*?(FATAL|PANIC|error):\s*/i, '');
  return new StartupError('not_started', `PostgreSQL did not start${last === undefined ? '' : ` (${last.trim()})`}; its log is ${logFile}.`, cause);
}

function diskFull(path: string): string {
  return `The disk that holds ${path} is full; free some space and start again.`;
}

function readOnly(path: string): string {
  return `The data folder ${path} cannot be written by this user; choose another with HEZHI_DATA or give this user the right to write there.`;
}
