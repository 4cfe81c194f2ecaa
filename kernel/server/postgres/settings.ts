import { createHash } from 'node:crypto';

/** PostgreSQL's settings for one small server of two cores; durable in every respect. */
const SMALL_SERVER: Record<string, string> = {
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '%m [%p] %d ',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_autovacuum_min_duration: '-1',
  cluster_name: 'hezhi',
};

/**
 * Settings for a throw-away cluster of tests: nothing survives a power cut, everything is faster. initdb skips its
 * syncs too when `fsync` is off. With them, `CREATE DATABASE … TEMPLATE … STRATEGY = file_copy` clones a migrated
 * database in some 20 ms, because no checkpoint waits for a disk.
 */
export const THROW_AWAY: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '128MB',
  max_connections: '200',
  autovacuum_naptime: '1h',
  checkpoint_timeout: '1h',
  max_wal_size: '4GB',
};

/**
 * The text of `hezhi.conf`, which overrides postgresql.conf and yields to ALTER SYSTEM. `hezhi.settings` carries a
 * fingerprint, so that a server left behind by a killed parent is adopted only if it runs with what is asked now.
 */
export function settingsFile(asked: Record<string, string>, version: string, socketDir: string): { text: string; fingerprint: string } {
  const all: Record<string, string> = {
    ...SMALL_SERVER,
    ...asked,
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`);
  const fingerprint = createHash('sha256')
    .update([version, ...lines].join('\n'))
    .digest('hex')
    .slice(0, 16);
  return {
    text: ['# Written at every start; use ALTER SYSTEM for changes that shall last.', ...lines, `hezhi.settings = '${fingerprint}'`, ''].join('\n'),
    fingerprint,
  };
}
