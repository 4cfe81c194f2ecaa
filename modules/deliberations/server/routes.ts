import { implement, type Implementation } from '@hezhi/server';
import { bodyRoutes, meetingRoutes, routes } from '../contract/index.ts';
import { archive } from './archive.ts';
import { askFloor, attend, attendance, moveSpeaker, seats, signIn, signInCode } from './attendance.ts';
import { putToVote } from './ballot.ts';
import { addBody, addMember, bodies, body, endBody, endMember, members, saveBody } from './bodies.ts';
import { calendarOfAddress, dropCalendar, ownCalendar, publicCalendar } from './calendar.ts';
import { addTask, answerObjection, merge, object, rate } from './course.ts';
import { announce, cancelMeeting, closeMeeting, meeting, meetings, openMeeting, saveAgenda } from './meetings.ts';
import { confirmMinutes, minutes, publishMinutes, writeMinutes } from './minutes.ts';
import { addParticipants, participants, position, positions, recordPosition, removeParticipant, toldParticipant } from './participants.ts';
import { cosign, propose } from './propose.ts';
import { addRound, findingToCase, roundOf, rounds } from './rounds.ts';
import { topicFor } from './see.ts';
import { settingsView } from './settings.ts';
import { mine, talk, talks } from './talks.ts';
import { viewTalk } from './view.ts';

export const implementations: readonly Implementation[] = [
  implement(routes.settings, (call, { query }) => settingsView(call, query.area)),
  implement(routes.propose, (call, { body: given }) => propose(call, given)),
  implement(routes.talks, (call, { query }) => talks(call, query)),
  implement(routes.talk, (call, { params }) => talk(call, params.district, params.id)),
  implement(routes.mine, (call, { query }) => mine(call, query)),
  implement(routes.facts, async (call, { params }) => viewTalk(call, await topicFor(call, params.id))),
  implement(routes.positions, (call, { params, query }) => positions(call, params.district, params.id, query)),
  implement(routes.archive, async (call, { params }, wire) => (await archive(call, params.id, wire)) as never),
  implement(routes.cosign, (call, { params }) => cosign(call, params.id)),
  implement(routes.merge, (call, { params, body: given }) => merge(call, params.id, given)),
  implement(routes.participants, (call, { params, query }) => participants(call, params.id, query)),
  implement(routes.addParticipants, (call, { params, body: given }) => addParticipants(call, params.id, given.people)),
  implement(routes.toldParticipant, (call, { params, body: given }) => toldParticipant(call, params.id, params.participant, given.by)),
  implement(routes.removeParticipant, (call, { params }) => removeParticipant(call, params.id, params.participant)),
  implement(routes.position, (call, { params, body: given }) => position(call, params.id, given)),
  implement(routes.recordPosition, (call, { params, body: given }) => recordPosition(call, params.id, params.participant, given)),
  implement(routes.ballot, (call, { params, body: given }) => putToVote(call, params.id, given)),
  implement(routes.object, (call, { params, body: given }) => object(call, params.id, given)),
  implement(routes.answerObjection, (call, { params, body: given }) => answerObjection(call, params.id, params.objection, given)),
  implement(routes.addTask, (call, { params, body: given }) => addTask(call, params.id, given)),
  implement(routes.rate, (call, { params, body: given }) => rate(call, params.id, given)),

  implement(bodyRoutes.bodies, (call, { query }) => bodies(call, query, null)),
  implement(bodyRoutes.publicBodies, (call, { query }) => bodies(call, query, query.district)),
  implement(bodyRoutes.body, (call, { params }) => body(call, params.id)),
  implement(bodyRoutes.addBody, (call, { body: given }) => addBody(call, given)),
  implement(bodyRoutes.saveBody, (call, { params, body: given }) => saveBody(call, params.id, given)),
  implement(bodyRoutes.endBody, (call, { params, body: given }) => endBody(call, params.id, given.version)),
  implement(bodyRoutes.members, (call, { params, query }) => members(call, params.id, query)),
  implement(bodyRoutes.addMember, (call, { params, body: given }) => addMember(call, params.id, given)),
  implement(bodyRoutes.endMember, (call, { params }) => endMember(call, params.id, params.member)),
  implement(bodyRoutes.addRound, (call, { params, body: given }) => addRound(call, params.id, given)),
  implement(bodyRoutes.rounds, (call, { params, query }) => rounds(call, params.id, query)),
  implement(bodyRoutes.findingToCase, (call, { params, body: given }) => findingToCase(call, params, given)),
  implement(bodyRoutes.roundOf, (call, { params }) => roundOf(call, params.matter)),
  implement(bodyRoutes.publicCalendar, async (call, { params, query }, wire) => (await publicCalendar(call, params.district, query, wire)) as never),
  implement(bodyRoutes.ownCalendar, (call) => ownCalendar(call)),
  implement(bodyRoutes.dropCalendar, (call) => dropCalendar(call)),
  implement(bodyRoutes.calendar, async (call, { params }, wire) => (await calendarOfAddress(call, params.secret, wire)) as never),

  implement(meetingRoutes.meetings, (call, { query }) => meetings(call, query, null)),
  implement(meetingRoutes.publicMeetings, (call, { query }) => meetings(call, query, query.district)),
  implement(meetingRoutes.meeting, (call, { params }) => meeting(call, params.district, params.id)),
  implement(meetingRoutes.announce, (call, { body: given }) => announce(call, given)),
  implement(meetingRoutes.agenda, (call, { params, body: given }) => saveAgenda(call, params.id, given.agenda)),
  implement(meetingRoutes.open, (call, { params }) => openMeeting(call, params.id)),
  implement(meetingRoutes.close, (call, { params, body: given }) => closeMeeting(call, params.id, given.onPaper)),
  implement(meetingRoutes.cancel, (call, { params, body: given }) => cancelMeeting(call, params.id, given.reason)),
  implement(meetingRoutes.code, (call, { params }) => signInCode(call, params.id)),
  implement(meetingRoutes.signIn, (call, { params, body: given }) => signIn(call, params.id, given)),
  implement(meetingRoutes.seats, (call, { params, query }) => seats(call, params.id, query)),
  implement(meetingRoutes.attendance, (call, { params, query }) => attendance(call, params.id, query)),
  implement(meetingRoutes.attend, (call, { params, body: given }) => attend(call, params.id, given)),
  implement(meetingRoutes.askFloor, (call, { params, body: given }) => askFloor(call, params.id, given)),
  implement(meetingRoutes.floor, (call, { params, body: given }) => moveSpeaker(call, params.id, params.floor, given.do)),
  implement(meetingRoutes.minutes, (call, { params }) => minutes(call, params.id)),
  implement(meetingRoutes.writeMinutes, (call, { params, body: given }) => writeMinutes(call, params.id, given)),
  implement(meetingRoutes.confirmMinutes, (call, { params, body: given }) => confirmMinutes(call, params.id, given)),
  implement(meetingRoutes.publishMinutes, (call, { params, body: given }) => publishMinutes(call, params.id, given.version)),
];
