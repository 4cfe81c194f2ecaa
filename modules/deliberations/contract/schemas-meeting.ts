import { Id, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { z } from 'zod';
import { Area, District, MeetingBrief } from './schemas.ts';
import { MeetingKindSchema } from './settings.ts';

/** Who holds an office of a meeting: with an account, or by name only. */
const Officer = z.object({ person: Id.nullable().default(null), name: typed(60, 1) });
const Item = z.object({ text: typed(200, 1), minutes: z.number().int().min(1).max(600).default(15) });

export const MeetingInput = z.object({
  id: Id,
  kind: z.string().max(40),
  topic: Id.optional(),
  body: Id.optional(),
  title: typed(80, 1),
  mode: z.enum(['on_site', 'online', 'both']),
  place: typed(200).default(''),
  link: typed(300).default('').meta({ description: 'How to join online: number or address' }),
  startsAt: Moment,
  minutes: z.number().int().min(15).max(600).default(90),
  agenda: z.array(Item).max(30).default([]),
  chair: Officer,
  secretary: Officer,
  electors: z.number().int().min(1).max(1_000_000).optional().meta({ description: 'How many are entitled, where the rule counts all electors' }),
});
export const AgendaInput = z.object({ agenda: z.array(Item).max(30) });

export const FloorView = z
  .object({
    id: Id,
    name: z.string(),
    about: z.string(),
    minutes: z.number().int(),
    state: z.enum(['waiting', 'speaking', 'done', 'withdrawn']),
    askedAt: Moment,
    calledAt: Moment.nullable(),
    mine: z.boolean(),
  })
  .meta({ id: 'DeliberationFloor' });

export const MeetingView = MeetingBrief.extend({
  district: z.string(),
  area: z.string(),
  areaName: z.string(),
  kind: z.string(),
  rule: MeetingKindSchema,
  topic: z.object({ id: Id, title: z.string() }).nullable(),
  body: z.object({ id: Id, name: z.string() }).nullable(),
  /** How to join online: for those invited only. */
  link: z.string().nullable(),
  agenda: z.array(Item),
  chair: z.string(),
  secretary: z.string(),
  reason: z.string(),
  /** How many are entitled, how many are needed and came; null where nobody is counted. */
  entitled: z.number().int().nullable(),
  needed: z.number().int(),
  present: z.number().int(),
  you: z.object({ organiser: z.boolean(), invited: z.boolean(), signedIn: z.boolean(), chair: z.boolean(), secretary: z.boolean() }),
  floor: z.array(FloorView),
  /** Published minutes, without personal data; null before. */
  minutes: z.object({ text: z.string(), at: Moment }).nullable(),
  publishDue: Moment.nullable(),
}).meta({ id: 'DeliberationMeeting' });

export const MeetingsQuery = PageQuery.extend({ area: Area.optional(), body: Id.optional(), topic: Id.optional(), past: z.stringbool().optional() });
export const MeetingsPage = pageOf(MeetingBrief.extend({ areaName: z.string() }));
export const PublicMeetingsQuery = MeetingsQuery.omit({ topic: true }).extend({ district: District });

export const CodeView = z.object({ code: z.string(), until: Moment, path: z.string().meta({ description: 'Page of the resident app that the QR leads to' }) });
export const AttendanceInput = z.object({
  id: Id,
  seat: Id.optional().meta({ description: 'Participant or member it counts for; absent = an elector or guest by name' }),
  name: typed(60).default(''),
  guest: z.boolean().default(false).meta({ description: 'Sits in and is not counted' }),
  proxy: typed(60).optional().meta({ description: 'Who came in the stead of the seat, by written mandate' }),
});
export const AttendanceView = z
  .object({ id: Id, name: z.string(), counted: z.boolean(), how: z.enum(['code', 'online', 'desk', 'proxy']), proxy: z.string().nullable(), at: Moment })
  .meta({ id: 'DeliberationAttendance' });
export const SeatView = z.object({ seat: Id, name: z.string(), side: WordsSchema.nullable(), present: z.boolean() });
export const AttendancePage = pageOf(AttendanceView);

export const FloorInput = z.object({ id: Id, about: typed(200).default(''), minutes: z.number().int().min(1).max(30).default(3) });
export const MinutesInput = z.object({
  text: typed(20000, 1),
  note: typed(300).default(''),
  base: z.number().int().min(0).meta({ description: 'The version it was written over; 0 = the first' }),
});
export const MinutesView = z
  .object({
    versions: z.array(
      z.object({
        version: z.number().int(),
        text: z.string(),
        note: z.string(),
        by: z.string(),
        at: Moment,
        confirmed: z.array(z.object({ role: z.enum(['chair', 'secretary']), name: z.string(), onPaper: z.boolean(), at: Moment })),
      }),
    ),
    /** What would be published of the newest version: personal data taken out. */
    shown: z.string(),
    published: z.number().int().nullable(),
  })
  .meta({ id: 'DeliberationMinutes' });
