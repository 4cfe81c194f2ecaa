import { kernelErrors, Refusal } from '@hezhi/contract';
import { categoryName } from '@hezhi/cases/server';
import { maskPhone } from '@hezhi/directory/contract';
import { namesOf } from '@hezhi/matters/server';
import type { Call, House } from '@hezhi/server';
import type { z } from 'zod';
import type { CallView } from '../contract/index.ts';
import type { DivertReason } from '../contract/divert.ts';
import type { CallRow } from './queries-calls.ts';

export const purpose = 'hotline.number';
/** Answer within so many seconds, and this share of all calls (rules.md 2: 7 x 24, 15 s, 95 %). */
export const serviceLevel = { seconds: 15, rate: 0.95 } as const;

/** The number of a call in clear; whoever shows it has made the reading durable before. */
export const openNumber = (house: House, sealed: Buffer): string => house.vault.open(sealed, purpose);

const seconds = (from: string | null, to: string | null): number | null =>
  from === null || to === null ? null : Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

/** Calls as lists show them: numbers masked. */
export async function viewCalls(call: Call, rows: readonly CallRow[]): Promise<z.input<typeof CallView>[]> {
  if (rows.length === 0) return [];
  const { house, actor } = call;
  const names = await namesOf(house, rows[0]!.district);
  return rows.map((row) => ({
    id: row.id,
    number: row.number_sealed ? maskPhone(openNumber(house, row.number_sealed)) : null,
    line: row.line_name,
    rangAt: row.rang_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    lostAt: row.lost_at,
    wrappedAt: row.wrapped_at,
    waited: row.line === null ? null : seconds(row.rang_at, row.answered_at ?? row.lost_at),
    talked: seconds(row.answered_at, row.ended_at),
    agent: row.agent === null ? null : { id: row.agent, name: names.person(row.agent) ?? '' },
    mine: row.agent !== null && row.agent === actor.person,
    kind: row.kind,
    outcome: row.outcome,
    divert: row.divert as DivertReason | null,
    divertTo: row.divert_to,
    category: row.category === null ? null : { code: row.category, name: categoryName(house, row.district, row.category) },
    matters: row.matters,
    note: row.note,
    areaName: names.area(row.area),
    revision: row.revision,
  }));
}

/** One of them; a row that is gone is a bug of the caller. */
export async function viewCall(call: Call, row: CallRow | undefined): Promise<z.input<typeof CallView>> {
  if (!row) throw new Refusal(kernelErrors.not_found);
  return (await viewCalls(call, [row]))[0]!;
}
