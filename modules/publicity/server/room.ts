import { iso } from '@hezhi/contract';
import { alsoTold } from '@hezhi/cases/server';
import { registerFileAccess } from '@hezhi/documents/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { registerPart } from '@hezhi/methods/server';
import { registerTemplates } from '@hezhi/notices/server';
import { defineRoom, implement } from '@hezhi/server';
import { errors, permissions, postingsPart, routes } from '../contract/index.ts';
import { addAlert, alertCases, alerts, changeAlert, stopAlert } from './alerts.ts';
import { comment, comments, reportAbuse, withdraw } from './comments.ts';
import { feed } from './feed.ts';
import { behind, figures, publicCounts, registerOwnCounts } from './figures.ts';
import { follow, followed, followersOf, following, unfollow } from './follow.ts';
import { answer, decide, queue } from './moderate.ts';
import { aboutOpen, openCsv, openGeojson } from './open-data.ts';
import { objectionKind } from './objections.ts';
import { personal } from './personal.ts';
import { postingEnd, postingTemplates, remindOfPostings } from './posting-clock.ts';
import { maySeePosted } from './posting-views.ts';
import objection from './procedures/objection.json' with { type: 'json' };
import { forgetAnnounced } from './queries-alerts.ts';
import { forgetComments } from './queries-comments.ts';
import { postingImplementations } from './routes-postings.ts';
import { becamePublic, digest, templates } from './tell.ts';
import { tokenOf } from './who.ts';

const DAY = 86_400_000;

/** 公开 publicity: what the public says about public cases, hears of them, and takes along (C7). */
export const room = defineRoom({
  name: 'publicity',
  personal,
  routes: [
    implement(routes.following, (call, { params }, wire) => following(call, params.district, params.id, tokenOf(wire))),
    implement(routes.follow, (call, { params }, wire) => follow(call, params.district, params.id, tokenOf(wire))),
    implement(routes.unfollow, (call, { params }, wire) => unfollow(call, params.district, params.id, tokenOf(wire))),
    implement(routes.followed, (call, { query }, wire) => followed(call, query, tokenOf(wire))),
    implement(routes.comments, (call, { params, query }, wire) => comments(call, params.district, params.id, query, tokenOf(wire))),
    implement(routes.comment, (call, { params, body }, wire) => comment(call, params.district, params.id, body, tokenOf(wire))),
    implement(routes.withdraw, (call, { params }, wire) => withdraw(call, params.district, params.id, tokenOf(wire))),
    implement(routes.abuse, (call, { params, body }, wire) => reportAbuse(call, params.district, params.id, body.reason, tokenOf(wire))),
    implement(routes.queue, (call, { query }) => queue(call, query)),
    implement(routes.decide, (call, { params, body }) => decide(call, params.id, body)),
    implement(routes.answer, (call, { params, body }) => answer(call, params.id, body)),
    implement(routes.alerts, (call) => alerts(call)),
    implement(routes.addAlert, (call, { body }) => addAlert(call, body)),
    implement(routes.changeAlert, (call, { params, body }) => changeAlert(call, params.id, body)),
    implement(routes.stopAlert, (call, { params }) => stopAlert(call, params.id)),
    implement(routes.alertCases, (call, { params, query }) => alertCases(call, params.id, query)),
    implement(routes.feed, async (call, { query }, wire) => (await feed(call, query, wire)) as never),
    implement(routes.openData, (call, { query }) => aboutOpen(call, query.district)),
    implement(routes.openCsv, async (call, { query }, wire) => (await openCsv(call, query, wire)) as never),
    implement(routes.openGeojson, async (call, { query }, wire) => (await openGeojson(call, query, wire)) as never),
    implement(routes.counts, (call, { query }) => publicCounts(call, query.district)),
    implement(routes.figures, (call, { query }) => figures(call, query)),
    implement(routes.behind, (call, { query }) => behind(call, query)),
    ...postingImplementations,
  ],
  permissions,
  errors,
  listeners: [becamePublic],
  timers: [digest, postingEnd],
  jobs: [
    {
      queue: 'publicity.forget',
      cron: '40 3 * * *',
      async work({ house, now }) {
        await forgetComments(house.db, iso(now - 90 * DAY));
        await forgetAnnounced(house.db, iso(now - 30 * DAY));
      },
    },
    // 08:10 in China.
    { queue: 'publicity.postings_due', cron: '10 8 * * *', work: remindOfPostings },
  ],
  migrations: new URL('./migrations/', import.meta.url),
  async open(house) {
    registerTemplates(house, [...templates, ...postingTemplates]);
    await loadProcedure(house, objection);
    registerKind(house, objectionKind(house));
    registerPart(house, postingsPart);
    registerFileAccess(house, maySeePosted);
    alsoTold(house, followersOf);
    registerOwnCounts(house);
  },
});
