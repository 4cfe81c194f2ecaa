import { newId, type Actor } from '@hezhi/contract';
import { errors as files } from '@hezhi/documents/contract';
import { sql } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { casesTest, type CasesTest } from '../testing/house.ts';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest()));
afterAll(() => t.close());
const token = 'a-token-of-this-very-device';

const heard = async (by: Actor | null, id: string, headers: Record<string, string> = {}): Promise<number> =>
  (await (by ? t.as(by) : t.withToken(null)).inject({ method: 'GET', url: `/api/files/${t.town.district}/${id}`, headers })).statusCode;
const facts = (by: Actor, id: string) => t.as(by).call(routes.facts, { params: { id } });

describe('voice notes of a report', () => {
  test('come with the case: heard by who reported and by the staff who see it, by nobody else, public or not', async () => {
    const { resident, neighbour, community, community2, district } = t.who;
    const voice = await t.voice(resident);
    const { status, body } = await t.report(resident, { voices: [voice], public: true });
    expect(status).toBe(201);
    expect((await facts(resident, body.id)).voices).toEqual([{ id: voice, url: `/api/files/${t.town.district}/${voice}` }]);
    expect((await facts(community, body.id)).voices).toHaveLength(1);
    await t.go(body.id, [community, 'accept']);
    expect([await heard(resident, voice), await heard(community, voice), await heard(district, voice)]).toEqual([200, 200, 200]);
    expect([await heard(neighbour, voice), await heard(community2, voice), await heard(null, voice)]).toEqual([404, 404, 404]);
    const open = await t.withToken(null).call(routes.publicCase, { params: { district: t.town.district, id: body.id } });
    expect(JSON.stringify(open)).not.toContain(voice);
    expect(await t.findings()).toEqual([]);
  });

  test('are sound and one’s own: a photo, another’s recording, a fourth one are refused, and nothing of the report is kept', async () => {
    const { resident, neighbour } = t.who;
    for (const voices of [[await t.photo(resident)], [await t.voice(neighbour)]]) {
      const reply = await t.report(resident, { id: newId(), voices });
      expect(reply.problem().code).toBe(files.file_gone.code);
    }
    const photo = await t.report(resident, { photos: [await t.voice(resident)] });
    expect(photo.problem().code).toBe(files.file_gone.code);
    const four = await Promise.all(Array.from({ length: 4 }, () => t.voice(resident)));
    expect((await t.report(resident, { voices: four })).status).toBe(422);
    expect(await t.findings()).toEqual([]);
  });

  test('a visitor hears the own one by number and code, through an address that holds without a session; so does the device', async () => {
    const voice = await t.voice(null, token);
    const { body } = await t.report(null, { voices: [voice] }, { headers: { 'x-file-token': token } });
    const mine = await t.withToken(null).call(routes.track, { body: { number: body.number, code: body.code! } });
    expect(mine.case.voices.map(({ id }) => id)).toEqual([voice]);
    expect(mine.voices).toEqual(mine.case.voices);
    const open = await t.withToken(null).inject({ method: 'GET', url: mine.voices[0]!.url });
    expect([open.statusCode, open.headers['content-type'], open.headers['x-content-type-options']]).toEqual([200, 'audio/ogg', 'nosniff']);
    expect([await heard(null, voice), await heard(null, voice, { 'x-file-token': token })]).toEqual([404, 200]);
  });
});

describe('voice notes of steps', () => {
  test('a comment by who asked and a handler’s word on progress are heard by both; what is for the staff only stays with them', async () => {
    const { resident, neighbour, community, grid } = t.who;
    const { body } = await t.report(resident, { public: true });
    const { id } = body;
    const said = await t.voice(resident);
    const [org, post] = [grid.post!.org, grid.post!.id];
    await t.go(id, [resident, 'comment', { note: '补充', voices: [said] }], [community, 'assign', { to: { org, post } }], [grid, 'take']);
    const [arrived, progress, done] = [await t.voice(grid), await t.voice(grid), await t.voice(grid)];
    await t.go(
      id,
      [grid, 'arrive', { voices: [arrived] }],
      [grid, 'report_progress', { note: '正在清理', voices: [progress] }],
      [grid, 'finish', { outcome: 'solved', note: '已清理', voices: [done] }],
    );
    const of = async (by: Actor): Promise<unknown[]> => (await t.matter(by, id)).timeline.map((entry) => entry.data['voices']).filter(Boolean);
    expect(await of(community)).toEqual([[said], [arrived], [progress], [done]]);
    expect(await of(resident)).toEqual([[said], [progress], [done]]);
    const all = [said, arrived, progress, done];
    expect(await Promise.all(all.map((voice) => heard(community, voice)))).toEqual([200, 200, 200, 200]);
    expect(await Promise.all(all.map((voice) => heard(resident, voice)))).toEqual([200, 404, 200, 200]);
    expect(await Promise.all(all.flatMap((voice) => [heard(neighbour, voice), heard(null, voice)]))).toEqual(Array.from({ length: 8 }, () => 404));
    const open = JSON.stringify(await t.withToken(null).call(routes.publicCase, { params: { district: t.town.district, id } }));
    for (const voice of all) expect(open).not.toContain(voice);
    const paper = await t.as(community).inject({ method: 'GET', url: `/api/cases/${id}/print.pdf` });
    expect(paper.statusCode).toBe(200);
    expect(await t.findings()).toEqual([]);
  });

  test('a file goes into one step only, and a photo is no voice', async () => {
    const { resident } = t.who;
    const { body } = await t.report(resident);
    const voice = await t.voice(resident);
    await t.go(body.id, [resident, 'comment', { note: '一', voices: [voice] }]);
    expect((await t.step(resident, body.id, 'comment', { note: '二', voices: [voice] })).problem().code).toBe(files.file_gone.code);
    expect((await t.step(resident, body.id, 'comment', { note: '三', voices: [await t.photo(resident)] })).problem().code).toBe(files.file_gone.code);
  });
});

test('new cases go by the third version of the procedure', async () => {
  const { body } = await t.report(t.who.resident);
  const rows = await t.db.all<{ procedure_version: number }>(sql`SELECT procedure_version FROM matters.matter WHERE id = ${body.id}`);
  expect(rows).toEqual([{ procedure_version: 3 }]);
});
