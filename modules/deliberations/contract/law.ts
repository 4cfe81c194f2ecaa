import { WordsSchema, type Words } from '@hezhi/contract';
import { z } from 'zod';
import data from './law.data.json' with { type: 'json' };
import type { MeetingKind } from './settings.ts';

const Day = z.iso.date();
const Share = z.tuple([z.number().int().positive(), z.number().int().positive()]);
const LawSchema = z.record(
  z.string(),
  z.array(
    z
      .object({
        law: WordsSchema,
        article: z.string().nullable(),
        from: Day,
        to: Day.nullable(),
        quorum: z.object({ of: z.enum(['electors', 'members', 'invited']), share: Share, more: z.boolean() }),
        passes: z.object({ of: z.literal('present'), share: Share, more: z.boolean() }),
        confirmed: z.boolean(),
        note: WordsSchema.optional(),
      })
      .strict(),
  ),
);
/** What a law asks of a kind of meeting between two days. `article` null and `confirmed` false: the text was not at hand, `note` says what is done meanwhile. */
export type MeetingLaw = z.output<typeof LawSchema>[string][number];

/** By kind of meeting, oldest first, without gaps (rules.md 4). */
export const meetingLaws: Readonly<Record<string, readonly MeetingLaw[]>> = LawSchema.parse(data);

/** The law of a kind of meeting on the day on which it is held (`YYYY-MM-DD`, China); null where none is on record. */
export const meetingLawOn = (kind: string, day: string): MeetingLaw | null =>
  meetingLaws[kind]?.find(({ from, to }) => from <= day && (to === null || day <= to)) ?? null;

/** Whether a law governs a kind of meeting on a day and its text was not at hand: whoever puts something to the vote there must look it up. */
export const unconfirmedOn = (kind: string, day: string): boolean => meetingLawOn(kind, day)?.confirmed === false;

const said = ({ law, article, quorum, passes, note }: MeetingLaw): Words => {
  const share = (one: { share: readonly number[]; more: boolean }): [string, string] =>
    one.share.join() === '1,2' && one.more
      ? ['过半数', 'more than half']
      : [`${one.more ? '超过' : ''}${one.share.join('/')}`, `${one.more ? 'more than ' : ''}${one.share.join('/')}`];
  const [there, agree] = [share(quorum), share(passes)];
  if (note) return { 'zh-Hans': `《${law['zh-Hans']}》：${note['zh-Hans']}`, en: `${law.en}: ${note.en}` };
  return {
    'zh-Hans': `《${law['zh-Hans']}》第 ${article} 条：${there[0]}出席，出席人${agree[0]}通过`,
    en: `${law.en}, article ${article}: ${there[1]} present, ${agree[1]} of those present`,
  };
};

/** A kind of meeting as the law of its day has it: quorum and basis are those of that day. Kinds without a dated law are as they are. */
export function kindOn(kind: MeetingKind, day: string): MeetingKind {
  const law = meetingLawOn(kind.key, day);
  return law ? { ...kind, quorum: law.quorum, basis: said(law) } : kind;
}
