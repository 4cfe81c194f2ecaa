import { Refusal, type Actor, iso } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { categoryName } from '@hezhi/cases/server';
import { within } from '@hezhi/directory/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { namesOf, procedureOf, takeStep, viewEntry, type Names } from '@hezhi/matters/server';
import { speak, type Call, type Write } from '@hezhi/server';
import { errors, type Endpoint } from '../contract/index.ts';
import { manyOf, oneOf, pageOf, type Given } from './given.ts';
import { jurisdictionOf } from './jurisdiction.ts';
import { keyOf, type KeyRow } from './keys.ts';
import { DAY, readMoment, readWindow, w3c } from './moments.ts';
import { answerAgain, keepAnswer, Repeated, refOfToken, triedOnly, type Reference } from './once.ts';
import { progressOf, saidOf } from './progress.ts';
import { findByRef } from './queries-receipts.ts';
import { findTarget, listChanges, type ChangeRow } from './queries.ts';
import { linksOf } from './report.ts';
import type { Answer, Row } from './xml.ts';

const answer = (of: readonly Row[]): Answer => ({ root: 'service_request_updates', body: { item: 'request_update', of } });

/** GET servicerequestupdates: what happened to public cases, oldest first; with a key also to those that its body reported. One statement (two with a key). */
export async function updates(call: Call, query: Given): Promise<Answer> {
  const jurisdiction = await jurisdictionOf(call, oneOf(query, 'jurisdiction_id'));
  const { code, district } = jurisdiction;
  const sent = oneOf(query, 'api_key');
  const key = sent === null ? null : await keyOf(call, sent, jurisdiction, false);
  const window = readWindow(oneOf(query, 'start_date'), oneOf(query, 'end_date'), call.now);
  const rows = await listChanges(call.db, district, code, {
    from: iso(window.from),
    to: iso(window.to),
    numbers: manyOf(query, 'service_request_id', 1000),
    own: key?.district === district ? key.id : null,
    ...pageOf(query),
  });
  const names = await namesOf(call.house, district);
  return answer(await Promise.all(rows.map((row) => view(call, district, row, names))));
}

async function view(call: Call, district: string, row: ChangeRow, names: Names): Promise<Row> {
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const entry = viewEntry(procedure, row, row.own ? 'asker' : 'public', names, call.language, (subject) => categoryName(call.house, district, subject));
  const told = entry === null ? '' : [speak(entry.told, call.language), ...wordsOf(entry.fields, entry.data, call.language)].join('\n');
  return {
    update_id: `${row.number}.${row.seq}`,
    service_request_id: row.number,
    status: progressOf(row.told_state, procedure.states[row.told_state]?.final ?? false),
    external_status_code: row.told_state,
    updated_datetime: w3c(row.at),
    // Whoever asked here shows it to others, so nobody is named in it.
    description: redact(told),
    media_url: null,
  };
}

type Field = NonNullable<ReturnType<typeof viewEntry>>['fields'][number];

/** What was typed that is words or a choice; photos, places and owners are not told. */
function wordsOf(fields: readonly Field[], data: Readonly<Record<string, unknown>>, language: Call['language']): string[] {
  return fields.flatMap(({ key, type, label, options }) => {
    const value = data[key];
    const text =
      type === 'choice'
        ? speak(options?.find((one) => one.value === value)?.label ?? { 'zh-Hans': '', en: '' }, language)
        : type === 'text' || type === 'number'
          ? String(value)
          : '';
    return text === '' ? [] : [`${speak(label, language)}: ${text}`];
  });
}

/** The body that holds a key, as the asker of its cases. */
const bodyOf = (key: KeyRow, call: Call): Actor => ({
  kind: 'person',
  person: key.id,
  name: key.name,
  district: key.district,
  post: null,
  permissions: [],
  language: call.language,
});

/** A step of another between reading and writing is no fault of the client: it is tried again. */
const TRIES = 4;

/** POST servicerequestupdates: a comment by the body that reported the case. The same update_id twice is one comment. */
export async function update(call: Call, endpoint: Endpoint, form: Given): Promise<Answer> {
  const jurisdiction = await jurisdictionOf(call, oneOf(form, 'jurisdiction_id'));
  const key = await keyOf(call, oneOf(form, 'api_key'), jurisdiction, true);
  const number = oneOf(form, 'service_request_id');
  if (number === null) throw new Refusal(errors.request_needed);
  const outside = oneOf(form, 'update_id') ?? oneOf(form, 'update_id_ext');
  if (outside === null) throw new Refusal(errors.update_needed);
  readMoment('updated_datetime', oneOf(form, 'updated_datetime'));
  const note = noteOf(form);
  const trial = endpoint === 'test';
  const reference: Reference = {
    kind: trial ? 'test_update' : 'update',
    ref: refOfToken(`${number}\n${outside}`),
    fingerprint: null,
    keep: (trial ? 1 : 400) * DAY,
  };
  if (trial && number.startsWith('TEST-')) {
    if (!(await findByRef(call.db, key.district, 'test_case', number, iso(call.now)))) throw new Refusal(errors.request_unknown, { id: number });
    return answer([{ update_id: `${number}.1` }]);
  }
  const target = await findTarget(call.db, jurisdiction.district, number);
  if (!target || !within(target.area, jurisdiction.code) || (target.asker !== key.id && !target.told))
    throw new Refusal(errors.request_unknown, { id: number });
  if (target.asker !== key.id) throw new Refusal(errors.not_own);
  const work = (inner: Call) => comment(inner, key, target.id, number, note, reference);
  try {
    return answer([trial ? await triedOnly(call, work) : await work(call)]);
  } catch (error) {
    if (!(error instanceof Repeated)) throw error;
    return answer([(await answerAgain(call, key, reference)) as Row]);
  }
}

async function comment(call: Call, key: KeyRow, id: string, number: string, note: string, reference: Reference): Promise<Row> {
  const asBody: Call = { ...call.with({ actor: bodyOf(key, call), key: null }), db: call.db };
  for (let tries = 1; ; tries++) {
    let told: Row = {};
    const keep = (write: Write, { after }: { after: { revision: number } }): void => {
      told = { update_id: `${number}.${after.revision}` };
      keepAnswer(call, write, key, reference, told);
    };
    try {
      await takeStep(asBody, key.district, id, { step: 'comment', data: { note } }, keep);
      return told;
    } catch (error) {
      if (!(error instanceof Refusal) || error.def.code !== matters.stale.code || tries === TRIES) throw error;
    }
  }
}

/** What the staff reads: the other system's state, its words, links to its pictures. */
function noteOf(form: Given): string {
  const status = oneOf(form, 'status', 60);
  const words = status === null ? null : saidOf(status);
  if (status !== null && words === null) throw new Refusal(errors.field_wrong, { field: 'status' });
  const description = oneOf(form, 'description', 3500);
  if (description === null && words === null) throw new Refusal(errors.update_empty);
  const lines = [
    ...(words ? [`【对方状态：${words['zh-Hans']}】`] : []),
    ...(description === null ? [] : [description]),
    ...linksOf(form).map((link) => `照片链接：${link}`),
  ];
  const note = lines.join('\n');
  if ([...note].length > 4000) throw new Refusal(errors.field_wrong, { field: 'media_url' });
  return note;
}
