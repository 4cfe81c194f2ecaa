/** Floor F1: `pgbench -M prepared` with the very statements of the product, the limit of the store here. */
import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster } from '../cluster.ts';
import { keepTargets, typesOf } from '../fill/queries-physical.ts';
import type { Work } from './rounds.ts';
import { scriptOf } from './script.ts';

const program = process.env['BENCH_PGBENCH'] ?? 'pgbench';
/** As many as floor F2's pool has. */
const clients = 10;

/** Whether there is a pgbench: on the PATH, or where BENCH_PGBENCH says. It comes with PostgreSQL's own packages, not with the embedded one. */
export const hasPgbench = (): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** Transactions a second of each turn of so many seconds. At most `turns` turns: each client of a turn has a stretch of targets of its own, in the half that F2 comes to last. */
export async function physical(cluster: Cluster, work: Work, turns: number): Promise<(seconds: number) => Promise<number>> {
  const file = join(cluster.folder, `pgbench-${work.key}.sql`);
  const targets = work.once ? work.targets.slice(Math.floor(work.targets.length / 2)) : work.targets;
  const types = await cluster.on(work.floorDatabase, async (db) => {
    await keepTargets(db, targets);
    return typesOf(db, work.template.statements);
  });
  writeFileSync(file, scriptOf(work.template, types));
  const stride = Math.max(1, Math.floor(targets.length / clients));
  let turn = 0;
  return async (seconds) => {
    const variables = { k: Math.floor(stride / turns) * turn - 1, stride, targets: Math.max(1, targets.length), turn: Date.now() };
    turn += 1;
    const args = [
      '-n',
      '-M',
      'prepared',
      '-c',
      clients,
      '-T',
      seconds,
      '-f',
      file,
      ...Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`]),
    ];
    const env = { ...process.env, PGOPTIONS: '-c timezone=UTC -c role=hezhi_app' };
    const { stdout } = await promisify(execFile)(program, [...args.map(String), cluster.url(work.floorDatabase)], { env });
    return Number(/tps = ([\d.]+)/.exec(stdout)![1]);
  };
}
