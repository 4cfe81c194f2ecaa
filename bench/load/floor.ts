/** Floor F2: bare node:http and pg with named prepared statements, one process, the same SQL; no sessions, no validation, no rights. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@hezhi/contract';
import pg from 'pg';
import { fill, type Template } from './template.ts';

export type Plan = Record<string, { template: Template; targets: readonly string[][] }>;

const plan = JSON.parse(readFileSync(process.env['BENCH_PLAN']!, 'utf8'), (_, value: unknown) =>
  typeof value === 'object' && value !== null && (value as { type?: string }).type === 'Buffer' ? Buffer.from((value as { data: number[] }).data) : value,
) as Plan;
const types = new pg.TypeOverrides();
// Moments stay text: making Date objects would only slow the floor down.
for (const oid of [1082, 1083, 1114, 1184, 1186, 1700]) types.setTypeParser(oid, (text: string) => text);
types.setTypeParser(20, Number);
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, types, options: '-c timezone=UTC -c role=hezhi_app' });
let count = 0;

async function answer(row: string, target: number): Promise<string> {
  const { template, targets } = plan[row]!;
  const slots = targets.length > 0 ? targets[target % targets.length]!.slice() : [];
  for (const kind of template.fresh) slots.push(kind === 'id' ? newId() : `F-${process.pid}-${count++}`);
  let rows: unknown[] = [];
  for (const { name, text, values } of template.statements)
    ({ rows } = await pool.query<Record<string, unknown>>({ name, text, values: values.map((value) => fill(value, slots)) }));
  return JSON.stringify({ rows });
}

const server = createServer((request, reply) => {
  const [, row = '', target = '0'] = request.url!.split('/');
  const send = (): void => {
    answer(row, Number(target)).then(
      (text) => {
        reply.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
        reply.end(text);
      },
      (error: Error) => {
        reply.writeHead(500, { 'content-length': Buffer.byteLength(error.message) });
        reply.end(error.message);
      },
    );
  };
  if (request.method === 'GET') return send();
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    JSON.parse(Buffer.concat(parts).toString('utf8'));
    send();
  });
});
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
process.on('message', () => process.send!({ rss: process.memoryUsage.rss(), cpu: process.cpuUsage() }));
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(1));
