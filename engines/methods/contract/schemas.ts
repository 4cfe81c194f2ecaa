import { Id, Moment, PageQuery, pageOf, typed } from '@hezhi/contract';
import { z } from 'zod';
import { PackName, PackWords, SettingValue, SettingValues } from './manifest.ts';

/** Shapes of methods on the wire. Text is in the language of the request unless it says otherwise. */
export const PlaceCode = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
  .meta({ description: 'District, street or community by its official code' });
const Version = z.coerce.number().int().positive();

const Figure = z.object({ label: z.string(), value: z.string(), unit: z.string(), note: z.string() });
const Need = z.object({ room: z.string(), name: z.string(), there: z.boolean() });
const PartCount = z.object({ key: z.string(), name: z.string(), count: z.number().int() });

/** A pack in the library. */
export const PackCard = z
  .object({
    key: z.string(),
    version: z.number().int(),
    name: z.string(),
    summary: z.string(),
    place: z.string().meta({ description: 'Where it is practised; empty where it names none' }),
    home: z.string().nullable().meta({ description: 'Name of the place that published it as its own; null = it came with the product' }),
    figures: z.array(Figure),
    parts: z.array(PartCount),
    needs: z.array(Need),
    inForce: z
      .array(z.object({ area: z.string(), name: z.string(), version: z.number().int() }))
      .meta({ description: 'Places of the own district where it is in force' }),
  })
  .meta({ id: 'MethodPack' });

export const SettingView = z.object({
  key: z.string(),
  label: z.string(),
  hint: z.string(),
  type: z.enum(['number', 'limit', 'choice', 'boolean']),
  value: SettingValue.meta({ description: 'What is chosen at the place that was asked about, else the default' }),
  default: SettingValue,
  defaultText: z.string(),
  min: SettingValue.nullable(),
  max: SettingValue.nullable(),
  boundsText: z.string(),
  unit: z.string().meta({ description: 'What is counted; of an amount of time the unit in which value, default and bounds are shown' }),
  scale: z.number().int().meta({ description: 'How many of the written unit make one of the shown: 60 where working-minutes are shown as hours, else 1' }),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});

const FlowStep = z.object({
  id: z.string(),
  name: z.string(),
  who: z.array(z.string()),
  clock: z.boolean(),
  tone: z.enum(['main', 'plain', 'danger']),
  to: z.array(z.object({ state: z.string(), name: z.string(), when: z.string() })),
});
/** A procedure as people read it: states in the order in which they are reached, steps with who may take them and where they lead, legs with owner and limit. */
export const FlowView = z
  .object({
    key: z.string(),
    name: z.string(),
    kind: z.string(),
    states: z.array(
      z.object({ id: z.string(), name: z.string(), public: z.string(), stage: z.string(), final: z.boolean(), first: z.boolean(), steps: z.array(FlowStep) }),
    ),
    always: z.array(FlowStep).meta({ description: 'Steps that may be taken in every state that is no end' }),
    legs: z.array(z.object({ id: z.string(), name: z.string(), owner: z.string(), limit: z.string(), ladder: z.array(z.string()), side: z.boolean() })),
    pauses: z.array(z.object({ name: z.string(), max: z.string() })),
  })
  .meta({ id: 'MethodFlow' });

export const FaultView = z
  .object({
    code: z.string(),
    note: z.boolean(),
    file: z.string(),
    path: z.string(),
    line: z.number().int().nullable(),
    column: z.number().int().nullable(),
    detail: z.string(),
  })
  .meta({ id: 'MethodFault' });

export const ChangeView = z
  .object({ part: z.string(), partName: z.string(), file: z.string(), what: z.enum(['added', 'removed', 'changed']), text: z.string() })
  .meta({ id: 'MethodDifference' });

export const PackDetail = PackCard.extend({
  story: z.array(z.string()).meta({ description: 'Paragraphs' }),
  sources: z.array(z.object({ document: z.string(), title: z.string(), date: z.string().nullable(), url: z.string().nullable() })),
  settings: z.array(SettingView),
  flows: z.array(FlowView),
  contents: z.array(z.object({ part: z.string(), name: z.string(), items: z.array(z.object({ title: z.string(), text: z.string() })) })),
  notes: z.array(FaultView),
  versions: z.array(z.number().int()),
  derived: z.object({ key: z.string(), version: z.number().int(), name: z.string() }).nullable(),
}).meta({ id: 'MethodPackDetail' });

