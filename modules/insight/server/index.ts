/** The server's side of insight: reads figures, owns no table. */
import { createHash } from 'node:crypto';
import { defineRoom, implement, type Implementation, type Wire } from '@hezhi/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { figuresCsv } from './csv.ts';
import { figuresTable } from './figures.ts';
import { wall } from './now.ts';

const implementations: readonly Implementation[] = [
  implement(routes.figures, async (call, { query }) => figuresTable(call, query)),
  implement(routes.figuresCsv, async (call, { query }, { reply }) => {
    const table = await figuresTable(call, query);
    const name = `figures-${table.area.code}-${table.from}-${table.to}.csv`;
    void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
    return figuresCsv(table, call.language);
  }),
  implement(routes.now, async (call, { query }, wire) => unlessKnown(wire, JSON.stringify(await wall(call, query))) as never),
];

/** Sends the document, or 304 when the asker's copy is the same. */
function unlessKnown({ request, reply }: Wire, body: string): string {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  void reply.header('etag', etag).header('cache-control', 'private, no-cache');
  const known = String(request.headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag)) {
    void reply.code(304);
    return '';
  }
  void reply.header('content-type', 'application/json; charset=utf-8');
  return body;
}

export const room = defineRoom({ name: 'insight', routes: implementations, permissions, errors });
