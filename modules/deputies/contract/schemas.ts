import { z } from 'zod';
import { Day, Id, Moment, PageQuery, pageOf, typed } from '@hezhi/contract';
import { kinds, levels, ways } from './slots.ts';

export const District = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ description: 'District code, 6 digits' });
export const Area = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/)
  .meta({ description: 'Territory code' });
const Revision = z.number().int().min(1);

const studio = { area: Area, name: typed(60, 2), place: typed(120, 1), phone: z.string().regex(/^[\d +()-]{0,30}$/), hours: typed(120) };
export const StudioInput = z.object({ id: Id, ...studio });
export const StudioChange = z.object({ revision: Revision, ...studio, active: z.boolean() });
export const StudioView = z
  .object({ id: Id, district: District, ...studio, areaName: z.string(), active: z.boolean(), revision: Revision, deputies: z.number().int() })
  .meta({ id: 'DeputyStudio' });

export const Contact = z.object({
  id: Id,
  area: Area,
  label: typed(60, 1).meta({ description: 'Group of homes, such as 3号楼居民小组; no person' }),
  note: typed(200),
});
const deputy = {
  studio: Id,
  name: typed(30, 2),
  kind: z.enum(kinds),
  level: z.enum(levels),
  duty: typed(60).meta({ description: 'What they are besides, such as 社区医生' }),
  intro: typed(500),
  hours: typed(120).meta({ description: 'When they are usually to be met' }),
  term_from: Day,
  term_to: Day.nullable(),
  contacts: z.array(Contact).max(50),
};
export const DeputyInput = z.object({ id: Id, ...deputy });
export const DeputyChange = z.object({ revision: Revision, ...deputy });
/** A service record of the office: what was raised with it, answered, solved. */
export const Record = z.object({ raised: z.number().int(), answered: z.number().int(), solved: z.number().int(), receptions: z.number().int() });
export const DeputyView = z
  .object({
    id: Id,
    ...deputy,
    contacts: z.array(Contact.extend({ areaName: z.string() })),
    studioName: z.string(),
    in_office: z.boolean(),
    revision: Revision,
    record: Record,
  })
  .meta({ id: 'Deputy' });

const times = {
  studio: Id,
  deputies: z.array(Id).min(1).max(20),
  starts_at: Moment,
  ends_at: Moment,
  slot: z.number().int().min(5).max(240).meta({ description: 'Minutes of one appointment' }),
  ways: z.array(z.enum(ways)).min(1).max(3),
  place: typed(120),
  online: typed(300).meta({ description: 'How to join online; told to those who signed up that way' }),
  topic: typed(200),
};
export const ReceptionInput = z.object({ id: Id, ...times });
export const ReceptionChange = z.object({ revision: Revision, ...times });
export const states = ['planned', 'held', 'cancelled'] as const;
export const ReceptionView = z
  .object({
    id: Id,
    district: District,
    ...times,
    online: z.string().nullable(),
    studioName: z.string(),
    area: z.string(),
    areaName: z.string(),
    who: z.array(z.object({ id: Id, name: z.string(), kind: z.enum(kinds) })),
    state: z.enum(states),
    note: z.string().nullable(),
    slots: z.number().int(),
    free: z.number().int(),
    revision: Revision,
  })
  .meta({ id: 'Reception' });
export const Slot = z.object({ n: z.number().int(), at: Moment, free: z.boolean() });
export const MySignup = z.object({
  id: Id,
  n: z.number().int(),
  at: Moment,
  way: z.enum(ways),
  topic: z.string(),
  state: z.enum(['booked', 'came', 'missed', 'cancelled']),
});
export const ReceptionPage = ReceptionView.extend({ times: z.array(Slot), mine: MySignup.nullable(), open: z.boolean() });
export const SignupLine = MySignup.extend({ name: z.string().nullable(), has_phone: z.boolean() });
export const ReceptionDetail = ReceptionView.extend({ signups: z.array(SignupLine) });
export const SignupInput = z.object({
  id: Id,
  n: z.number().int().min(0).max(500).nullable().default(null).meta({ description: 'Which appointment; null takes the first that is free' }),
  way: z.enum(ways),
  topic: typed(300, 2),
  phone: z
    .string()
    .regex(/^1[3-9]\d{9}$/)
    .optional(),
});

export const RaisedInput = z.object({
  id: Id,
  deputy: Id,
  reception: Id.nullable().default(null),
  signup: Id.nullable().default(null).meta({ description: 'Whose appointment it was; they are answered' }),
  way: z.enum(ways),
  words: typed(2000, 2),
  public: z.boolean().default(true),
});
export const MessageInput = z.object({
  id: Id,
  words: typed(1000, 4),
  public: z.boolean().default(true).meta({ description: 'The question, without names, may be shown with its answer' }),
});
export const raisedStates = ['open', 'case', 'topic', 'answered'] as const;
const raised = {
  id: Id,
  deputy: Id,
  deputyName: z.string(),
  studio: Id,
  studioName: z.string(),
  way: z.enum([...ways, 'message']),
  text: z.string(),
  state: z.enum(raisedStates),
  solved: z.boolean().nullable(),
  answer: z.string().nullable(),
  at: Moment,
  answered_at: Moment.nullable(),
};
export const RaisedView = z
  .object({ ...raised, matter: Id.nullable(), public: z.boolean(), has_person: z.boolean(), reception: Id.nullable() })
  .meta({ id: 'Raised' });
export const RaisedQuery = PageQuery.extend({ state: z.enum(raisedStates).optional(), deputy: Id.optional(), studio: Id.optional() });
export const RaisedList = pageOf(RaisedView);
export const AnswerInput = z.object({ answer: typed(1000, 2), solved: z.boolean().nullable().default(null) });
export const CaseInput = z.object({ category: z.string().regex(/^[A-Z]\d{2}$/), address: typed(200) });

export const PublicRaised = z.object({
  id: raised.id,
  deputyName: raised.deputyName,
  text: raised.text,
  answer: z.string(),
  solved: raised.solved,
  answered_at: Moment,
});
export const PublicQuery = z.object({ district: District, area: Area.optional() });
export const StudioPage = StudioView.extend({ people: z.array(DeputyView), receptions: z.array(ReceptionView), answered: z.array(PublicRaised) });
export const Mine = z.object({
  signups: z.array(
    MySignup.extend({ reception: Id, district: District, studioName: z.string(), receptionState: z.enum(states), online: z.string().nullable() }),
  ),
  raised: z.array(z.object({ ...raised, matter: Id.nullable() })),
});
export const FiguresQuery = z.object({ from: Day.optional(), to: Day.optional() });
export const Figures = z.object({
  from: Day,
  to: Day,
  items: z.array(
    Record.extend({
      deputy: Id,
      name: z.string(),
      kind: z.enum(kinds),
      studioName: z.string(),
      open: z.number().int(),
      days: z.number().nullable().meta({ description: 'Mean days to the answer' }),
    }),
  ),
});
