import { timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { iso, Refusal, type Language } from '@hezhi/contract';
import { type Call, type CopyFile, type CopyPart, type House, ownRows, type Job, type Wire, Write } from '@hezhi/server';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { errors } from '../contract/errors.ts';
import type { OwnCopy } from '../contract/routes-own-data.ts';
import { actorForPost } from './actors.ts';
import { audit } from './audit.ts';
import { standing } from './authenticate.ts';
import { copyPage, said } from './copy-page.ts';
import { fromCursor, page } from './cursor.ts';
import { proveAgain, type ProofGiven } from './proof.ts';
import { copyContents, countFetch, type CopyRow, failCopy, findCopy, insertCopy, keepCopy, listCopies } from './queries-own-data.ts';
import { territory } from './territory.ts';
import { tellOwn } from './own-data-told.ts';
import { zipped } from './zip.ts';

const MAKE = 'directory.copy';
const DAY = 86_400_000;
/** How long a copy can be fetched, how long a request for one may wait, how often one may be asked for, and how long an address is good (ms). */
const LIFE = 7 * DAY;
const WAITS = DAY;
const AGAIN = DAY;
const PASS = 5 * 60_000;
const purpose = 'directory.copy';

/** What a room says, as it is kept and packed. */
export type Gathered = { room: string; parts: readonly CopyPart[] };

const view = ({ id, state, asked_at, ready_at, until }: CopyRow): z.input<typeof OwnCopy> => ({ id, state, asked_at, ready_at, until });

/** The person's copies that are still there. */
export async function myCopies(
  call: Call,
  request: FastifyRequest,
  find: { cursor?: string | undefined; limit: number },
): Promise<{ items: z.input<typeof OwnCopy>[]; next: string | null }> {
  const { district, row } = await standing(call, request);
  const rows = await listCopies(call.db, district, row.account, iso(call.now), fromCursor(find.cursor, 'id')?.[0] ?? null, find.limit + 1);
  return page(rows, find.limit, (one) => [one.id], view);
}

/** Asks for a copy: a row, an entry of the audit log and a job, durable together. One at a time, one a day. */
export async function askCopy(call: Call, request: FastifyRequest, id: string): Promise<z.input<typeof OwnCopy>> {
  const { district, row } = await standing(call, request);
  const [newest] = await listCopies(call.db, district, row.account, iso(call.now), null, 1);
  if (newest?.state === 'waiting' && newest.id !== id) throw new Refusal(errors.copy_waiting);
  if (newest?.state === 'ready' && call.now - Date.parse(newest.asked_at) < AGAIN) {
    throw new Refusal(errors.copy_soon, { time: clockTime(Date.parse(newest.asked_at) + AGAIN) });
  }
  const copy = { id, person: row.person, account: row.account, asked_at: iso(call.now), until: iso(call.now + WAITS) };
  const reply = view({ ...copy, state: 'waiting', ready_at: null });
  await call.db.tx(async (db) => {
    const write = call.write(reply).add(insertCopy(district, copy));
    write.onDuplicate('copy_waiting', () => new Refusal(errors.copy_waiting)).onDuplicate('copy_pkey', () => new Refusal(errors.copy_waiting));
    await audit(write, call, { action: 'own_data.copy_ask', target: row.account }).run(db);
    await call.house.jobs.send(db, MAKE, { district, copy: id }, { singleton: id });
  });
  return reply;
}

/** A moment as people of China read it: 11月24日 10:00. */
const clockTime = (at: number): string =>
  new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });

/** Codes of territories with their names. */
function withPlaces(row: object, name: (code: string) => string): object {
  const places = Object.entries(row).filter(([key, code]) => (key === 'area' || key === 'grid') && typeof code === 'string');
  return { ...row, ...Object.fromEntries(places.map(([key, code]) => [key, `${name(String(code))} ${code}`])) };
}

/** Everything that the rooms say about a person, in the person's language, from one look at the database. */
export async function gather(call: Call, owner: { district: string; person: string; account: string }): Promise<Gathered[]> {
  const { house } = call;
  const { db, end } = await house.db.snapshot();
  try {
    const own = call.with({ db, actor: await actorForPost(house, owner.person, null, call.now) });
    const tree = await territory(house).ensure(owner.district);
    const gathered: Gathered[] = [];
    for (const { name: room, personal } of house.rooms) {
      if (!personal) continue;
      const parts: CopyPart[] = [];
      for (const table of personal.tables) {
        const part = await ownRows(house, db, table, owner);
        if (part) parts.push({ ...part, rows: part.rows.map((row) => withPlaces(row, (code) => tree.name(code))) });
      }
      if (personal.copy) parts.push(...(await personal.copy(own)));
      if (parts.length > 0) gathered.push({ room, parts });
    }
    return gathered;
  } finally {
    await end();
  }
}

