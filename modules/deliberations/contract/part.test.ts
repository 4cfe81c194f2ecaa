import type { PackWorld } from '@hezhi/methods/contract';
import { expect, it } from 'vitest';
import { deliberationPart, meetingsPart, shippedSettings } from './part.ts';
import type { MeetingKind } from './settings.ts';

const world = { all: () => [] } as unknown as PackWorld;
const meeting = (key: string, quorum: MeetingKind['quorum']): MeetingKind => ({ ...shippedSettings.meetings.find((one) => one.key === key)!, quorum });
const faults = (...meetings: MeetingKind[]) => meetingsPart.check!({ meetings }, world);
const codes = (...meetings: MeetingKind[]): string[] => faults(...meetings).flatMap((one) => (one.note ? [] : [one.code]));

it('what ships keeps its own rules', () => {
  expect(codes(...shippedSettings.meetings)).toEqual([]);
  expect(deliberationPart.check!({ bodies: shippedSettings.bodies, procedures: shippedSettings.procedures }, world)).toEqual([]);
});

it('a quorum below the law is a fault, a higher one is not', () => {
  const of = 'electors' as const;
  expect(codes(meeting('residents_meeting', { of, share: [1, 2], more: false }))).toEqual(['deliberations.quorum_below']);
  expect(codes(meeting('residents_meeting', { of, share: [49, 100], more: true }))).toEqual(['deliberations.quorum_below']);
  expect(codes(meeting('residents_meeting', null))).toEqual(['deliberations.quorum_below']);
  expect(codes(meeting('residents_meeting', { of: 'invited', share: [2, 3], more: false }))).toEqual(['deliberations.quorum_below']);
  expect(codes(meeting('residents_meeting', { of, share: [2, 3], more: false }))).toEqual([]);
  expect(codes(meeting('council', { of: 'invited', share: [1, 3], more: false }))).toEqual([]);
});

it('notes that shares are unconfirmed where the text of the law in force was not at hand, and of no other kind', () => {
  const noted = (key: string) => faults(meeting(key, { of: 'electors', share: [2, 3], more: false })).filter((one) => one.note);
  for (const key of ['residents_meeting', 'representatives_meeting']) {
    expect(noted(key)).toMatchObject([{ code: 'deliberations.law_unconfirmed', path: ['meetings', 0, 'quorum'] }]);
    expect(noted(key)[0]!.words['zh-Hans']).toContain('请对照条文原文');
    expect(noted(key)[0]!.words.en).toContain('check the text');
  }
  expect(noted('villagers_meeting')).toEqual([]);
});

it('finds keys that are there twice and meetings that are not', () => {
  const [first] = shippedSettings.procedures;
  expect(codes(meeting('council', null), meeting('council', null))).toEqual(['deliberations.key_twice']);
  const faults = deliberationPart.check!({ bodies: [], procedures: [{ ...first!, meetings: { deliberating: ['nothing'] } }] }, world);
  expect(faults).toMatchObject([{ code: 'deliberations.no_meeting', path: ['procedures', 0, 'meetings', 'deliberating', 0] }]);
});
