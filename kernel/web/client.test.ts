import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { addressOf, failureOf } from './request.ts';
import { Away, faultsByField, formFaults, Problem } from './problem.ts';

const noHeader = () => null;

describe('addresses', () => {
  test('parameters are encoded, lists repeat their name, empty values stay away', () => {
    expect(addressOf('GET /cases/:id/photos', { params: { id: 'a/b?c' } })).toBe('/api/cases/a%2Fb%3Fc/photos');
    expect(addressOf('GET /cases', { query: { state: ['open', 'late'], q: '', area: undefined, limit: 20, mine: false } })).toBe(
      '/api/cases?state=open&state=late&limit=20&mine=false',
    );
  });
  test('a missing parameter is a fault of the caller, not a request to a wrong place', () => {
    expect(() => addressOf('GET /cases/:id', {})).toThrow('missing parameter id');
  });
  test('whatever is put into a parameter or query comes back out of the address', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1, unit: 'grapheme' }), (id, q) => {
        const url = new URL(addressOf('GET /x/:id', { params: { id: `i${id}` }, query: { q } }), 'http://host');
        expect(decodeURIComponent(url.pathname.slice('/api/x/'.length))).toBe(`i${id}`);
        expect(url.searchParams.get('q')).toBe(q);
      }),
    );
  });
});

describe('failures', () => {
  test('problem+json becomes a Problem with its sentence, reference, faults and extra members', () => {
    const text = JSON.stringify({
      status: 409,
      code: 'matters.stale',
      title: 't',
      detail: '刚刚有人改动过',
      reference: 'K7Q2',
      winner: '李主任',
      errors: [{ path: '/body/photos/3', code: 'c', detail: '太大' }],
    });
    const problem = failureOf(409, text, noHeader) as Problem;
    expect(problem).toBeInstanceOf(Problem);
    expect([problem.code, problem.detail, problem.reference, problem.extra]).toEqual(['matters.stale', '刚刚有人改动过', 'K7Q2', { winner: '李主任' }]);
    expect(faultsByField(problem)).toEqual({ 'photos.3': '太大' });
    expect(formFaults(problem)).toEqual([{ name: ['photos', 3], errors: ['太大'] }]);
  });
  test('502 to 504 mean away, with or without a document', () => {
    expect(failureOf(503, JSON.stringify({ reference: 'R1' }), noHeader)).toMatchObject({ why: 'server', reference: 'R1' });
    expect(failureOf(502, '<html>bad gateway</html>', noHeader)).toBeInstanceOf(Away);
  });
  test('a page that is not ours is still a Problem with its status; Retry-After is read', () => {
    const problem = failureOf(429, 'slow down', (name) => (name === 'retry-after' ? '7' : null)) as Problem;
    expect([problem.status, problem.retryAfter, problem.detail]).toEqual([429, 7, '']);
  });
});