/** Makes one copy; repeatable, made once however often it is tried. */
export const copyJob: Job = {
  queue: MAKE,
  async work(call, { district, copy }) {
    const { house } = call;
    const found = await findCopy(house.db, String(district), String(copy), iso(call.now));
    if (found?.state !== 'waiting') return;
    const owner = { district: String(district), person: found.person, account: found.account };
    const tell = (write: Write, what: string): void =>
      tellOwn(write, owner.district, { what, people: [owner.person], key: found.id, link: '/me/data' }, call.now);
    try {
      const text = JSON.stringify({ at: iso(call.now), gathered: await gather(call, owner) });
      const sealed = house.vault.seal(deflateRawSync(text).toString('base64'), purpose);
      const write = new Write().add(keepCopy(owner.district, found.id, { sealed, at: iso(call.now), until: iso(call.now + LIFE) }), 1, () => new Made());
      tell(write, 'copy_ready');
      await audit(write, call, { action: 'own_data.copy_ready', target: found.account, district: owner.district }).run(house.db);
    } catch (error) {
      if (error instanceof Made) return;
      // The person asks again; what went wrong is in the log of the job.
      const write = new Write().add(failCopy(owner.district, found.id));
      tell(write, 'copy_failed');
      await write.run(house.db);
      throw error;
    }
  },
};

/** Another worker was faster. */
class Made extends Error {}

/** Binds an address to session, copy and moment. */
const sealOf = (house: House, session: string, copy: string, until: number): Buffer => house.vault.lookup(`${session} ${copy} ${until}`, 'directory.copy_pass');

function passHolds(house: House, session: string, copy: string, pass: string, now: number): boolean {
  const [until = '', seal = ''] = pass.split('.');
  const given = Buffer.from(seal, 'base64url');
  const right = sealOf(house, session, copy, Number(until));
  return Number(until) > now && given.length === right.length && timingSafeEqual(given, right);
}

/** Proves who one is once more and gives the address of the copy, good for five minutes in this session alone. */
export async function openCopy(call: Call, request: FastifyRequest, id: string, proof: ProofGiven): Promise<{ address: string; until: string }> {
  const { district, row } = await standing(call, request);
  const copy = await findCopy(call.db, district, id, iso(call.now));
  if (copy?.account !== row.account || copy.state !== 'ready') throw new Refusal(errors.copy_not_found);
  const write = call.with({ key: null }).write();
  await proveAgain(call, request, proof, write);
  await audit(write, call, { action: 'own_data.copy_open', target: row.account, address: request.ip }).run(call.db);
  const until = call.now + PASS;
  const seal = sealOf(call.house, row.id, id, until).toString('base64url');
  return { address: `/api/me/copies/${id}/file?pass=${until}.${seal}`, until: iso(until) };
}

/** The copy as a ZIP, made as it is sent: pages from what was gathered, files as they are kept now. */
export async function fetchCopy(call: Call, id: string, pass: string, { request, reply }: Wire): Promise<Readable> {
  const { house } = call;
  const { district, row } = await standing(call, request);
  if (!passHolds(house, row.id, id, pass, call.now)) throw new Refusal(errors.copy_pass);
  const copy = await findCopy(call.db, district, id, iso(call.now));
  const kept = copy?.account === row.account ? await copyContents(call.db, district, id) : undefined;
  if (!kept) throw new Refusal(errors.copy_not_found);
  const write = new Write().add(countFetch(district, id));
  await audit(write, call, { action: 'own_data.copy_fetch', target: row.account, address: request.ip }).run(call.db);
  const { at, gathered } = JSON.parse(inflateRawSync(Buffer.from(house.vault.open(kept.sealed, purpose), 'base64')).toString()) as {
    at: string;
    gathered: Gathered[];
  };
  const own = call.with({ actor: { ...call.actor, post: null } });
  reply.headers({
    'content-type': 'application/zip',
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="hezhi-${at.slice(0, 10)}.zip"`,
  });
  return Readable.from(zipped(filesOfCopy(own, at, gathered), Date.parse(at), leftOut(call.language)));
}

async function* filesOfCopy(call: Call, at: string, gathered: readonly Gathered[]): AsyncIterable<CopyFile> {
  yield { name: 'index.html', bytes: Buffer.from(copyPage(gathered, call.actor.name, at, call.language)) };
  for (const { room, parts } of gathered) yield { name: `data/${room}.json`, bytes: Buffer.from(JSON.stringify(plainParts(parts, call.language), null, 2)) };
  for (const { personal } of call.house.rooms) if (personal?.files) yield* personal.files(call);
}

const plainParts = (parts: readonly CopyPart[], language: Language): object[] =>
  parts.map(({ name, fields = {}, rows, more = false }) => ({
    name: said(name, language),
    fields: Object.fromEntries(Object.entries(fields).map(([key, words]) => [key, said(words, language)])),
    rows,
    more,
  }));

const leftOut = (language: Language): CopyFile => ({
  name: 'left-out.txt',
  bytes: Buffer.from(
    said(['文件太多，一份副本装不下，其余文件请联系社区索取。\n', 'There are more files than one copy holds; ask the community for the rest.\n'], language),
  ),
});
