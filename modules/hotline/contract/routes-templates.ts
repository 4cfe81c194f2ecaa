import { anyPerson, defineRoute, Id, needs } from '@hezhi/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions } from './permissions.ts';
import { Offered, OfferQuery, TemplateInput, TemplatePage, TemplateQuery, TemplateView } from './schemas-templates.ts';

const byId = z.object({ id: Id });

/** Routes of response templates 答复模板. */
export const templateRoutes = {
  offered: defineRoute({
    method: 'GET',
    path: '/hotline/templates',
    summary: 'Templates for a step of a matter, or for answering on the telephone: filled in, the most fitting first (at most 20)',
    access: anyPerson('whoever holds a post may use the templates of the district and the own organisation; a matter only whoever sees it'),
    query: OfferQuery,
    reply: z.object({ items: z.array(Offered) }),
    errors: [errors.no_post, matters.not_found],
    features: ['C4'],
  }),
  used: defineRoute({
    method: 'POST',
    path: '/hotline/templates/:id/used',
    summary: 'Counts that a template was put into a text',
    access: anyPerson('whoever holds a post may use the templates offered'),
    params: byId,
    reply: null,
    idempotency: 'whole',
    errors: [errors.no_post, errors.template_not_found],
    features: ['C4'],
  }),
  templates: defineRoute({
    method: 'GET',
    path: '/hotline/template-list',
    words: 'kept',
    summary: 'All templates that hold here, by title, with their use',
    access: needs(permissions.manage_templates),
    query: TemplateQuery,
    reply: TemplatePage,
    errors: [errors.no_post, errors.bad_cursor],
    features: ['C4'],
  }),
  addTemplate: defineRoute({
    method: 'POST',
    path: '/hotline/templates',
    summary: 'Add a template for the own organisation or, as a post of the district, for all',
    access: needs(permissions.manage_templates),
    body: TemplateInput.extend({ id: Id }),
    reply: TemplateView,
    status: 201,
    idempotency: 'whole',
    errors: [errors.no_post, errors.district_only, errors.exists, errors.placeholder_unknown, errors.placeholders_differ, errors.category_unknown],
    features: ['C4'],
    example: {
      id: '019a9e5c-7a30-7b4e-8b1f-3c1d2e4f5a6d',
      title: '已派单告知',
      steps: ['dispatch'],
      texts: {
        'zh-Hans': '您反映的“{title}”已交{organisation}办理，{due}前答复。',
        en: 'Your report “{title}” went to {organisation}; an answer is due by {due}.',
      },
    },
  }),
  saveTemplate: defineRoute({
    method: 'PUT',
    path: '/hotline/templates/:id',
    summary: 'Change a template, or take it out of use',
    access: needs(permissions.manage_templates),
    params: byId,
    body: TemplateInput.extend({ version: z.number().int().positive() }),
    reply: TemplateView,
    errors: [
      errors.no_post,
      errors.district_only,
      errors.template_not_found,
      errors.changed,
      errors.placeholder_unknown,
      errors.placeholders_differ,
      errors.category_unknown,
    ],
    features: ['C4'],
  }),
} as const;
