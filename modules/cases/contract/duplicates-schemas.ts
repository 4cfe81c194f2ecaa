import { z } from 'zod';
import { Id, Moment, PageQuery, pageOf, typed, WordsSchema, SpokenSchema } from '@hezhi/contract';
import { CategoryCode, District, Phone, PhotoView, PlaceInput, PublicCase } from './schemas.ts';

/** Reports of the same: what is asked and told (C1). */
export const SimilarInput = z.object({
  district: District.optional(),
  category: CategoryCode.optional().meta({ description: 'Absent while none was chosen' }),
  description: typed(2000, 1),
  place: PlaceInput,
});

export const SimilarCase = z
  .object({
    id: Id,
    district: z.string(),
    number: z.string(),
    category: z.object({ code: z.string(), name: WordsSchema }),
    text: z.string().meta({ description: 'As it was told; for residents and visitors without personal data' }),
    address: z.string().nullable().meta({ description: 'For the staff only' }),
    areaName: z.string(),
    stateName: SpokenSchema,
    final: z.boolean(),
    openedAt: Moment,
    closedAt: Moment.nullable(),
    score: z.number().min(0).max(1),
    reasons: z.array(z.string()).meta({ description: 'Why it looks like the same, in the language of the reader' }),
    me_too: z.number().int().meta({ description: 'People beside the first reporter who met with the same' }),
    supported: z.boolean().meta({ description: 'Whoever asks is among them' }),
  })
  .meta({ id: 'SimilarCase' });
export const Similar = z.object({ items: z.array(SimilarCase).max(5) });

/** A suggestion on the desk: with what is needed to look at both side by side. */
export const SuggestedCase = SimilarCase.extend({ photos: z.array(PhotoView), title: z.string() }).meta({ id: 'SuggestedCase' });
export const MergedCase = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  stateName: SpokenSchema,
  openedAt: Moment,
  at: Moment.meta({ description: 'When it was merged' }),
  answered: z.boolean().meta({ description: 'The person who reported it was told the result' }),
});
export const Duplicates = z
  .object({
    may: z.boolean().meta({ description: 'Whoever asks may merge and split here' }),
    main: MergedCase.omit({ answered: true }).nullable().meta({ description: 'The case into which this one was merged' }),
    merged: z.array(MergedCase),
    items: z.array(SuggestedCase),
  })
  .meta({ id: 'Duplicates' });

export const MergeInput = z.object({
  into: Id.meta({ description: 'The case that goes on; where that one is merged itself, its main case' }),
  note: typed(1000).optional(),
});
export const Merged = z.object({
  id: Id,
  into: z.object({ id: Id, number: z.string() }),
  carried: z.number().int().meta({ description: 'Cases merged into this one before, which came along' }),
});
export const SplitInput = z.object({ note: typed(1000).optional() });
export const Split = z.object({ id: Id, from: z.object({ id: Id, number: z.string() }) });

export const MeTooInput = z.object({ phone: Phone.optional().meta({ description: 'Of the caller for whom the staff say it; sealed' }) });
export const MeToo = z.object({
  id: Id.meta({ description: 'The case that counts it: the main one, where it was merged' }),
  me_too: z.number().int(),
  supported: z.boolean(),
});
export const MyMeToos = pageOf(PublicCase);
export const MyMeTooQuery = PageQuery;
