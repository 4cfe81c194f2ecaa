import { Day, Id, Moment, PageQuery, pageOf, typed, SpokenSchema } from '@hezhi/contract';
import { MatterView } from '@hezhi/matters/contract';
import { z } from 'zod';

/** Most matters in one letter. */
export const LETTER_MATTERS = 50;

/** A letter to be sent: the id is made by the sender. `days`: working days for the answer. */
export const LetterGiven = z.object({
  id: Id,
  org: Id,
  matters: z.array(Id).min(1).max(LETTER_MATTERS),
  demand: typed(2000, 2),
  days: z.number().int().min(1).max(30).default(5),
});

/** sent: to be answered; overdue: late; answered: to be reviewed; settled; recalled. */
export const letterStates = ['sent', 'overdue', 'answered', 'settled', 'recalled'] as const;
export const LetterQuery = PageQuery.extend({ state: z.enum(letterStates).optional() });

/** A supervision letter 督办函: a matter of kind `letter`, with its official number. */
export const LetterLine = z
  .object({
    id: Id,
    /** Like 秦都区督办〔2026〕3号: runs by district and year without gaps. */
    number: z.string(),
    org: Id,
    orgName: z.string(),
    issuer: z.string(),
    issuedAt: Moment,
    /** When the answer is due; null once it is given. */
    dueAt: Moment.nullable(),
    state: z.enum(letterStates),
    stateName: SpokenSchema,
    count: z.number().int(),
  })
  .meta({ id: 'SupervisionLetterLine' });
export const LetterPage = pageOf(LetterLine);

export const LetterView = LetterLine.extend({
  body: z.string(),
  answerBy: Day,
  /** The matters as they are now, of those that the reader may see. */
  matters: z.array(MatterView),
}).meta({ id: 'SupervisionLetter' });
