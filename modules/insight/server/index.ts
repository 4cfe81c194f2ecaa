/** The server's side of insight: reads figures and legs; owns the weights of the three rates. */
import { createHash } from 'node:crypto';
import { defineRoom, implement, type Implementation, type Wire } from '@hezhi/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { figuresCsv } from './csv.ts';
import { figuresTable } from './figures.ts';
import { wall } from './now.ts';
import { printLetter } from './letter-pdf.ts';
import { letterOf, lettersOf, sendLetter } from './letters.ts';
import letter from './procedures/letter.json' with { type: 'json' };
import { unitsTable, unitLegs } from './units.ts';
import { unitsCsv } from './units-csv.ts';
import { setWeights, weightsOf } from './weights.ts';

const implementations: readonly Implementation[] = [
  implement(routes.figures, async (call, { query }) => figuresTable(call, query)),
  implement(routes.figuresCsv, async (call, { query }, { reply }) => {
    const table = await figuresTable(call, query);
    const name = `figures-${table.area.code}-${table.from}-${table.to}.csv`;
    void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
    return figuresCsv(table, call.language);
  }),
  implement(routes.units, async (call, { query }) => unitsTable(call, query)),
  implement(routes.unitsCsv, async (call, { query }, { reply }) => {
    const table = await unitsTable(call, query);
    const name = `units-${table.area.code}-${table.from}-${table.to}.csv`;
    void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
    return unitsCsv(table, call.language);
  }),
  implement(routes.unitLegs, async (call, { query }) => unitLegs(call, query)),
  implement(routes.letters, (call, { query }) => lettersOf(call, query)),
  implement(routes.letter, (call, { params }) => letterOf(call, params.id)),
  implement(routes.letterPdf, async (call, { params }, wire) => (await printLetter(call, params.id, wire)) as never),
  implement(routes.sendLetter, (call, { body }) => sendLetter(call, body)),
  implement(routes.weights, async (call) => weightsOf(call)),
  implement(routes.setWeights, async (call, { body }) => setWeights(call, body)),
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

export const room = defineRoom({
  name: 'insight',
  routes: implementations,
  permissions,
  errors,
  migrations: new URL('./migrations/', import.meta.url),
  async open(house) {
    await loadProcedure(house, letter);
    const name = { 'zh-Hans': '督办函', en: 'Supervision letter' };
    registerKind(house, { kind: 'letter', procedure: letter.key, subjectPath: () => [''], subjectName: () => name });
  },
});
