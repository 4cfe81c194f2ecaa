import type { PackWorld } from '@hezhi/methods/contract';
import { expect, it } from 'vitest';
import { deliberationPart, meetingsPart, shippedSettings } from './part.ts';
import type { MeetingKind } from './settings.ts';

const world = { all: () => [] } as unknown as PackWorld;
const meeting = (key: string, quorum: MeetingKind['quorum']): MeetingKind => ({ ...shippedSettings.meetings.find((one) => one.key === key)!, quorum });
const codes = (...meetings: MeetingKind[]): string[] => meetingsPart.check!({ meetings }, world).map((one) => one.code);

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

it('finds keys that are there twice and meetings that are not', () => {
  const [first] = shippedSettings.procedures;
  expect(codes(meeting('council', null), meeting('council', null))).toEqual(['deliberations.key_twice']);
  const faults = deliberationPart.check!({ bodies: [], procedures: [{ ...first!, meetings: { deliberating: ['nothing'] } }] }, world);
  expect(faults).toMatchObject([{ code: 'deliberations.no_meeting', path: ['procedures', 0, 'meetings', 'deliberating', 0] }]);
});
