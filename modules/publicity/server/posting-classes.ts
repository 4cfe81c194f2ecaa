import { Refusal } from '@hezhi/contract';
import { GAP, type Call, type House } from '@hezhi/server';
import type { z } from 'zod';
import { errors, lawful, shippedClasses, type ClassInput, type ClassView, type PostingClass } from '../contract/index.ts';
import { ownClasses, putClass, type ClassRow } from './queries-postings.ts';
import { standing } from './who.ts';

const CHANGED = 'publicity.posting_classes';
type Kept = Map<string, Promise<ReadonlyMap<string, ClassRow>>>;

/** A district's own rules, from memory; emptied in every process by the hint of a change. */
async function own(house: House, district: string): Promise<ReadonlyMap<string, ClassRow>> {
  const kept = house.memo('publicity.posting_classes', (): Kept => {
    const made: Kept = new Map();
    house.live.subscribe((hint) => {
      if (hint.topic === CHANGED) made.delete(hint.district);
      if (hint.topic === GAP) made.clear();
    });
    return made;
  });
  let found = kept.get(district);
  if (!found) {
    found = ownClasses(house.db, district).then((rows) => new Map(rows.map((row) => [row.key, row])));
    found.catch(() => kept.delete(district));
    if (kept.size > 500) kept.clear();
    kept.set(district, found);
  }
  return found;
}

/** The classes as a district has them. */
export async function classesOf(house: House, district: string): Promise<(PostingClass & { version: number })[]> {
  const rows = await own(house, district);
  return shippedClasses.map((one) => ({ version: 0, ...one, ...rows.get(one.key), key: one.key }));
}

/** One class. The keys are the contract's, so a missing one is a bug. */
export async function classOf(call: Call, district: string, key: string): Promise<PostingClass> {
  const found = (await classesOf(call.house, district)).find((one) => one.key === key);
  if (!found) throw new Error(`no class of postings is called ${key}`);
  return found;
}

/** All classes for who may post. */
export async function classViews(call: Call): Promise<{ items: z.input<typeof ClassView>[] }> {
  if (call.actor.district === null) throw new Refusal(errors.no_post);
  return { items: (await classesOf(call.house, call.actor.district)).map((one) => ({ ...one, least: { ...one.least } })) };
}

/** Sets the rules of a class for the district. `publicity.class_law` below what the class leaves free, `publicity.class_changed` */
export async function setClass(call: Call, key: string, { version, ...rules }: z.output<typeof ClassInput>): Promise<z.input<typeof ClassView>> {
  const { district } = standing(call);
  const shipped = shippedClasses.find((one) => one.key === key)!;
  if (!lawful(shipped, rules)) throw new Refusal(errors.class_law, { days: shipped.least.days });
  const row = { ...rules, key, version: version + 1 };
  const reply = { ...shipped, ...row, least: { ...shipped.least } };
  const write = call.write(reply);
  putClass(write, district, row, version);
  write.after(() => call.house.live.publish({ district, topic: CHANGED, data: { secrecy: 1 } }));
  await write.run(call.db);
  return reply;
}
