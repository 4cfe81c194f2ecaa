import type { Words } from '@hezhi/contract';
import { findStored, procedureOf, takeStep, type StoredMatter } from '@hezhi/matters/server';
import { speak, type Call, type Listener } from '@hezhi/server';
import { redact } from '../../contract/index.ts';
import { dropMerged, lastResult, lockMatters, mainOf, mergedInto } from '../queries-duplicates.ts';

/** The states in which a case has a result that was verified. */
const resulted: ReadonlySet<string> = new Set(['rating', 'closed']);
/** The steps that tell how it was settled. */
const telling = ['finish', 'settle', 'whistle_done'];
const because = {
  void: { 'zh-Hans': '原先并入的案件已作废，单独办理', en: 'The case it was merged into was voided; handled on its own' },
  declined: { 'zh-Hans': '原先并入的案件不予受理，单独办理', en: 'The case it was merged into was declined; handled on its own' },
};

type Stepped = { matter: string; kind: string; steps: string[]; state: string; before: string | null };

/**
 * One answer to all (C1, C3). When the main case is verified everybody who reported the same is told how it was settled, once a result; those merged later are told at once.
 * When it is reopened they are told so, and told again when it is settled anew. When it is declined, withdrawn or voided nobody's report is lost by it: each goes on by itself.
 */
export const mergedListener: Listener = {
  name: 'merged',
  topic: 'matters.stepped',
  async handle(call, event) {
    const { matter, kind, steps, state, before } = event.data as Stepped;
    if (kind !== 'case') return;
    const { district } = event;
    if (steps.includes('merge')) {
      const main = await mainOf(call.db, district, matter);
      if (main !== null) await settleAll(call, district, main);
    } else if (state !== before && (resulted.has(state) || resulted.has(before ?? '') || before === 'reviewing' || state === 'void' || state === 'declined')) {
      await settleAll(call, district, matter);
    }
  },
};

/** Brings those merged into a case to where it is now, whatever happened in between: the event is only the occasion. */
async function settleAll(call: Call, district: string, id: string): Promise<void> {
  const merged = await mergedInto(call.db, district, id);
  if (merged.length === 0) return;
  await lockMatters(call.db, district, [id, ...merged]);
  const main = await findStored(call.db, district, id);
  if (!main) return;
  const open = new Set(await mergedInto(call.db, district, id));
  const children: StoredMatter[] = [];
  for (const child of merged) {
    const row = open.has(child) ? await findStored(call.db, district, child) : undefined;
    if (row?.state === 'merged') children.push(row);
  }
  if (main.state === 'void' || main.state === 'declined') {
    for (const child of children) await splitOff(call, child, main);
  } else if (resulted.has(main.state)) {
    const { outcome, note } = await resultOf(call, district, main.id);
    const data = { ...(outcome ? { outcome: speak(outcome, 'zh-Hans') } : {}), ...(note ? { note } : {}) };
    for (const child of children.filter((one) => !one.marks.includes('answered'))) await step(call, child, 'answer_merged', data);
  } else if (main.state !== 'reviewing') {
    for (const child of children.filter((one) => one.marks.includes('answered'))) await step(call, child, 'merged_reopened', {});
  }
}

const step = (call: Call, child: StoredMatter, name: string, data: Record<string, unknown>) => takeStep(call, child.district, child.id, { step: name, data });

async function splitOff(call: Call, child: StoredMatter, main: StoredMatter): Promise<void> {
  const note = because[main.state === 'declined' ? 'declined' : 'void']['zh-Hans'];
  await takeStep(call, child.district, child.id, { step: 'split', data: { note } }, (write) =>
    dropMerged(write, child.district, child.id, main.id, () => new Error(`case ${child.id} was split by somebody else`)),
  );
}

/** How a case was settled last, in the words that its asker reads, without personal data: they were not written for the others. Empty where nobody said it. */
export async function resultOf(call: Call, district: string, id: string): Promise<{ outcome?: Words; note?: string }> {
  const told = await lastResult(call.db, district, id, telling);
  if (!told) return {};
  const procedure = await procedureOf(call.house, told.procedure, told.procedure_version);
  const def = procedure.steps[told.step];
  const shown = def?.audience.asker ?? [];
  const { outcome, note } = told.data;
  const option = def?.fields.find((field) => field.key === 'outcome')?.options?.find((one) => one.value === outcome);
  return {
    ...(shown.includes('outcome') && option ? { outcome: option.label } : {}),
    ...(shown.includes('note') && typeof note === 'string' && note !== '' ? { note: redact(note).slice(0, 2000) } : {}),
  };
}
