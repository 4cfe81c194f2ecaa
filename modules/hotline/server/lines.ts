import { newId, Refusal } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import { audit, territory } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { hash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { errors, type LineInput, type LineKey, type LineView } from '../contract/index.ts';
import { insertLine, listLines, rekeyLine, updateLine } from './queries-calls.ts';
import { standing } from './scope.ts';

type Given = z.output<typeof LineInput>;

/** Of a key only this is kept: a random key of 192 bits needs no slow hash. */
export const hashKey = (key: string): Buffer => hash('sha256', key, 'buffer');
const newKey = (district: string): string => `${district}.${randomBytes(24).toString('base64url')}`;

/** Lines of the territory. */
export async function lines(call: Call): Promise<{ items: z.input<typeof LineView>[] }> {
  const { district, area } = standing(call);
  const places = await territory(call.house).ensure(district);
  return { items: (await listLines(call.db, district, area)).map((row) => ({ ...row, areaName: places.fullName(row.area) })) };
}

async function mustLie(call: Call, area: string): Promise<string> {
  const { district, area: own } = standing(call);
  if (!within(area, own) || !(await territory(call.house).ensure(district)).stands(area)) throw new Refusal(errors.area_outside);
  return district;
}

/** A new line; its key is told once. */
export async function addLine(call: Call, given: Given): Promise<z.input<typeof LineKey>> {
  const district = await mustLie(call, given.area);
  const id = newId(call.now);
  const key = newKey(district);
  const write = call.write().add(insertLine(district, { id, ...given }, hashKey(key)));
  await audit(write, call, { action: 'hotline_line.add', target: id, detail: { name: given.name, number: given.number, area: given.area }, district }).run(
    call.db,
  );
  return { id, key };
}

/** Changes a line of the territory. */
export async function saveLine(call: Call, id: string, given: Given & { version: number }): Promise<void> {
  const district = await mustLie(call, given.area);
  if (!(await listLines(call.db, district, standing(call).area)).some((one) => one.id === id)) throw new Refusal(errors.line_not_found);
  const write = call.write().add(updateLine(district, { id, ...given }), 1, () => new Refusal(errors.changed));
  await audit(write, call, {
    action: 'hotline_line.change',
    target: id,
    detail: { name: given.name, number: given.number, area: given.area, active: given.active },
    district,
  }).run(call.db);
}

/** A new key for a line; the old one ends with the write. */
export async function renewKey(call: Call, id: string): Promise<z.input<typeof LineKey>> {
  const { district, area } = standing(call);
  if (!(await listLines(call.db, district, area)).some((one) => one.id === id)) throw new Refusal(errors.line_not_found);
  const key = newKey(district);
  const write = call.write().add(rekeyLine(district, id, hashKey(key)), 1, () => new Refusal(errors.line_not_found));
  await audit(write, call, { action: 'hotline_line.new_key', target: id, district }).run(call.db);
  return { id, key };
}
