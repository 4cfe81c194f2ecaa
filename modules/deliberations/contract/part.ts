import type { Words } from '@hezhi/contract/light';
import { tellWho } from '@hezhi/directory/light';
import { definePart, type PartFault } from '@hezhi/methods/contract';
import { z } from 'zod';
import { unconfirmedOn } from './law.ts';
import { BodyKindSchema, MeetingKindSchema, ProcedureSettingsSchema, SettingsSchema, WhoSchema, type Settings } from './settings.ts';
import data from './settings.data.json' with { type: 'json' };

/** As shipped. */
export const shippedSettings: Settings = SettingsSchema.parse(data);

const words: Record<'below' | 'twice' | 'meeting' | 'unconfirmed', Words> = {
  unconfirmed: {
    'zh-Hans': '“{name}”的比例未经核实：现行法律的原文不在编制时的资料中，这里的比例无法核对，请对照条文原文',
    en: 'The shares of “{name}” are unconfirmed: the text of the law in force was not among the sources and cannot be compared; check the text',
  },
  below: { 'zh-Hans': '“{name}”的到会比例低于法律规定的{need}', en: '“{name}” asks for less than the {need} that the law demands' },
  twice: { 'zh-Hans': '“{key}”写了两次', en: '“{key}” is there twice' },
  meeting: { 'zh-Hans': '没有“{key}”这种会议', en: 'There is no kind of meeting “{key}”' },
};
const fill = (one: Words, values: Record<string, string>): Words => {
  const put = (text: string): string => text.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
  return { 'zh-Hans': put(one['zh-Hans']), en: put(one.en) };
};
const twice = (keys: readonly string[], path: string): PartFault[] =>
  keys.flatMap((key, i) => (keys.indexOf(key) === i ? [] : [{ code: 'deliberations.key_twice', path: [path, i], words: fill(words.twice, { key }) }]));

/** What the fields are called where two packs are compared. */
const partWords: Readonly<Record<string, Words>> = {
  meetings: { 'zh-Hans': '会议类型', en: 'kind of meeting' },
  bodies: { 'zh-Hans': '议事组织', en: 'kind of body' },
  procedures: { 'zh-Hans': '流程要求', en: 'demands of a procedure' },
  meeting: { 'zh-Hans': '会议', en: 'meeting' },
  convener: { 'zh-Hans': '召集人', en: 'convener' },
  invited: { 'zh-Hans': '参加人', en: 'invited' },
  outcome: { 'zh-Hans': '会议结果', en: 'outcome' },
  quorum: { 'zh-Hans': '到会要求', en: 'quorum' },
  notice: { 'zh-Hans': '提前通知', en: 'notice' },
  publish: { 'zh-Hans': '公布纪要', en: 'minutes published within' },
  publicity: { 'zh-Hans': '结果公示', en: 'publicity' },
  rating: { 'zh-Hans': '评价期', en: 'rating' },
  cosigners: { 'zh-Hans': '附议人数', en: 'co-signers' },
  participants: { 'zh-Hans': '参与人', en: 'participants' },
  who: { 'zh-Hans': '谁能附议和评价', en: 'who may co-sign and rate' },
  proxies: { 'zh-Hans': '可以委托', en: 'proxies' },
  rounds: { 'zh-Hans': '巡查', en: 'rounds' },
  supervises: { 'zh-Hans': '监督', en: 'supervises' },
  term_years: { 'zh-Hans': '任期（年）', en: 'term in years' },
  most: { 'zh-Hans': '至多人数', en: 'at most' },
  sides: { 'zh-Hans': '必须到会的人', en: 'who must be there' },
};

/** Kinds of meetings whose quorum the law sets: a pack may ask for more of those entitled, never for less. */
const byLaw = new Set(['residents_meeting', 'representatives_meeting', 'villagers_meeting', 'households_meeting', 'villager_representatives']);

