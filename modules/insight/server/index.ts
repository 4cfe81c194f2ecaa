/** The server's side of insight: reads figures and legs; owns the weights of the three rates. */
import { createHash } from 'node:crypto';
import { defineRoom, implement, type Implementation, type Wire } from '@hezhi/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { figuresCsv } from './csv.ts';
import { figuresTable } from './figures.ts';
import { wall } from './now.ts';
import { printLetter } from './letter-pdf.ts';
import { letterNotices, registerLetterNotices } from './letter-notices.ts';
import { letterOf, lettersOf, sendLetter } from './letters.ts';
import { baseProcedure } from '@hezhi/methods/base';
import { personal } from './personal.ts';
import { reportDocx, reportPdf, reportXlsx } from './report-papers.ts';
import { askReport, reportJobs, reportOf, reportsOf } from './reports.ts';
import { unitsTable, unitLegs, unitSubjects } from './units.ts';
import { unitsCsv, unitsXlsx } from './units-csv.ts';
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
  implement(routes.unitsXlsx, async (call, { query }, { reply }) => {
    const table = await unitsTable(call, query);
    const name = `units-${table.area.code}-${table.from}-${table.to}.xlsx`;
    void reply
      .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', `attachment; filename="${name}"`);
    return (await unitsXlsx(table, call.language)) as never;
  }),
  implement(routes.unitSubjects, (call, { query }) => unitSubjects(call, query)),
  implement(routes.reports, (call, { query }) => reportsOf(call, query)),
  implement(routes.makeReport, (call, { body }) => askReport(call, body)),
  implement(routes.report, (call, { params }) => reportOf(call, params.id)),
  implement(routes.reportPdf, async (call, { params }, wire) => (await reportPdf(call, params.id, wire)) as never),
  implement(routes.reportDocx, async (call, { params }, wire) => (await reportDocx(call, params.id, wire)) as never),
  implement(routes.reportXlsx, async (call, { params }, wire) => (await reportXlsx(call, params.id, wire)) as never),
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

export { addReportSection, type SectionMaker } from './report-sections.ts';

export const room = defineRoom({
  name: 'insight',
  personal,
  routes: implementations,
  permissions,
  errors,
  migrations: new URL('./migrations/', import.meta.url),
  jobs: reportJobs,
  listeners: [letterNotices],
  async open(house) {
    await loadProcedure(house, baseProcedure('supervision_letter'));
    registerLetterNotices(house);
    const name = { 'zh-Hans': '督办函', en: 'Supervision letter' };
    registerKind(house, { kind: 'letter', procedure: 'supervision_letter', subjectPath: () => [''], subjectName: () => name });
  },
});
