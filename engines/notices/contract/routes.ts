import { anyone, anyPerson, defineRoute, Id, kernelErrors, Moment, needs, pageOf, PageQuery, typed } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions } from './permissions.ts';
import { Delivery, Notice, Preferences, PreferencesInput, Preview, TemplateView, TemplateWordsInput } from './schemas.ts';
import { categories, channels, deliveryStates } from './terms.ts';

const own = anyPerson('one’s own notices');
const TemplateKey = z.object({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9]*(\.[a-z0-9_]+)+$/)
    .max(80),
});

/** The room's routes, by the names that the server implements. */
export const routes = {
  list: defineRoute({
    method: 'GET',
    path: '/notices',
    summary: 'What I was told, newest first, with the number unread',
    access: own,
    query: PageQuery.extend({ cursor: Id.optional(), unread: z.enum(['true']).optional(), category: z.enum(categories).optional() }),
    reply: pageOf(Notice).extend({ unread: z.number().int() }),
    features: ['C1', 'C7'],
  }),
  unread: defineRoute({
    method: 'GET',
    path: '/notices/unread',
    summary: 'How many notices I have not read (counted to 100)',
    access: own,
    reply: z.object({ unread: z.number().int() }),
    features: ['C1', 'C7'],
  }),
  read: defineRoute({
    method: 'POST',
    path: '/notices/read',
    summary: 'Marks notices as read: those named, or all up to the named one',
    access: own,
    body: z.union([z.object({ ids: z.array(Id).min(1).max(100) }).strict(), z.object({ until: Id }).strict()]),
    reply: z.object({ unread: z.number().int() }),
    features: ['C1', 'C7'],
    example: { ids: ['019a9e5c-7a30-7b4e-8b1f-3c1d2e4f5a6b'] },
  }),
  preferences: defineRoute({
    method: 'GET',
    path: '/notices/preferences',
    summary: 'By which ways I am told what, and when not',
    access: own,
    reply: Preferences,
    features: ['C1', 'C7'],
  }),
  setPreferences: defineRoute({
    method: 'PUT',
    path: '/notices/preferences',
    summary: 'Changes by which ways I am told what, and the quiet hours',
    access: own,
    body: PreferencesInput,
    reply: Preferences,
    features: ['C1', 'C7'],
  }),
  setEmail: defineRoute({
    method: 'POST',
    path: '/notices/addresses/email',
    summary: 'Gives my e-mail address; a code is sent there and must be entered before the address counts',
    access: own,
    body: z.object({ address: z.email().max(200) }),
    reply: Preferences,
    errors: [errors.no_provider, errors.code_too_often, errors.code_not_sent],
    rate: 10,
    example: { address: 'wang@example.com' },
  }),
  confirmEmail: defineRoute({
    method: 'POST',
    path: '/notices/addresses/email/confirm',
    summary: 'Confirms my e-mail address by the code',
    access: own,
    body: z.object({ code: z.string().regex(/^\d{6}$/) }),
    reply: Preferences,
    errors: [errors.wrong_code],
    rate: 20,
    example: { code: '123456' },
  }),
  bindWechat: defineRoute({
    method: 'POST',
    path: '/notices/addresses/wechat',
    summary: 'Binds my WeChat by the code of wx.login, so that subscribed messages reach me',
    access: own,
    body: z.object({ code: typed(200, 1) }),
    reply: Preferences,
    errors: [errors.no_provider, errors.wechat_refused],
    rate: 20,
    example: { code: '0f1a2b3c' },
  }),
  dropAddress: defineRoute({
    method: 'DELETE',
    path: '/notices/addresses/:channel',
    summary: 'Forgets my e-mail address or WeChat',
    access: own,
    params: z.object({ channel: z.enum(['email', 'wechat']) }),
    reply: Preferences,
  }),
  deliveries: defineRoute({
    method: 'GET',
    path: '/notices/deliveries',
    summary: 'What was sent from my territory, newest first; contacts are masked',
    access: needs(permissions.read_log),
    query: PageQuery.extend({
      cursor: Id.optional(),
      state: z.enum(deliveryStates).optional(),
      channel: z.enum(channels).optional(),
      template: z.string().max(80).optional(),
      matter: Id.optional(),
      from: Moment.optional(),
      to: Moment.optional(),
    }),
    reply: pageOf(Delivery),
    errors: [errors.no_post],
  }),
  resend: defineRoute({
    method: 'POST',
    path: '/notices/deliveries/:id/resend',
    summary: 'Sends a delivery again that failed, was left out, or whose end is unknown',
    access: needs(permissions.resend),
    params: z.object({ id: Id }),
    reply: Delivery,
    idempotency: 'whole',
    errors: [errors.no_post, errors.not_found, errors.already_sent, errors.still_waiting, errors.contact_gone],
  }),
  templates: defineRoute({
    method: 'GET',
    path: '/notices/templates',
    summary: 'The words of all notices, as they are in force in my district',
    access: needs(permissions.manage_templates),
    reply: z.object({ items: z.array(TemplateView), next: z.null() }),
    errors: [errors.no_post],
  }),
  setTemplate: defineRoute({
    method: 'PUT',
    path: '/notices/templates/:key',
    summary: 'Sets the district’s own words of a notice',
    access: needs(permissions.manage_templates),
    params: TemplateKey,
    body: z.object({ words: TemplateWordsInput, version: z.number().int().min(0) }),
    reply: TemplateView,
    errors: [errors.no_post, errors.no_template, errors.languages_differ, errors.lone_brace, errors.unknown_placeholder, kernelErrors.conflict],
  }),
  resetTemplate: defineRoute({
    method: 'DELETE',
    path: '/notices/templates/:key',
    summary: 'Goes back to the shipped words of a notice',
    access: needs(permissions.manage_templates),
    params: TemplateKey,
    reply: TemplateView,
    errors: [errors.no_post, errors.no_template],
  }),
  preview: defineRoute({
    method: 'POST',
    path: '/notices/templates/:key/preview',
    summary: 'Shows words with sample values; changes nothing',
    access: needs(permissions.manage_templates),
    params: TemplateKey,
    body: z.object({ words: TemplateWordsInput }),
    reply: Preview,
    errors: [errors.no_post, errors.no_template, errors.languages_differ, errors.lone_brace, errors.unknown_placeholder],
    example: { words: { title: { 'zh-Hans': '已受理', en: 'Accepted' }, body: { 'zh-Hans': '编号{number}', en: 'No. {number}' }, sms: null } },
  }),
  sandbox: defineRoute({
    method: 'GET',
    path: '/sandbox/notices',
    summary: 'Demo only: what the sandbox providers “sent” to an address, newest first (50)',
    access: anyone('stands in for the phone or mailbox; exists in the demo only'),
    query: z.object({ to: z.string().min(3).max(200), channel: z.enum(channels).optional() }),
    reply: z.object({
      items: z.array(z.object({ id: Id, channel: z.enum(channels), title: z.string(), text: z.string(), at: Moment })),
      next: z.null(),
    }),
  }),
} as const;
