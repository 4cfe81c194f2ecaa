import { setImmediate as breathe } from 'node:timers/promises';
import { may, newId, Refusal, type Actor } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import { actorForPost } from '@hezhi/directory/server';
import { isDbError, isDuplicate, makeCall, speak, type Call, type House, type Job } from '@hezhi/server';
import { errors, importErrors, importLimits, permissions, type ImportFaultKept } from '../../contract/index.ts';
import {
  agedImports,
  doneLine,
  dropLease,
  failLine,
  findImport,
  forgetCells,
  keepFindings,
  keepLease,
  knownReferences,
  leaseImport,
  listLines,
  moveImport,
  nextLines,
  strandedImports,
  type ImportLine,
  type ImportRow,
} from '../queries-import.ts';
import { reportCase } from '../report.ts';
import { treeOf } from '../categories.ts';
import { answersOf } from './answers.ts';
import { askedOf, cellsOf, openCells, referenceOf, repeated, type Kept } from './cells.ts';
import { checkerOf, type Cells } from './check.ts';
import { clockOf, nothing, phoneOf } from './values.ts';

export const IMPORT = 'cases.import';
/** Rows of one piece of work, and for how long a worker has an import without a sign of life: a killed one is followed within two minutes. */
const piece = { check: 200, make: 40, lanes: 4, lease: 60_000 };
const DAY = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

/** Asks a worker to go on with an import; several asked at once do nothing double. */
export async function sendImport(house: House, one: Pick<ImportRow, 'district' | 'id'>): Promise<void> {
  await house.jobs.send(house.db, IMPORT, { district: one.district, import: one.id }, { singleton: one.id, retries: 2 });
}

/** Checks the rows of an import, or makes cases of them, from where the last worker stopped to the end. */
async function work(call: Call, data: Record<string, unknown>): Promise<void> {
  const [district, id] = [String(data['district']), String(data['import'])];
  const { house } = call;
  const lease = newId(house.now());
  const until = (): string => iso(house.now() + piece.lease);
  for (;;) {
    const one = await leaseImport(house.db, district, id, lease, iso(house.now()), until());
    if (!one) return;
    try {
      const go = (): Promise<boolean> => keepLease(house.db, one, lease, until());
      if (one.state === 'checking' ? await checkAll(house, one, go) : await makeAll(house, one, go)) return;
    } finally {
      await dropLease(house.db, one, lease);
    }
    // Somebody decided otherwise meanwhile (other columns): what stands now is begun, unless another worker has it.
    if ((await findImport(house.db, district, id))?.version === one.version) return;
  }
}

/** True when all is checked; false when the lease or the import changed hands. */
async function checkAll(house: House, one: ImportRow, go: () => Promise<boolean>): Promise<boolean> {
  const check = await checkerOf(house, one);
  const earlier = repeated(house, await listLines(house.db, one.district, one.id, 'all', 0, importLimits.rows), one.reading);
  for (let after = 0; ;) {
    const lines = await nextLines(house.db, { ...one, state: 'checking' }, after, piece.check);
    if (lines.length === 0) break;
    if (!(await go())) return false;
    const read = lines.map((line) => {
      const kept: Kept = line.cells_sealed ? openCells(house, line.cells_sealed) : { cells: [], mended: {} };
      const cells = cellsOf(kept, one.reading);
      return { line, cells, asked: askedOf(kept, one.reading), reference: referenceOf(house, cells) };
    });
    const known = await knownReferences(
      house.db,
      one.district,
      read.flatMap(({ reference }) => reference ?? []),
    );
    const found = [];
    for (const { line, cells, asked, reference } of read) {
      const numbered = { reference, known: (reference === null ? undefined : known.get(reference)) ?? null };
      found.push({ ...(await check(cells, asked, earlier(line.row), numbered, house.now())), row: line.row, version: line.version });
    }
    await house.db.run(keepFindings(one.district, one.id, found));
    after = lines.at(-1)!.row;
    await breathe();
  }
  return finish(house, one, 'checked');
}

async function finish(house: House, one: ImportRow, state: 'checked' | 'done' | 'stopped'): Promise<boolean> {
  const { count } = await house.db.run(moveImport(one, { state, at: iso(house.now()), ended: state !== 'checked' }));
  return count === 1;
}

/** Makes a case of each sound row, as the person who sent them and with the rights that the person has now. */
async function makeAll(house: House, one: ImportRow, go: () => Promise<boolean>): Promise<boolean> {
  for (let after = 0; ;) {
    const lines = await nextLines(house.db, { ...one, state: 'importing' }, after, piece.make);
    if (lines.length === 0) break;
    if (!(await go())) return false;
    const actor = await standing(house, one);
    if (!actor) return finish(house, one, 'stopped');
    const waiting = [...lines];
    const lane = async (): Promise<void> => {
      try {
        for (let line = waiting.shift(); line; line = waiting.shift()) await makeCase(house, one, actor, line);
      } finally {
        // Where one lane fails, the others end with the row they are at.
        waiting.length = 0;
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: piece.lanes }, lane));
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
    after = lines.at(-1)!.row;
  }
  return finish(house, one, 'done');
}

