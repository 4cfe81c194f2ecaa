import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId, type Actor, type ErrorDef } from '@hezhi/contract';
import { sql, statements, verifyAll, Write } from '@hezhi/server';
import type { TestApp, TestClient } from '@hezhi/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors, fileLimits } from '../contract/index.ts';
import { actor, district, filesHouse, get, give, photo, post, stored, withPlace, noise, type Answer } from './files.fixture.ts';
import { backupFiles, claimFiles, filesOf, filesOfMatters, purgeFiles, registerFileAccess, restoreFiles } from './index.ts';

let t: TestApp;
let [resident, other]: Actor[] = [];
let [mine, theirs, visitor]: TestClient[] = [];

beforeAll(async () => {
  t = await filesHouse();
  [resident, other] = [actor('张三'), actor('李四')];
  [mine, theirs, visitor] = [t.as(resident), t.as(other), t.withToken(null)];
});
afterAll(() => t.close());

const problem = (answer: Answer, def: ErrorDef): void => expect([answer.status, answer.body.code]).toEqual([def.status, def.code]);
describe('photos', () => {
  test('lose place, device and turning; the picture is upright', async () => {
    const source = await withPlace();
    const before = await sharp(source).metadata();
    expect(before.orientation).toBe(6);
    expect(before.exif!.includes('SecretPhone')).toBe(true);
    const { status, body } = await post(mine!, source);
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'image', type: 'image/jpeg', width: 200, height: 300, token: null });
    for (const tail of ['', '/thumb']) {
      const reply = await get(mine!, body.id, tail);
      expect(reply.statusCode).toBe(200);
      const after = await sharp(reply.rawPayload).metadata();
      expect([after.format, after.exif, after.xmp, after.iptc, after.orientation]).toEqual(['jpeg', undefined, undefined, undefined, undefined]);
      expect(reply.rawPayload.includes('SecretPhone')).toBe(false);
      expect(reply.rawPayload.includes('Exif')).toBe(false);
    }
    const reply = await get(mine!, body.id);
    expect(reply.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(reply.headers['content-disposition']).toBe(`inline; filename="${body.id}.jpg"`);
    expect(Number(reply.headers['content-length'])).toBe(body.bytes);
    expect((await get(mine!, body.id, '', { 'if-none-match': String(reply.headers.etag) })).statusCode).toBe(304);
  });

  test.each(['png', 'webp', 'avif', 'jpeg'] as const)('%s is kept as JPEG', async (format) => {
    const { status, body } = await post(mine!, await noise(400, 300).toFormat(format).toBuffer());
    expect([status, body.width, body.height]).toEqual([201, 400, 300]);
    expect((await sharp((await get(mine!, body.id)).rawPayload).metadata()).format).toBe('jpeg');
  });

  test('large ones are made smaller, thumbnails smaller still, transparency white', async () => {
    const { body } = await post(
      mine!,
      await sharp({ create: { width: 3000, height: 1500, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
        .png()
        .toBuffer(),
    );
    expect([body.width, body.height]).toEqual([fileLimits.side, fileLimits.side / 2]);
    const small = await sharp((await get(mine!, body.id, '/thumb')).rawPayload)
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([small.info.width, small.info.height]).toEqual([fileLimits.thumb, fileLimits.thumb / 2]);
    expect(small.data[0]).toBeGreaterThan(250);
  });
});

describe('what is refused', () => {
  test('content that is not what the name says', async () => {
    problem(await post(mine!, Buffer.from('<html><script>alert(1)</script></html>')), errors.not_accepted);
    problem(await post(mine!, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')), errors.not_accepted);
    problem(await post(mine!, Buffer.from('GIF89a and then nothing of use to anybody')), errors.not_accepted);
    problem(await post(mine!, Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')), errors.heic);
    problem(await post(mine!, Buffer.alloc(0)), errors.no_file);
  });

  test('a photo cut short, or only the beginning of one', async () => {
    const whole = await photo(1200, 900);
    problem(await post(mine!, whole.subarray(0, Math.floor(whole.length / 2))), errors.damaged);
    problem(await post(mine!, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 65)])), errors.damaged);
  });

  test('a decompression bomb: few bytes, many pixels', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    problem(await post(mine!, bomb), errors.too_many_pixels);
  });

  test('more bytes than the limit', async () => {
    const answer = await post(mine!, Buffer.concat([await photo(), Buffer.alloc(fileLimits.bytes)]));
    expect([answer.status, answer.body.code]).toEqual([413, 'kernel.too_large']);
  });

  test('no file, wrong fields, another body, an unknown district', async () => {
    const form = new Request('http://x/', {
      method: 'POST',
      body: (() => {
        const data = new FormData();
        data.append('district', district);
        return data;
      })(),
    });
    const none = await mine!.inject({
      method: 'POST',
      url: '/api/files',
      payload: Buffer.from(await form.arrayBuffer()),
      headers: { 'content-type': form.headers.get('content-type')! },
    });
    expect([none.statusCode, none.json().code]).toEqual([422, errors.no_file.code]);
    const wrong = await post(mine!, await photo(), { id: 'x' });
    problem(wrong, errors.fields);
    const json = await mine!.inject({ method: 'POST', url: '/api/files', payload: {} });
    expect(json.statusCode).toBe(415);
    problem(await post(mine!, await photo(), { district: '999999' }), errors.no_district);
    problem(await post(visitor!, await photo()), errors.no_district);
  });
});

describe('repetition', () => {
  test('the same id and bytes are the same file, also many at once', async () => {
    const [id, source] = [newId(), await photo()];
    const many = await Promise.all(Array.from({ length: 6 }, () => post(mine!, source, { id })));
    expect(many.map(({ status }) => status)).toEqual(many.map(() => 201));
    expect(new Set(many.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await t.db.all(sql`SELECT id FROM documents.file WHERE id = ${id}`)).toHaveLength(1);
    expect(stored(t).filter((name) => name.includes(id))).toHaveLength(2);
  });

  test('the same id with other bytes, or from somebody else, is refused and changes nothing', async () => {
    const [id, source] = [newId(), await photo()];
    await post(mine!, source, { id });
    const before = (await get(mine!, id)).rawPayload;
    problem(await post(mine!, await photo(), { id }), errors.id_taken);
    problem(await post(theirs!, source, { id }), errors.id_taken);
    problem(await post(visitor!, source, { id, district }), errors.id_taken);
    expect((await get(mine!, id)).rawPayload.equals(before)).toBe(true);
  });

  test('a visitor repeats with the token of the own device', async () => {
    const [id, source, token] = [newId(), await photo(), 'a-token-of-my-own-device'];
    const first = await post(visitor!, source, { id, district, token });
    const again = await post(visitor!, source, { id, district, token });
    expect([first.status, again.status, again.body.token]).toEqual([201, 201, token]);
    problem(await post(visitor!, source, { id, district, token: 'another-token-of-another' }), errors.id_taken);
  });

  test('an Idempotency-Key works too', async () => {
    const source = await photo();
    const key = { 'idempotency-key': randomUUID() };
    const [first, again] = [await post(mine!, source, {}, 'photo.jpg', key), await post(mine!, source, {}, 'photo.jpg', key)];
    expect(again.body.id).toBe(first.body.id);
  });
});

describe('who sees a file', () => {
  test('only its uploader before it is used; afterwards whom a room admits; what one may not see does not exist', async () => {
    const { body } = await post(mine!, await photo());
    expect((await get(mine!, body.id)).statusCode).toBe(200);
    for (const client of [theirs!, visitor!]) expect((await get(client, body.id)).statusCode).toBe(404);
    const matter = newId();
    await give(t, body.id, matter, { person: resident!.person! });
    for (const client of [mine!, theirs!, visitor!]) expect((await get(client, body.id)).statusCode).toBe(404);
    registerFileAccess(t.house, async () => false);
    registerFileAccess(t.house, async (call, asked) => asked.matter === matter && asked.file === body.id && call.actor.person === other!.person);
    expect((await get(theirs!, body.id)).statusCode).toBe(200);
    expect((await get(theirs!, body.id, '/thumb')).statusCode).toBe(200);
    expect((await get(mine!, body.id)).statusCode).toBe(404);
    const unknown = await get(mine!, newId());
    const hidden = await get(mine!, body.id);
    expect([unknown.statusCode, unknown.json().code]).toEqual([hidden.statusCode, hidden.json().code]);
    expect((await get(theirs!, body.id, '', {}, '620201')).statusCode).toBe(404);
  });

  test('a visitor sees the own unclaimed file by its token', async () => {
    const { body } = await post(visitor!, await photo(), { district });
    expect(body.token).toMatch(/^[\w-]{20,}$/);
    expect((await get(visitor!, body.id, '', { 'x-file-token': body.token! })).statusCode).toBe(200);
    for (const headers of [{} as Record<string, string>, { 'x-file-token': 'something-else-entirely' }])
      expect((await get(visitor!, body.id, '', headers)).statusCode).toBe(404);
    expect((await get(theirs!, body.id)).statusCode).toBe(404);
  });
});

describe('claimFiles', () => {
  test('takes part in one write: all files or nothing, once, only the uploader’s', async () => {
    const ids = [(await post(mine!, await photo())).body.id, (await post(mine!, await photo())).body.id];
    const foreign = (await post(theirs!, await photo())).body.id;
    const uploader = { person: resident!.person! };
    const [matter, sent] = [newId(), statements.count];
    const mixed = new Write();
    claimFiles(mixed, { district, ids: [...ids, foreign], matter, uploader, max: 9 });
    await expect(mixed.run(t.house.db)).rejects.toMatchObject({ def: errors.file_gone });
    expect((await filesOfMatters(t.house.db, district, [matter])).size).toBe(0);
    const write = new Write();
    claimFiles(write, { district, ids: [...ids, ids[0]!], matter, uploader, max: 2, kinds: ['image'] });
    await write.run(t.house.db);
    expect(statements.count - sent).toBe(3);
    expect(
      (await filesOfMatters(t.house.db, district, [matter]))
        .get(matter)!
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...ids].sort());
    expect((await filesOf(t.house.db, district, ids.toReversed())).map(({ id }) => id)).toEqual(ids.toReversed());
    await expect(give(t, ids[0]!, newId(), uploader)).rejects.toMatchObject({ def: errors.file_gone });
  });

  test('two reports with one photo: one wins', async () => {
    const { body } = await post(mine!, await photo());
    const tries = await Promise.allSettled([newId(), newId(), newId()].map((matter) => give(t, body.id, matter, { person: resident!.person! })));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('not more than a matter takes', () => {
    expect(() => claimFiles(new Write(), { district, ids: [newId(), newId()], matter: newId(), uploader: { token: 'x' }, max: 1 })).toThrow(
      'documents.too_many',
    );
  });
});

describe('purge, verify, backup', () => {
  test('unclaimed files go after a day, row and bytes; used ones stay; bytes without a row go too', async () => {
    const [kept, lost] = [(await post(mine!, await photo())).body.id, (await post(mine!, await photo())).body.id];
    await give(t, kept, newId(), { person: resident!.person! });
    await purgeFiles(t.house);
    expect((await get(mine!, lost)).statusCode).toBe(200);
    const root = join(t.house.settings.data, 'files');
    mkdirSync(join(root, district, 'ab'), { recursive: true });
    const stray = join(root, district, 'ab', `${newId()}.0011223344556677.jpg`);
    writeFileSync(stray, 'left by a crash');
    t.clock.advance(25 * 3_600_000);
    for (const name of stored(t)) utimesSync(join(root, name), t.clock.now() / 1000 - 90_000, t.clock.now() / 1000 - 90_000);
    await t.house.jobs.runNow('documents.purge');
    expect((await get(mine!, lost)).statusCode).toBe(404);
    expect(stored(t).filter((name) => name.includes(lost))).toEqual([]);
    expect(stored(t).filter((name) => name.includes(kept))).toHaveLength(2);
    expect(existsSync(stray)).toBe(false);
    expect(await t.db.all(sql`SELECT id FROM documents.file WHERE matter IS NULL`)).toEqual([]);
  });

  test('verify finds a missing and a changed file; a backup holds every file', async () => {
    const files = async () => (await verifyAll(t.house, [district])).all.filter((finding) => finding.room === 'documents');
    expect(await files()).toEqual([]);
    const ids = [(await post(mine!, await photo())).body.id, (await post(mine!, await photo())).body.id];
    const root = join(t.house.settings.data, 'files');
    const target = join(t.house.settings.data, 'restored');
    const put = restoreFiles({ data: target });
    const names: string[] = [];
    for await (const { path, stream } of backupFiles(t.house)) {
      names.push(path);
      await put(path, stream);
    }
    expect(names.sort()).toEqual(
      stored(t)
        .map((name) => `files/${name}`)
        .sort(),
    );
    for (const name of stored(t)) {
      const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
      expect(hash(join(target, 'files', name))).toBe(hash(join(root, name)));
    }
    const named = (id: string): string =>
      join(
        root,
        stored(t).find((name) => name.includes(id) && !name.includes('.t.'))!,
      );
    writeFileSync(named(ids[0]!), 'changed');
    expect((await files()).map(({ where, what }) => [where, what])).toEqual([[`${district}/${ids[0]}`, 'was changed in the file store']]);
  });
});