function belowLaw({ meetings }: MeetingsFile): PartFault[] {
  return meetings.flatMap((one, i) => {
    const law = byLaw.has(one.key) ? shippedSettings.meetings.find((each) => each.key === one.key)?.quorum : undefined;
    if (!law) return [];
    const own = one.quorum;
    const [left, right] = own ? [BigInt(own.share[0]) * BigInt(law.share[1]), BigInt(law.share[0]) * BigInt(own.share[1])] : [0n, 1n];
    if (own?.of === law.of && (left > right || (left === right && (own.more || !law.more)))) return [];
    return [
      {
        code: 'deliberations.quorum_below',
        path: ['meetings', i, 'quorum'],
        words: fill(words.below, { name: one.name['zh-Hans'], need: `${law.more ? '>' : '≥'} ${law.share.join('/')}` }),
      },
    ];
  });
}

/** Kinds that a law of today governs whose text was not at hand: a note, for nobody can say that the share is wrong. */
const unconfirmed = ({ meetings }: MeetingsFile): PartFault[] =>
  meetings.flatMap((one, i) =>
    unconfirmedOn(one.key, '9999-12-31')
      ? [
          {
            code: 'deliberations.law_unconfirmed',
            path: ['meetings', i, 'quorum'],
            words: { 'zh-Hans': fill(words.unconfirmed, { name: one.name['zh-Hans'] })['zh-Hans'], en: fill(words.unconfirmed, { name: one.name.en })['en'] },
            note: true,
          },
        ]
      : [],
  );

export const MeetingsFile = z
  .object({ meetings: z.array(MeetingKindSchema).min(1).max(40).describe('Kinds of meetings; a kind with a key that ships stands in its stead') })
  .strict();
export type MeetingsFile = z.output<typeof MeetingsFile>;

/** `meetings.yaml`: kinds of meetings with convener, who is invited, notice, quorum as an exact fraction, outcome, days to publish (D1-D4). */
export const meetingsPart = definePart<MeetingsFile>({
  key: 'meetings',
  file: 'meetings.yaml',
  name: { 'zh-Hans': '会议规则', en: 'Kinds of meetings' },
  room: 'deliberations',
  what: 'Kinds of meetings: who convenes, who is invited, how long before, how many must be present as an exact fraction, what comes of it, when its minutes are published.',
  schema: MeetingsFile,
  words: partWords,
  check: (file) => [
    ...twice(
      file.meetings.map((one) => one.key),
      'meetings',
    ),
    ...belowLaw(file),
    ...unconfirmed(file),
  ],
  defines: (file) => file.meetings.map(({ key }) => ({ kind: 'meeting', key })),
});

export const DeliberationFile = z
  .object({
    who: WhoSchema.optional(),
    bodies: z.array(BodyKindSchema).max(40).default([]).describe('Kinds of bodies (议事组织); one with a key that ships stands in its stead'),
    procedures: z
      .array(ProcedureSettingsSchema)
      .max(20)
      .default([])
      .describe('What each procedure demands: co-signers, participants, days of notice, publicity and rating, meetings of its states'),
  })
  .strict();
export type DeliberationFile = z.output<typeof DeliberationFile>;

/** `deliberation.yaml`: kinds of bodies, and what the procedures demand. */
export const deliberationPart = definePart<DeliberationFile>({
  key: 'deliberation',
  file: 'deliberation.yaml',
  name: { 'zh-Hans': '议事规则', en: 'Rules of deliberation' },
  room: 'deliberations',
  what: 'Kinds of bodies that deliberate, and what each procedure demands before it goes on.',
  schema: DeliberationFile,
  words: partWords,
  tell: ({ path, before, after }) => (path.length === 1 && path[0] === 'who' ? tellWho(partWords['who']!, before, after) : null),
  check(file, world) {
    const known = new Set([...shippedSettings.meetings, ...world.all(meetingsPart).flatMap(({ value }) => value.meetings)].map((one) => one.key));
    const missing = (key: string, path: readonly (string | number)[]): PartFault[] =>
      known.has(key) ? [] : [{ code: 'deliberations.no_meeting', path, words: fill(words.meeting, { key }) }];
    return [
      ...twice(
        file.bodies.map((one) => one.key),
        'bodies',
      ),
      ...twice(
        file.procedures.map((one) => one.procedure),
        'procedures',
      ),
      ...file.bodies.flatMap((one, i) => missing(one.meeting, ['bodies', i, 'meeting'])),
      ...file.procedures.flatMap((one, i) =>
        Object.entries(one.meetings).flatMap(([state, keys]) => keys.flatMap((key, n) => missing(key, ['procedures', i, 'meetings', state, n]))),
      ),
    ];
  },
});
