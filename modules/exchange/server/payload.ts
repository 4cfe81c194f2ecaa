import type { z } from 'zod';
import { matterDetail, procedureOf, type MatterRow } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import type { EntryView, FieldView } from '@hezhi/matters/contract';
import type { EntryData, MatterClosed, MatterUpdated, MayData, BodyStep } from '../contract/index.ts';
import { bodyActor } from './actor.ts';
import { mappingOf, type Mapping } from './mapping.ts';
import { photosTold } from './photos-told.ts';
import type { EndpointRow, TieRow } from './queries.ts';

type Told = z.input<typeof MatterUpdated>;
type Entry = z.input<typeof EntryData>;
type Viewed = z.input<typeof EntryView>;
type Detail = Awaited<ReturnType<typeof matterDetail>>;

/** The first message about a matter carries its story so far, the latest entries of it. */
const mostEntries = 60;
const zh = 'zh-Hans' as const;

/** Whether the body handles the matter, or has only reported it: a mere reporter reads what the person who asked would read. */
export const handles = (tie: Pick<TieRow, 'order_no' | 'legs'>, legs: readonly string[]): boolean =>
  tie.order_no === null || tie.legs.length > 0 || legs.length > 0;

export type What = 'assigned' | 'updated' | 'released' | 'closed';

/**
 * What a body is told of a matter now, seen with its own eyes: `change` as its legs say, or `closed` where the matter has ended since it was told last.
 * Null where nothing of it is for this body.
 */
export async function matterTold(
  call: Call,
  row: MatterRow,
  body: EndpointRow,
  tie: TieRow,
  change: Exclude<What, 'closed'>,
): Promise<{ what: What; data: Told | z.input<typeof MatterClosed> } | null> {
  const version = { key: row.procedure, version: row.procedure_version };
  const mapping = mappingOf(version.key, version.version);
  if (mapping === null) return null;
  const actor = bodyActor(body, version);
  const detail = await matterDetail(call.with({ actor }), row.district, row.id);
  const procedure = await procedureOf(call.house, version.key, version.version);
  const legs = detail.legs.filter((leg) => leg.owner.org === body.org);
  const handler = handles(
    tie,
    legs.map((leg) => leg.id),
  );
  const fresh = detail.timeline.filter((entry) => entry.seq > tie.revision && (handler || procedure.steps[entry.step]?.audience.asker !== undefined));
  const ended = detail.matter.final && detail.timeline.some((entry) => entry.seq > tie.revision && entry.stateName !== null);
  // The clock's notes and the like leave a mere reporter with nothing to hear.
  if (fresh.length === 0 && !handler && !ended) return null;
  const shown = fresh.slice(-mostEntries).map((entry) => ({
    entry,
    only: handler ? null : ((entry.step === 'open' ? procedure.opening : procedure.steps[entry.step])?.audience.asker ?? []),
  }));
  const photos = await photosTold(
    call,
    body,
    shown.flatMap(({ entry, only }) => photoIds(entry, only)),
  );
  const entries = shown.map(({ entry, only }) => entryOf(entry, only, photos));
  const told: Told = {
    matter: matterOf(detail, mapping),
    order: tie.order_no === null || tie.order_kind === null ? null : { order: tie.order_no, kind: tie.order_kind },
    legs: legs.map((leg) => ({
      id: leg.id,
      key: leg.key,
      name: speak(leg.name, zh),
      started_at: leg.startedAt,
      due_at: leg.dueAt,
      overdue: leg.overdue,
      paused: leg.paused !== null,
    })),
    entries,
    may: mayOf(detail, mapping, tie, handler),
  };
  if (!ended) return { what: change, data: told };
  const last = detail.timeline.findLast((entry) => mapping.result.includes(entry.step));
  const result = last ? entryOf(last, procedure.steps[last.step]?.audience.asker ?? [], new Map()) : null;
  return { what: 'closed', data: { ...told, result: { outcome: result?.outcome ?? null, note: result?.note ?? null, rating: detail.matter.rating } } };
}

