import { kernelErrors, Refusal } from '@hezhi/contract';
import { useCodeSender as sendCodesBy } from '@hezhi/directory/server';
import { defineRoom, implement } from '@hezhi/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { preview, resetTemplate, setTemplate, templates } from './admin.ts';
import { startDelivery } from './deliver.ts';
import { myNotices, myUnread, readNotices } from './inbox.ts';
import { deliveries, resend } from './log.ts';
import { ownDataListener, ownDataTemplates } from './own-data.ts';
import { personal } from './personal.ts';
import { bindWechat, confirmEmail, forgetAddress, myPreferences, setEmail, setPreferences } from './preferences.ts';
import { openProviders, providerOf } from './providers.ts';
import { sandboxMessages } from './providers/sandbox.ts';
import { purgeNotices } from './queries.ts';
import { purgeSandbox } from './queries-sandbox.ts';
import { smsCodeSender } from './sign-in-code.ts';
import { registerTemplates } from './registry.ts';
import { tellListener } from './tell.ts';
import { checks } from './verify.ts';

const DAY = 86_400_000;

/** 通知 notices: what people are told, once, and by which ways it went out. */
export const room = defineRoom({
  name: 'notices',
  personal,
  routes: [
    implement(routes.list, (call, { query }) => myNotices(call, query)),
    implement(routes.unread, (call) => myUnread(call)),
    implement(routes.read, (call, { body }) => readNotices(call, body)),
    implement(routes.preferences, (call) => myPreferences(call)),
    implement(routes.setPreferences, (call, { body }) => setPreferences(call, body)),
    implement(routes.setEmail, (call, { body }) => setEmail(call, body.address)),
    implement(routes.confirmEmail, (call, { body }) => confirmEmail(call, body.code)),
    implement(routes.bindWechat, (call, { body }) => bindWechat(call, body.code)),
    implement(routes.dropAddress, (call, { params }) => forgetAddress(call, params.channel)),
    implement(routes.deliveries, (call, { query }) => deliveries(call, query)),
    implement(routes.resend, (call, { params }) => resend(call, params.id)),
    implement(routes.templates, (call) => templates(call)),
    implement(routes.setTemplate, (call, { params, body }) => setTemplate(call, params.key, body)),
    implement(routes.resetTemplate, (call, { params }) => resetTemplate(call, params.key)),
    implement(routes.preview, (call, { params, body }) => preview(call, params.key, body.words)),
    implement(routes.sandbox, async ({ house }, { query }) => {
      if (!house.settings.demo) throw new Refusal(kernelErrors.no_such_path);
      return { items: await sandboxMessages(house, query.to, query.channel ?? null), next: null };
    }),
  ],
  permissions,
  errors,
  listeners: [tellListener, ownDataListener],
  workers: [startDelivery],
  jobs: [
    {
      queue: 'notices.purge',
      cron: '50 3 * * *',
      async work({ house, now }) {
        await purgeNotices(house.db, new Date(now - 400 * DAY).toISOString(), new Date(now - 30 * DAY).toISOString());
        await purgeSandbox(house.db, new Date(now - 30 * DAY).toISOString());
      },
    },
  ],
  verify: checks,
  migrations: new URL('./migrations/', import.meta.url),
  async open(house) {
    await openProviders(house);
    registerTemplates(house, ownDataTemplates);
    const sms = providerOf(house, 'sms');
    // The directory has a sandbox of its own for the demo.
    if (sms && sms.name !== 'sandbox') sendCodesBy(house, smsCodeSender(house));
  },
});
