import type { Words } from '@hezhi/contract/light';
import type { Contribution } from '@hezhi/figures/contract';
import { dayIn } from './measures.ts';
import type { Leg } from './snapshot.ts';

/** What the measures of a leg look at: its own row and nothing else. */
export type MeasuredLeg = Pick<Leg, 'key' | 'org' | 'startedAt' | 'dueAt' | 'overdue' | 'endedAt' | 'result' | 'paused' | 'why' | 'extended' | 'suspended'>;

/** The kind under which figures of the legs of a kind of matter are kept. */
export const legKind = (kind: string): string => `${kind}.leg`;

/** Results by which a leg was taken from its owner unfinished: nothing is due from them any more (rules.md 1: 应处置 leaves out 退单, 改派, 作废). */
export const takenResults = ['returned', 'reassigned', 'designated', 'called', 'whistled', 'withdrawn', 'lapsed', 'merged', 'void'] as const;
/** The result of a leg whose step was taken back: it was never given. */
export const undone = 'undone';

const taken = (leg: MeasuredLeg): boolean => leg.endedAt !== null && (takenResults as readonly (string | null)[]).includes(leg.result);
/** The same test as `mark_timely`: while the clock stands nobody is late. */
const late = (leg: MeasuredLeg): boolean => leg.overdue || (leg.paused === null && leg.endedAt !== null && leg.endedAt > leg.dueAt);
const done = (leg: MeasuredLeg): boolean => leg.endedAt !== null && !taken(leg);

/** A measure of legs 责任段指标, counted under the day the leg began. `server/queries-measures.ts` says the same in SQL. */
export type LegMeasure = { readonly key: string; readonly words: Words; readonly of: (leg: MeasuredLeg) => boolean };
const measure = (key: string, zh: string, en: string, of: LegMeasure['of']): LegMeasure => ({ key, words: { 'zh-Hans': zh, en }, of });

/** Per stage what was due, done, done in time, overdue, pending, and the special counts (rules.md 1), of organisations. */
export const legMeasures: readonly LegMeasure[] = [
  measure('given', '交办', 'Given', () => true),
  measure('due', '应办', 'Due', (leg) => !taken(leg)),
  measure('done', '已办', 'Done', done),
  measure('done_in_time', '按期办结', 'Done in time', (leg) => done(leg) && !late(leg)),
  measure('overdue', '超期', 'Overdue', (leg) => !taken(leg) && late(leg)),
  measure('pending', '待办', 'Pending', (leg) => leg.endedAt === null),
  measure('pending_overdue', '待办超期', 'Pending and overdue', (leg) => leg.endedAt === null && leg.overdue),
  measure('returned', '退单', 'Returned', (leg) => leg.result === 'returned'),
  measure('reassigned', '改派', 'Reassigned', (leg) => leg.result === 'reassigned' || leg.result === 'designated'),
  measure('reworked', '返工', 'Reworked', (leg) => leg.why?.step === 'rework' && !taken(leg)),
  measure('extended', '延期', 'Extended', (leg) => leg.extended === true),
  measure('suspended', '挂账', 'Suspended', (leg) => leg.suspended === true),
];

/** From all to fine: all legs, those of a key, those of a key that an organisation had. */
export const legSubjects = (key: string, org: string): string[] => ['', key, `${key}.${org}`];
/** Figures of legs are kept for districts and streets only: who has it, not where in the community. */
export const legArea = (area: string): string => area.slice(0, 9);

/** What a leg in a matter of this territory contributes now; legs of persons (who asked) and what was taken back contribute nothing. */
export function legContributions(area: string, leg: MeasuredLeg): Contribution[] {
  if (leg.org === null || leg.result === undone) return [];
  const n = Object.fromEntries(legMeasures.filter((one) => one.of(leg)).map((one) => [one.key, 1]));
  return [{ area: legArea(area), subjects: legSubjects(leg.key, leg.org), day: dayIn(leg.startedAt), n }];
}
