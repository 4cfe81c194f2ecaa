import { expect, test } from 'vitest';
import type { Actor } from '@hezhi/contract';
import { visibleHint } from './visible-hint.ts';

const actor = (area: string | null, permissions: readonly string[] = ['matters.read_area']): Actor => ({
  kind: 'person',
  person: 'p1',
  name: 'A',
  district: '610402',
  permissions,
  language: 'zh-Hans',
  post: area === null ? null : { id: 'post1', role: 'r', org: 'org1', area, permissions },
});
const hint = (data: Record<string, unknown>, topic = 'matters.stepped') => ({
  district: '610402',
  topic,
  data: { matter: 'm', area: '610402010001', secrecy: 0, asker: 'x', parties: ['y'], ...data },
});

test.each([
  ['a post over the territory', actor('610402010'), hint({}), true],
  ['a post elsewhere', actor('610402011'), hint({}), false],
  ['a post below', actor('610402010001001'), hint({}), false],
  ['a post without the right', actor('610402010', []), hint({}), false],
  ['a resident', actor(null), hint({}), false],
  ['the asker', actor(null), hint({ asker: 'p1', secrecy: 1 }), true],
  ['a party by organisation', actor('610402011', ['matters.act_for_org']), hint({ parties: ['org1'], secrecy: 1 }), true],
  ['a colleague who may not act for the organisation', actor('610402011', []), hint({ parties: ['org1'], secrecy: 1 }), false],
  ['a party by post', actor('610402011', []), hint({ parties: ['post1'] }), true],
  ['a confidential matter in the territory', actor('610402010'), hint({ secrecy: 1 }), false],
  ['what keeps caches fresh', actor('610402'), hint({}, 'directory.session'), false],
])('%s', (_name, who, what, heard) => {
  const told = visibleHint(who, what);
  expect(told !== false).toBe(heard);
  if (heard) expect(told).toEqual({ district: '610402', topic: 'matters.stepped', data: { matter: 'm', area: '610402010001' } });
});

test('that a public map changed is heard by everybody of the district', () => {
  const told = visibleHint(actor(null), { district: '610402', topic: 'opinions.mapped', data: { question: 'q', votes: 7 } });
  expect(told).toEqual({ district: '610402', topic: 'opinions.mapped', data: { question: 'q' } });
  expect(visibleHint(actor('610402'), { district: '610402', topic: 'opinions.changed', data: { question: 'q' } })).toBe(false);
});
