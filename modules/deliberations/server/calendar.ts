import { randomBytes } from 'node:crypto';
import { Refusal } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { territory } from '@hezhi/directory/server';
import { districtOf } from '@hezhi/matters/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { errors } from '../contract/index.ts';
import { dropFeed, feedOwner, ownEvents, publicEvents, putFeed, type EventRow } from './queries-lists.ts';
import { iso } from './see.ts';

/** Past meetings that a calendar still shows (ms). */
const KEPT = 90 * 86_400_000;
const purpose = 'deliberations.calendar';

const words = {
  title: { 'zh-Hans': '{place}议事日历', en: 'Meetings of {place}' },
  own: { 'zh-Hans': '我的议事日历', en: 'My meetings' },
  online: { 'zh-Hans': '线上', en: 'Online' },
};

/** Meetings as iCalendar (RFC 5545): ids stay, what is called off stays as cancelled. Holds no names. */
function feed(call: Call, name: string, origin: string, rows: readonly EventRow[], wire: Wire, secret: boolean): string {
  const calendar = ical({
    name,
    prodId: { company: 'hezhi', product: 'deliberations', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    timezone: 'Asia/Shanghai',
    ttl: 3600,
  });
  for (const row of rows) {
    const place = [row.place, row.mode === 'on_site' ? '' : speak(words.online, call.language)].filter(Boolean).join(' / ');
    calendar.createEvent({
      id: row.id,
      start: new Date(row.starts_at),
      end: new Date(row.ends_at),
      stamp: new Date(row.announced_at),
      summary: `${speak(row.kind_name, call.language)}：${redact(row.title)}`,
      location: place,
      status: row.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      url: `${origin}/meet/${districtIn(wire)}/${row.id}`,
    });
  }
  wire.reply.header('content-type', 'text/calendar; charset=utf-8').header('cache-control', secret ? 'private, no-store' : 'public, max-age=600');
  return calendar.toString();
}
const districtIn = (wire: Wire): string => /\d{6}/.exec(wire.request.url)?.[0] ?? '';
const originOf = (call: Call, { request }: Wire): string => call.house.settings.publicUrl ?? `${request.protocol}://${request.host}`;

/** Public meetings of a district, a territory or a body. */
export async function publicCalendar(
  call: Call,
  district: string,
  find: { area?: string | undefined; body?: string | undefined },
  wire: Wire,
): Promise<string> {
  const area = find.area?.startsWith(district) ? find.area : district;
  const tree = await territory(call.house).ensure(district);
  const rows = await publicEvents(call.db, district, area, find.body ?? null, iso(call.now - KEPT));
  return feed(call, speak(words.title, call.language, { place: tree.fullName(area) }), originOf(call, wire), rows, wire, false);
}

/** A new address of one's own; of it only a keyed hash is kept, and an earlier one stops working. */
export async function ownCalendar(call: Call): Promise<{ path: string }> {
  const district = districtOf(call.actor);
  const secret = randomBytes(24).toString('base64url');
  // The address is not kept under the Idempotency-Key: it is a secret.
  const write = call.with({ key: null }).write();
  putFeed(write, district, call.actor.person!, call.house.vault.lookup(secret, purpose), iso(call.now));
  await write.run(call.db);
  return { path: `/api/calendars/${district}-${secret}` };
}
export async function dropCalendar(call: Call): Promise<void> {
  const write = call.write();
  dropFeed(write, districtOf(call.actor), call.actor.person!);
  await write.run(call.db);
}

/** The calendar behind an own address. A wrong one and one taken back are the same. */
export async function calendarOfAddress(call: Call, address: string, wire: Wire): Promise<string> {
  const [district, secret] = [address.slice(0, 6), address.slice(7)];
  const person = await feedOwner(call.db, district, call.house.vault.lookup(secret, purpose));
  if (person === undefined) throw new Refusal(errors.feed_not_found);
  return feed(call, speak(words.own, call.language), originOf(call, wire), await ownEvents(call.db, district, person, iso(call.now - KEPT)), wire, true);
}
