import type { Words } from '@hezhi/contract/light';
import { levels } from '@hezhi/directory/light';
import { z } from 'zod';
import { PackKey, PackWords } from '../manifest.ts';
import { definePart } from '../part.ts';

/** Parts that describe a place's work over time: plans, kinds of compounds, rounds. As in `declared.ts` each keeps its shape here until its room takes it over. */
const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });
const Level = z.enum(levels.map(({ key }) => key)).describe('Level of territory: district, street, community or grid.');
const Every = z.enum(['once', 'day', 'week', 'month', 'quarter', 'half-year', 'year', 'always']).describe('How often; always: a standing rule.');

const Measure = z
  .strictObject({
    key: PackKey,
    name: PackWords.describe('The measure in a few words.'),
    text: PackWords.describe('What is done, so that somebody elsewhere could do it.'),
    every: Every.default('always'),
    at: Level.optional().describe('Level at which it is done.'),
    lead: PackKey.optional().describe('Kind of organisation that answers for it.'),
    proof: PackWords.optional().describe('By what one sees that it was done.'),
  })
  .describe('One measure.');

/** plans.yaml (A2): what a place set out to do, by groups, with who answers for it. */
export const PlansShape = z
  .strictObject({
    plans: z
      .array(
        z.strictObject({
          key: PackKey,
          name: PackWords.describe('The name of the plan.'),
          from: z.iso.date().optional().describe('Its first day, where it has one.'),
          to: z.iso.date().optional().describe('Its last day, where it has one.'),
          goal: PackWords.optional().describe('What is to be reached.'),
          groups: z
            .array(
              z.strictObject({
                key: PackKey,
                name: PackWords.describe('The name of the group.'),
                measures: z.array(Measure).min(1).max(60).describe('Measures, in the order of the plan.'),
              }),
            )
            .min(1)
            .max(40)
            .describe('Groups of measures, in the order of the plan.'),
        }),
      )
      .min(1)
      .max(10)
      .describe('Plans.'),
  })
  .describe('Plans: measures by groups, with who answers for them and how one sees that they were done.');

/** 计划任务. */
export const plansPart = definePart<z.output<typeof PlansShape>>({
  key: 'plans',
  file: 'plans.yaml',
  name: w('计划任务', 'Plans'),
  room: 'plans',
  what: 'What the place set out to do: measures by groups, with who answers for them.',
  schema: PlansShape,
  words: { plans: w('计划', 'plan'), measures: w('任务', 'measure'), goal: w('目标', 'goal'), proof: w('完成标志', 'proof'), text: w('内容', 'text') },
  refers: (value) =>
    value.plans.flatMap((plan, p) =>
      plan.groups.flatMap((group, g) =>
        group.measures.flatMap((one, m) =>
          one.lead === undefined ? [] : [{ kind: 'organisation', key: one.lead, path: ['plans', p, 'groups', g, 'measures', m, 'lead'] }],
        ),
      ),
    ),
});

/** compounds.yaml (T3): kinds of compounds, each governed in its own way. */
export const CompoundsShape = z
  .strictObject({
    kinds: z
      .array(
        z.strictObject({
          key: PackKey,
          name: PackWords.describe('The kind of compound.'),
          traits: PackWords.describe('What is particular to its houses and its people.'),
          goal: PackWords.describe('What governing it aims at.'),
          measures: z.array(Measure).min(1).max(30).describe('What is done there.'),
          indicators: z
            .array(
              z.strictObject({
                key: PackKey,
                name: PackWords.describe('What is counted.'),
                meaning: PackWords.describe('How it is counted.'),
                better: z.enum(['more', 'less']).describe('Whether more or less is better.'),
              }),
            )
            .min(1)
            .max(20)
            .describe('By what one sees whether the goal comes nearer.'),
        }),
      )
      .min(1)
      .max(30)
      .describe('Kinds of compounds.'),
  })
  .describe('Kinds of compounds, each with a goal, measures and indicators of its own.');

/** 小区类型. */
export const compoundsPart = definePart<z.output<typeof CompoundsShape>>({
  key: 'compounds',
  file: 'compounds.yaml',
  name: w('小区分类', 'Kinds of compounds'),
  room: 'territory',
  what: 'Kinds of compounds, each with a goal, measures and indicators of its own.',
  schema: CompoundsShape,
  words: {
    kinds: w('小区类型', 'kind of compound'),
    measures: w('措施', 'measure'),
    goal: w('目标', 'goal'),
    traits: w('特点', 'particulars'),
    text: w('内容', 'text'),
  },
  refers: (value) =>
    value.kinds.flatMap((kind, k) =>
      kind.measures.flatMap((one, m) => (one.lead === undefined ? [] : [{ kind: 'organisation', key: one.lead, path: ['kinds', k, 'measures', m, 'lead'] }])),
    ),
});

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** patrols.yaml (F1, P5): rounds that are made every day, and sweeps that reach every home once. */
export const PatrolsShape = z
  .strictObject({
    rounds: z
      .array(
        z.strictObject({
          key: PackKey,
          name: PackWords.describe('The round.'),
          role: PackKey.describe('Role that makes it.'),
          at: Level,
          windows: z
            .array(z.strictObject({ from: Clock.describe('Begins at the earliest, HH:MM.'), to: Clock.describe('Ends at the latest, HH:MM.') }))
            .min(1)
            .max(12)
            .describe('Times of day, one round in each.'),
          looks: z
            .array(z.strictObject({ key: PackKey, name: PackWords.describe('What is looked at.') }))
            .min(1)
            .max(40)
            .describe('What is looked at on the way.'),
        }),
      )
      .max(20)
      .default([])
      .describe('Rounds of every day.'),
    sweeps: z
      .array(
        z.strictObject({
          key: PackKey,
          name: PackWords.describe('The sweep.'),
          when: PackWords.describe('What sets it off.'),
          note: PackWords.optional().describe('What the source leaves open.'),
          parts: z
            .array(z.strictObject({ key: PackKey, name: PackWords.describe('Who or what.'), text: PackWords.describe('What is done.') }))
            .min(1)
            .max(20)
            .describe('Its parts, in order.'),
        }),
      )
      .max(20)
      .default([])
      .describe('Sweeps: every home on a list visited once.'),
  })
  .describe('Rounds of every day and sweeps of every home. They look at places and ask people; nobody is followed.');

/** 巡查排查. */
export const patrolsPart = definePart<z.output<typeof PatrolsShape>>({
  key: 'patrols',
  file: 'patrols.yaml',
  name: w('巡查排查', 'Rounds and sweeps'),
  room: 'patrols',
  what: 'Rounds of every day and sweeps that reach every home.',
  schema: PatrolsShape,
  words: {
    rounds: w('巡查', 'round'),
    sweeps: w('排查', 'sweep'),
    windows: w('时段', 'times of day'),
    looks: w('查看内容', 'what is looked at'),
    parts: w('环节', 'part'),
    when: w('启动情形', 'when'),
  },
  refers: (value) => value.rounds.map((one, n) => ({ kind: 'role', key: one.role, path: ['rounds', n, 'role'] })),
});
