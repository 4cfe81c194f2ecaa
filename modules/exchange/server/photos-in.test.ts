import { createHash, randomBytes } from 'node:crypto';
import { sql } from '@hezhi/server';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { exchangeTest, type ExchangeTest } from './exchange.fixture.ts';
import { fetchDue, photoWaits, startFetching } from './photos-in.ts';
import { purgePhotos } from './queries-photos.ts';

type Receipts = { receipts: { ok: boolean; matter: { id: string; revision: number } | null; error: { code: string } | null }[] };
const matterOf = (reply: { body: Record<string, unknown> }): string => (reply.body as Receipts).receipts[0]!.matter!.id;

describe('photos that a body sends', () => {
  let t: ExchangeTest;
  let picture: Buffer;
  beforeAll(async () => {
    t = await exchangeTest();
    picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: { r: 90, g: 120, b: 60 } } })
      .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '34/1 19/1 30/1', GPSLatitudeRef: 'N' } })
      .jpeg()
      .toBuffer();
    t.sandbox.pictures.set('a.jpg', picture);
    t.sandbox.pictures.set('b.jpg', picture);
  });
  afterAll(() => t.close());

  const order = (number: string, photos: unknown[], id?: string) =>
    t.sandbox.order(
      {
        order: number,
        kind: 'help',
        description: '小区门口井盖松动',
        category: 'B01',
        answers: { cover: 'loose', hurt: false },
        place: { point: [108.705, 34.335] },
        photos,
      },
      id,
    );
  const entriesOf = async (id: string) =>
    (await t.matter(t.who.street, id)).timeline.filter((one) => Array.isArray(one.data['photos']) && (one.data['photos'] as string[]).length > 0);
  const rows = (matter: string) =>
    t.db.all<{ state: string; attempts: number; error: string | null; bare: boolean }>(
      sql`SELECT state, attempts, error, inline IS NULL AS bare FROM exchange.photo WHERE matter = ${matter} ORDER BY ordinal`,
    );
  const messageOf = async (matter: string) => {
    const { items } = await t.as(t.who.district).call(routes.messages, { query: { matter, direction: 'in' } });
    return t.as(t.who.district).call(routes.message, { params: { id: items[0]!.id } });
  };

  it('are fetched with a signature, encoded anew and stand in the timeline once', async () => {
    const url = t.sandbox.picture('a.jpg');
    const sha256 = createHash('sha256').update(picture).digest('hex');
    const reply = await order('P-1', [{ url, sha256 }, { data: picture.toString('base64') }], 'p-1');
    expect(reply.status).toBe(200);
    const id = matterOf(reply);
    expect(await entriesOf(id)).toEqual([]);
    await Promise.all([fetchDue(t.house), fetchDue(t.house)]);
    const [entry, ...more] = await entriesOf(id);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ step: 'comment', actor: { org: '区环卫中心' }, data: { note: '12345平台发来照片2张（工单P-1）' } });
    expect(t.sandbox.asked).toEqual([{ name: 'a.jpg', status: 200, verdict: 'good' }]);
    const [first] = entry!.data['photos'] as string[];
    const seen = await t.as(t.who.street).inject({ method: 'GET', url: `/api/files/${t.town.district}/${first}` });
    expect([seen.statusCode, seen.headers['content-type']]).toEqual([200, 'image/jpeg']);
    const kept = await sharp(seen.rawPayload).metadata();
    expect([kept.width, kept.height, kept.exif]).toEqual([640, 480, undefined]);
    expect(await rows(id)).toEqual([
      { state: 'kept', attempts: 1, error: null, bare: true },
      { state: 'kept', attempts: 1, error: null, bare: true },
    ]);
    // The message that is kept holds no picture; sent again it brings none again; the body is not told of its own entry.
    const message = await messageOf(id);
    expect(JSON.stringify(message.payload)).not.toContain(picture.toString('base64').slice(0, 100));
    expect(message.photos.map(({ state, url: from }) => [state, from])).toEqual([
      ['kept', url],
      ['kept', null],
    ]);
    expect((await order('P-1', [{ url, sha256 }, { data: picture.toString('base64') }], 'p-1')).body).toMatchObject({ receipts: [{ duplicate: true }] });
    expect(await fetchDue(t.house)).toBe(0);
    await t.flow();
    expect(t.sandbox.heard).toEqual([]);
    expect(await t.findings()).toEqual([]);
  });

  it('come with steps that take photos, and no others', async () => {
    const id = matterOf(await order('P-2', []));
    await t.go(id, [t.who.community, 'accept'], [t.who.street, 'dispatch', { to: { org: t.town.orgs.department }, note: '请处置' }]);
    const photos = [{ url: t.sandbox.picture('b.jpg') }];
    expect(await t.sandbox.step({ matter: id, step: 'accept', note: '已签收', photos })).toMatchObject({
      status: 422,
      body: { code: 'exchange.photos_not_taken' },
    });
    await t.sandbox.step({ matter: id, step: 'accept', note: '已签收' });
    expect((await t.sandbox.step({ matter: id, step: 'progress', note: '已更换', photos })).status).toBe(200);
    await fetchDue(t.house);
    expect(await entriesOf(id)).toHaveLength(1);
    expect((await t.sandbox.step({ matter: id, step: 'finish', outcome: 'solved', note: '已修好', photos })).status).toBe(200);
    await fetchDue(t.house);
    expect(await entriesOf(id)).toHaveLength(2);
    expect((await t.matter(t.who.street, id)).matter.state).toBe('verifying');
  });

  it('are refused at once where the address may not be asked or the bytes are no picture', async () => {
    const refused = async (photo: unknown) => {
      const { status, body } = await order('P-X', [photo]);
      return [status, body['code'], (body['errors'] as { path: string; code: string }[])[0]];
    };
    for (const [photo, path, code] of [
      [{ url: 'https://10.1.2.3/a.jpg' }, '/data/photos/0/url', 'exchange.address_private'],
      [{ url: 'https://169.254.169.254/latest' }, '/data/photos/0/url', 'exchange.address_private'],
      [{ url: 'https://u:p@example.org/a.jpg' }, '/data/photos/0/url', 'exchange.address_bad'],
      [{ url: 'file:///etc/passwd' }, '/data/photos/0/url', 'exchange.address_bad'],
      [{ data: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64') }, '/data/photos/0/data', 'documents.not_accepted'],
      [{}, '/data/photos/0', 'exchange.one_photo'],
    ] as const)
      expect(await refused(photo)).toEqual([422, 'exchange.invalid_message', expect.objectContaining({ path, code })]);
    expect(await t.db.all(sql`SELECT FROM exchange.photo WHERE message LIKE '%P-X%'`)).toEqual([]);
  });

  it('that fail are tried again; what is given up is seen, and fetched again on demand', async () => {
    t.sandbox.pictureStatuses.push(500, 302);
    const id = matterOf(await order('P-3', [{ url: t.sandbox.picture('a.jpg') }]));
    await fetchDue(t.house);
    expect(await rows(id)).toMatchObject([{ state: 'waiting', attempts: 1, error: 'HTTP 500' }]);
    expect(await fetchDue(t.house)).toBe(0);
    t.clock.advance(photoWaits[0]!);
    await fetchDue(t.house);
    expect((await rows(id))[0]!.error).toContain('redirects are not followed');
    const tie = async () => (await t.as(t.who.street).call(routes.ties, { params: { id } })).items[0]!;
    expect(await tie()).toMatchObject({ photosWaiting: 1, photosDead: 0 });
    t.clock.advance(photoWaits[1]!);
    await fetchDue(t.house);
    expect(await rows(id)).toMatchObject([{ state: 'kept', attempts: 3 }]);

    t.sandbox.pictures.set('text', Buffer.from('no picture at all, only words'));
    t.sandbox.pictures.set('big', randomBytes(21 * 1024 * 1024));
    const photos = [
      { url: t.sandbox.picture('text') },
      { url: t.sandbox.picture('big') },
      { url: t.sandbox.picture('a.jpg'), sha256: '0'.repeat(64) },
      { url: t.sandbox.picture('b.jpg') },
    ];
    const other = matterOf(await order('P-4', photos));
    for (const wait of [...photoWaits, 0]) {
      await fetchDue(t.house);
      t.clock.advance(wait);
    }
    expect(await rows(other)).toMatchObject([
      { state: 'dead', attempts: 1 },
      { state: 'dead', attempts: 1, error: 'more than 20 MiB' },
      { state: 'dead', attempts: photoWaits.length + 1, error: expect.stringContaining('hash') as string },
      { state: 'kept', attempts: 1 },
    ]);
    expect((await t.as(t.who.street).call(routes.ties, { params: { id: other } })).items[0]).toMatchObject({ photosWaiting: 0, photosDead: 3 });
    const message = await messageOf(other);
    t.sandbox.pictures.set('text', picture);
    t.sandbox.pictures.set('big', picture);
    await t.as(t.who.district).call(routes.refetch, { params: { id: message.id } });
    const worker = startFetching(t.house);
    await expect.poll(async () => (await rows(other)).map(({ state }) => state)).toEqual(['kept', 'kept', 'waiting', 'kept']);
    await worker.stop();
    expect((await t.as(t.who.district).ask(routes.refetch, { params: { id: message.id } })).problem().code).toBe('exchange.no_dead_photos');
    expect((await t.as(t.who.street).ask(routes.refetch, { params: { id: message.id } })).problem().status).toBe(403);
    expect(await t.findings()).toEqual([]);
  });

  it('wait while the body is paused, and are given up when it ends', async () => {
    const id = matterOf(await order('P-5', [{ url: t.sandbox.picture('a.jpg') }]));
    const boss = t.as(t.who.district);
    const version = async () => (await boss.call(routes.endpoint, { params: { id: t.body } })).version;
    await boss.call(routes.change, { params: { id: t.body }, body: { version: await version(), active: false } });
    expect(await fetchDue(t.house)).toBe(0);
    await boss.call(routes.end, { params: { id: t.body }, query: { version: await version() } });
    expect(await rows(id)).toMatchObject([{ state: 'dead', error: '对接已移除' }]);
    await purgePhotos(t.db, new Date(t.clock.now() + 1000).toISOString());
    expect(await rows(id)).toEqual([]);
  });
});