function matterOf({ matter, timeline }: Detail, mapping: Mapping): Told['matter'] {
  const opening = timeline.find((entry) => entry.step === 'open')?.data ?? {};
  const text = (key: string): string => (typeof opening[key] === 'string' ? opening[key] : '');
  return {
    id: matter.id,
    number: matter.number,
    kind: matter.kind,
    title: matter.title,
    description: text(mapping.description),
    category: { code: matter.subject, name: speak(matter.subjectName, zh) },
    area: { code: matter.area, name: matter.areaName },
    address: text(mapping.address),
    point: matter.point,
    tier: matter.tier,
    state: matter.state,
    state_name: speak(matter.stateName, zh),
    stage: matter.stage,
    final: matter.final,
    revision: matter.revision,
    opened_at: matter.openedAt,
    due_at: matter.dueAt,
    closed_at: matter.closedAt,
  };
}

/** The photos of an entry that may be told. */
const photoIds = (entry: Viewed, only: readonly string[] | null): string[] =>
  entry.fields
    .filter(({ key, type }) => type === 'photos' && (only === null || only.includes(key)))
    .flatMap(({ key }) => (Array.isArray(entry.data[key]) ? (entry.data[key] as string[]) : []));

/** `only`: the fields that may be told; null: those that the entry shows. */
function entryOf(entry: Viewed, only: readonly string[] | null, photos: ReadonlyMap<string, Entry['photos'][number]>): Entry {
  const value = (key: string): unknown => (only === null || only.includes(key) ? entry.data[key] : undefined);
  const coded = (key: string): Entry['outcome'] => {
    const code = value(key);
    if (typeof code !== 'string') return null;
    const option = entry.fields.find((field) => field.key === key)?.options?.find((one) => one.value === code);
    return { code, name: option ? speak(option.label, zh) : code };
  };
  const note = value('note');
  return {
    seq: entry.seq,
    at: entry.at,
    step: entry.step,
    name: speak(entry.name, zh),
    by: entry.actor.org,
    note: typeof note === 'string' ? note : null,
    outcome: coded('outcome'),
    reason: coded('reason'),
    photos: photoIds(entry, only).flatMap((id) => photos.get(id) ?? []),
  };
}

/** What the body may answer: the steps of the mapping that the procedure allows it now, in its own words for the fields. */
function mayOf(detail: Detail, mapping: Mapping, tie: TieRow, handler: boolean): z.input<typeof MayData>[] {
  const offered = new Map(detail.steps.filter((step) => step.allowed).map((step) => [step.key, step]));
  return Object.entries(mapping.steps).flatMap(([name, one]) => {
    if (!mayAsk(one.by, tie, handler)) return [];
    const way = one.take.find((each) => offered.has(each.step));
    if (!way) return [];
    const fields = offered.get(way.step)!.fields.flatMap((field) => fieldOf(way.fields, field));
    return [{ step: name as BodyStep, fields }];
  });
}

/** Whether who handles or who reported may ask for it. */
export const mayAsk = (by: 'handler' | 'reporter' | 'any', tie: Pick<TieRow, 'order_no'>, handler: boolean): boolean =>
  by === 'any' || (by === 'handler' ? handler : tie.order_no !== null);

function fieldOf(fields: Readonly<Record<string, string>>, field: z.input<typeof FieldView>): z.input<typeof MayData>['fields'] {
  const key = fields[field.key];
  if (key === undefined) return [];
  const type = field.type === 'number' || field.type === 'choice' ? field.type : field.type === 'place' ? 'point' : 'text';
  return [
    {
      key,
      type,
      required: field.required ?? false,
      label: speak(field.label, zh),
      ...(field.max === undefined ? {} : { max: field.max }),
      ...(field.options ? { options: field.options.map((one) => ({ value: one.value, label: speak(one.label, zh) })) } : {}),
    },
  ];
}