/** The sender in the post of the import, if both still have the right. */
async function standing(house: House, one: ImportRow): Promise<Actor | null> {
  try {
    const actor = await actorForPost(house, one.person, one.post);
    return may(actor, permissions.import) && actor.post && within(one.area, actor.post.area) ? actor : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Somebody else was faster with this row, or it was mended meanwhile. */
class Taken extends Error {}

/** One row: the case and the row's own mark are one statement under an id that the row had from the beginning, so it becomes one case, whoever tries and however often. */
async function makeCase(house: House, one: ImportRow, actor: Actor, line: ImportLine): Promise<void> {
  const now = house.now();
  const call = makeCall(house, { actor, now });
  const kept = openCells(house, line.cells_sealed!);
  const cells = cellsOf(kept, one.reading);
  const { answers, faults, others } = answersOf(treeOf(house, one.district).leaves.get(line.category!)?.questions ?? [], askedOf(kept, one.reading));
  // The category asks otherwise than when the row was checked.
  if (faults.length > 0) return void (await house.db.run(failLine(one.district, one.id, line, faults)));
  const source = cells.source || one.reading.source;
  const note = [
    source ? `来源：${source}` : '',
    cells.reference ? `原编号：${cells.reference}` : '',
    line.reported_at ? `反映时间：${clockOf(Date.parse(line.reported_at))}` : '',
    ...others.map(([words, text]) => `${words}：${text}`),
    `表格导入：${one.file}第${line.row}行`,
  ].filter(Boolean);
  const contact = {
    ...(nothing(cells.name) ? {} : { name: cells.name! }),
    ...(nothing(cells.phone) ? {} : { phone: phoneOf(cells.phone!)! }),
  };
  try {
    await reportCase(
      call,
      {
        id: line.matter,
        district: one.district,
        category: line.category!,
        description: cells.description!,
        photos: [],
        place:
          line.lon === null || line.lat === null
            ? { area: line.area!, address: addressOf(cells.address) }
            : { point: [line.lon, line.lat], address: addressOf(cells.address) },
        answers,
        // Whoever told another system did not agree to be read by everybody here.
        public: false,
        hide_name: true,
        ...(contact.name || contact.phone ? { contact } : {}),
      },
      null,
      {
        channel: 'import',
        asker: null,
        unasked: true,
        note: note.join('；'),
        admit: ({ area }) => {
          if (!within(area, one.area)) throw new Refusal(errors.outside);
        },
        more: (write, _place, { number }) => void write.add(doneLine(one.district, one.id, line, number), 1, () => new Taken()),
      },
    );
  } catch (error) {
    if (error instanceof Taken) return;
    const fault = (await knownFault(house, one, cells, error)) ?? faultOf(call, error, one);
    await house.db.run(failLine(one.district, one.id, line, [fault]));
  }
}

/** Another file with the same original number was faster. */
async function knownFault(house: House, one: ImportRow, cells: Cells, error: unknown): Promise<ImportFaultKept | null> {
  const reference = isDuplicate(error, 'import_row_reference') ? referenceOf(house, cells) : null;
  if (reference === null) return null;
  const number = (await knownReferences(house.db, one.district, [reference])).get(reference) ?? '';
  return { column: 'reference', code: 'reference_known', values: { number } };
}

/** What is said of a row whose case was refused. A database that is away is nobody's fault: the work goes on later. */
function faultOf(call: Call, error: unknown, one: ImportRow): ImportFaultKept {
  if (error instanceof Refusal) {
    const said = error.faults.length > 0 ? error.faults.map(({ detail }) => detail).join('；') : speak(error.def.words, call.language, error.values);
    return { column: null, code: 'refused', values: { detail: said } };
  }
  // 22 and 23: what was written is not to the database's taste. What has no code is a fault of ours with this row; the others need not wait for it.
  const code = (error as { code?: unknown }).code;
  if (code !== undefined && !(isDbError(error) && /^2[23]/.test(error.code))) throw error;
  call.house.log.error({ error, import: one.id, reference: call.reference }, 'a row of an import could not be made a case');
  return { column: null, code: 'internal', values: { reference: call.reference } };
}

const addressOf = (text: string | undefined): string | undefined => (nothing(text) ? undefined : text);

/** Finds imports whose worker is gone, and sends another. */
async function resume(call: Call): Promise<void> {
  for (const one of await strandedImports(call.db, iso(call.house.now()))) await sendImport(call.house, one);
}

/** Deletes what stood in the cells thirty days after the last change; an import that nobody went on with has lapsed. */
async function purge(call: Call): Promise<void> {
  const at = iso(call.now);
  for (const one of await agedImports(call.db, iso(call.now - importLimits.keepDays * DAY))) {
    const write = makeCall(call.house, { actor: call.actor, now: call.now, db: call.db }).write();
    const state = one.state === 'checked' ? 'lapsed' : one.state;
    write
      .add(moveImport(one, { state, at, ended: true, forget: true }), 1, () => new Refusal(importErrors.import_changed))
      .add(forgetCells(one.district, one.id));
    try {
      await write.run(call.db);
    } catch (error) {
      // Taken up again just now.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

export const importJobs: readonly Job[] = [
  { queue: IMPORT, work },
  { queue: 'cases.import.resume', cron: '* * * * *', work: resume },
  { queue: 'cases.import.purge', cron: '50 3 * * *', work: purge },
];
