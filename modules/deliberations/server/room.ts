import { takeTopics } from '@hezhi/deputies/server';
import { registerFileAccess } from '@hezhi/documents/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { registerPart } from '@hezhi/methods/server';
import { registerTemplates } from '@hezhi/notices/server';
import { defineRoom } from '@hezhi/server';
import { deliberationPart, errors, meetingsPart, permissions } from '../contract/index.ts';
import { termTimer } from './bodies.ts';
import { ballotCounted, dueTimer } from './clock.ts';
import { deliberationKind, maySeePhoto, taskKind } from './kind.ts';
import { templates } from './notice-templates.ts';
import { personal } from './personal.ts';
import nineSteps from './procedures/nine_steps.json' with { type: 'json' };
import residentsMeeting from './procedures/residents_meeting.json' with { type: 'json' };
import task from './procedures/task.json' with { type: 'json' };
import threeMeetings from './procedures/three_meetings.json' with { type: 'json' };
import { propose } from './propose.ts';
import { implementations } from './routes.ts';
import { deliberationNotices } from './tell.ts';
import { verifyDeliberations } from './verify.ts';

/** 议事 deliberations: residents raise what concerns them, talk it over by rules that cannot be skipped, decide, and see it carried out. */
export const room = defineRoom({
  name: 'deliberations',
  personal,
  routes: implementations,
  permissions,
  errors,
  listeners: [ballotCounted, deliberationNotices],
  timers: [dueTimer, termTimer],
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'topics', check: verifyDeliberations }],
  async open(house) {
    // What was raised with a deputy and concerns many is proposed by the studio.
    takeTopics(house, (call, { id, title, text, area }) => propose(call, { id, title, text, wish: '', area, named: false }));
    for (const procedure of [nineSteps, threeMeetings, residentsMeeting, task]) await loadProcedure(house, procedure);
    registerKind(house, deliberationKind);
    registerKind(house, taskKind);
    registerFileAccess(house, maySeePhoto);
    registerTemplates(house, templates);
    registerPart(house, meetingsPart);
    registerPart(house, deliberationPart);
  },
});
