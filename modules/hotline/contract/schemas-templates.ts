import { Id, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { z } from 'zod';

const scopes = z
  .array(z.string().regex(/^[A-Z](\d{2})?$/))
  .max(100)
  .meta({ description: 'Category groups or leaves; empty: any' });
const steps = z
  .array(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/))
  .max(40)
  .meta({ description: 'Steps at whose note it is offered; `line`: answering on the telephone; empty: any' });

export const TemplateInput = z.object({
  title: typed(60, 1),
  categories: scopes.default([]),
  steps: steps.default([]),
  texts: z.object({ 'zh-Hans': typed(1000, 1), 'zh-Hant': typed(1000).optional(), en: typed(2000) }),
  whole: z.boolean().default(false).meta({ description: 'For the whole district; else for the own organisation' }),
  active: z.boolean().default(true),
});
export const TemplateView = z
  .object({
    id: Id,
    title: z.string(),
    categories: scopes,
    steps,
    texts: WordsSchema,
    scope: z.enum(['shipped', 'district', 'organisation']),
    org: z.string().nullable().meta({ description: 'Name of the organisation whose own it is' }),
    active: z.boolean(),
    uses: z.number().int(),
    version: z.number().int(),
    editable: z.boolean(),
  })
  .meta({ id: 'ResponseTemplate' });
export const TemplatePage = pageOf(TemplateView);
export const TemplateQuery = PageQuery.extend({ q: typed(60).optional(), step: z.string().max(40).optional(), category: z.string().max(3).optional() });

/** What is offered: the text in the language asked for, filled from the matter. */
export const Offered = z.object({ id: Id, title: z.string(), text: z.string(), uses: z.number().int() }).meta({ id: 'OfferedTemplate' });
export const OfferQuery = z.object({
  matter: Id.optional(),
  step: z.string().max(40).optional(),
  category: z
    .string()
    .regex(/^[A-Z](\d{2})?$/)
    .optional(),
  q: typed(60).optional(),
  language: z.enum(['zh-Hans', 'zh-Hant', 'en']).optional().meta({ description: 'Of the text; default that of the request' }),
});