export const StandingView = z
  .object({
    area: z.string(),
    areaName: z.string(),
    pack: z.string(),
    version: z.number().int(),
    name: z.string(),
    settings: z.array(z.object({ label: z.string(), value: z.string() })),
    since: Moment,
    by: z.string(),
    seq: z.number().int().meta({ description: 'How many changes the place has seen: what a change states as `seq`' }),
    former: z.object({ pack: z.string(), version: z.number().int(), name: z.string() }).nullable(),
  })
  .meta({ id: 'MethodStanding' });

/** What holds at one place, from the place itself up. */
export const WhereView = z.object({
  area: z.string(),
  areaName: z.string(),
  seq: z.number().int(),
  chain: z.array(StandingView).meta({ description: 'The packs that hold there, the most special first; what they do not speak of is as in base' }),
});

export const PackRef = z.object({ key: PackName, version: Version });
export const InstallInput = z.object({
  id: Id,
  key: PackName,
  version: z.number().int().positive(),
  area: PlaceCode,
  settings: SettingValues.default({}),
  seq: z
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: 'The change of the place that the person saw last; a newer one refuses. Absent = whatever is now' }),
  reason: typed(500).default(''),
});
export const WithdrawInput = z.object({ id: Id, area: PlaceCode, seq: z.number().int().min(0).optional(), reason: typed(500, 2) });
export const InstallResult = z.object({
  id: Id,
  area: z.string(),
  seq: z.number().int(),
  pack: z.string().nullable(),
  version: z.number().int().nullable(),
  changed: z.boolean(),
});

export const PreviewInput = z.object({ key: PackName, version: z.number().int().positive(), area: PlaceCode, settings: SettingValues.default({}) });
export const PreviewView = z
  .object({
    seq: z.number().int(),
    replaces: StandingView.nullable(),
    same: z.boolean().meta({ description: 'The very same is in force already' }),
    differences: z.array(ChangeView),
    procedures: z.array(z.object({ kind: z.string(), kindName: z.string(), from: z.string(), to: z.string(), open: z.number().int() })).meta({
      description: 'Kinds of matter that new matters will begin by another procedure; open: matters that keep theirs',
    }),
    posts: z.array(
      z.object({ role: z.string(), level: z.string(), least: z.number().int(), lacking: z.number().int(), of: z.number().int(), names: z.array(z.string()) }),
    ),
    unstaffed: z
      .array(z.object({ step: z.string(), procedure: z.string(), roles: z.array(z.string()) }))
      .meta({ description: 'Steps that no post of the place may take today' }),
    organisations: z
      .array(z.string())
      .meta({ description: 'Kinds of organisations that the procedures name and the district does not have: their work goes to the next level up' }),
    needs: z.array(Need),
    faults: z.array(FaultView),
  })
  .meta({ id: 'MethodPreview' });

export const HistoryItem = z.object({
  id: Id,
  at: Moment,
  area: z.string(),
  areaName: z.string(),
  action: z.enum(['install', 'withdraw']),
  pack: z.string(),
  name: z.string(),
  version: z.number().int(),
  by: z.string(),
  reason: z.string(),
});
export const HistoryQuery = PageQuery.extend({ area: PlaceCode.optional() });
export const HistoryPage = pageOf(HistoryItem);

export const PublishInput = z.object({
  key: PackName,
  from: z.object({ key: PackName, version: z.number().int().positive() }),
  settings: SettingValues.default({}),
  area: PlaceCode,
  name: PackWords.meta({ description: 'In both languages' }),
  summary: PackWords,
  story: PackWords,
});

export const CompareQuery = z.object({ a: PackName, av: Version, b: PackName, bv: Version });

export const UpgradeItem = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  revision: z.number().int(),
  procedure: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  stateName: z.string(),
  stateAfter: z.string(),
  possible: z.boolean(),
  why: z.string(),
});
export const UpgradePage = pageOf(UpgradeItem);
export const UpgradeQuery = PageQuery.extend({ area: PlaceCode });

export const PublicMethod = z.object({
  area: z.string(),
  areaName: z.string(),
  key: z.string(),
  name: z.string(),
  summary: z.string(),
  story: z.array(z.string()),
  since: Moment,
  figures: z.array(Figure),
  sources: z.array(z.object({ document: z.string(), title: z.string(), date: z.string().nullable() })),
  flows: z.array(z.object({ name: z.string(), steps: z.array(z.object({ name: z.string(), limit: z.string() })) })),
});
