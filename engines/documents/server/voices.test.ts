import { newId, type ErrorDef } from '@hezhi/contract';
import type { TestApp, TestClient } from '@hezhi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors, fileLimits } from '../contract/index.ts';
import { oggVoice, secret, webmVoice } from '../testing/sound.ts';
import { actor, filesHouse, get, post, type Answer } from './files.fixture.ts';

let t: TestApp;
let [mine, theirs]: TestClient[] = [];
beforeAll(async () => {
  t = await filesHouse();
  [mine, theirs] = [t.as(actor('张三')), t.as(actor('李四'))];
});
afterAll(() => t.close());
const problem = (answer: Answer, def: ErrorDef): void => expect([answer.status, answer.body.code]).toEqual([def.status, def.code]);

describe('voice notes', () => {
  test('are kept as they sound, without what the device wrote beside, and served as attachment, whole or in parts', async () => {
    const source = webmVoice(5);
    const { status, body } = await post(mine!, source, {}, 'voice.webm');
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'sound', type: 'audio/webm', width: null, bytes: source.length });
    const reply = await get(mine!, body.id);
    expect(reply.rawPayload.length).toBe(source.length);
    expect(source.includes(secret) && !reply.rawPayload.includes(secret)).toBe(true);
    expect(reply.headers['content-disposition']).toMatch(/^attachment/);
    expect(reply.headers).toMatchObject({ 'content-type': 'audio/webm', 'x-content-type-options': 'nosniff' });
    const part = await get(mine!, body.id, '', { range: 'bytes=10-19' });
    expect([part.statusCode, part.headers['content-range'], part.rawPayload.length]).toEqual([206, `bytes 10-19/${source.length}`, 10]);
    expect((await get(mine!, body.id, '', { range: 'bytes=-5' })).headers['content-range']).toBe(
      `bytes ${source.length - 5}-${source.length - 1}/${source.length}`,
    );
    expect((await get(mine!, body.id, '/thumb')).statusCode).toBe(404);
    expect((await get(theirs!, body.id)).statusCode).toBe(404);
  });
  test('have limits of their own, and the same one sent twice is the same file', async () => {
    problem(await post(mine!, Buffer.concat([oggVoice(2), Buffer.alloc(fileLimits.soundBytes)])), errors.sound_too_large);
    problem(await post(mine!, oggVoice(75)), errors.sound_too_long);
    problem(await post(mine!, oggVoice(3).subarray(0, 700)), errors.damaged);
    const [id, source] = [newId(), oggVoice(3)];
    expect([(await post(mine!, source, { id })).status, (await post(mine!, source, { id })).status]).toEqual([201, 201]);
    problem(await post(mine!, oggVoice(4), { id }), errors.id_taken);
  });
});
