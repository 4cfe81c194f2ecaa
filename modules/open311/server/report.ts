import { newId, Refusal, iso } from '@hezhi/contract';
import { reportCase } from '@hezhi/cases/server';
import { levelOf, within } from '@hezhi/directory/contract';
import type { Call, Wire } from '@hezhi/server';
import { coarse } from '@hezhi/cases/contract';
import { errors, type Endpoint } from '../contract/index.ts';
import { oneOf, type Given } from './given.ts';
import { jurisdictionOf, type Jurisdiction } from './jurisdiction.ts';
import { keyOf, type KeyRow } from './keys.ts';
import { DAY } from './moments.ts';
import { answerAgain, externalNumber, keepAnswer, referenceOfReport, Repeated, triedOnly } from './once.ts';
import { insertReceipt } from './queries-receipts.ts';
import { answersOf, serviceOf } from './services.ts';
import type { Answer, Row } from './xml.ts';

type PlaceGiven = { point?: [number, number]; address?: string; area?: string };

/** Where it is: coordinates, else the code of a territory, else an address in words (GeoReport v2: one of the three). */
function placeOf(form: Given, jurisdiction: Jurisdiction): PlaceGiven {
  const [lat, long] = [oneOf(form, 'lat', 40), oneOf(form, 'long', 40)];
  const [address, area] = [oneOf(form, 'address_string'), oneOf(form, 'address_id', 40)];
  if (lat !== null || long !== null) {
    const point = [long, lat].map((text) => (text !== null && /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text) ? Number(text) : NaN)) as [number, number];
    if (!(Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90)) throw new Refusal(errors.place_wrong);
    return { point, ...(address === null ? {} : { address }) };
  }
  if (area !== null) {
    if (levelOf(area) === null || !within(area, jurisdiction.code)) throw new Refusal(errors.place_outside, { code: jurisdiction.code });
    return { area, ...(address === null ? {} : { address }) };
  }
  if (address === null) throw new Refusal(errors.place_needed);
  return { address };
}

/** Family name first where it is written in Chinese characters. */
function nameOf(form: Given): string | undefined {
  const [first, last] = [oneOf(form, 'first_name', 60), oneOf(form, 'last_name', 60)];
  const both = [first, last].filter((one) => one !== null);
  if (both.length < 2) return both[0] ?? undefined;
  return /\p{Script=Han}/u.test(both.join('')) ? `${last}${first}` : `${first} ${last}`;
}

function contactOf(form: Given): { name?: string; phone?: string; email?: string } {
  const [name, phone, email] = [nameOf(form), oneOf(form, 'phone', 30), oneOf(form, 'email')];
  if (phone !== null && !/^\+?[\d\s()-]{5,24}$/.test(phone)) throw new Refusal(errors.field_wrong, { field: 'phone' });
  if (email !== null && !/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal(errors.field_wrong, { field: 'email' });
  return { ...(name === undefined ? {} : { name }), ...(phone === null ? {} : { phone: phone.replace(/[()]/g, '') }), ...(email === null ? {} : { email }) };
}

/** Links to pictures as the staff reads them; nothing is fetched from there. */
export function linksOf(form: Given): string[] {
  const links = [form['media_url'] ?? []].flat().flatMap((link) => oneOf({ media_url: link }, 'media_url', 1000) ?? []);
  if (links.length > 9 || links.some((link) => !/^https?:\/\/\S+$/i.test(link))) throw new Refusal(errors.field_wrong, { field: 'media_url' });
  return links;
}

/** POST requests: a case of the channel open311, asked for by the body that holds the key. One write; the same reference twice is one case. */
export async function report(call: Call, endpoint: Endpoint, form: Given, wire: Wire): Promise<Answer> {
  const jurisdiction = await jurisdictionOf(call, oneOf(form, 'jurisdiction_id'));
  const key = await keyOf(call, oneOf(form, 'api_key'), jurisdiction, true);
  const { district } = jurisdiction;
  const code = oneOf(form, 'service_code', 40);
  if (code === null) throw new Refusal(errors.service_needed);
  const category = serviceOf(call, district, code);
  const reference = referenceOfReport(endpoint, wire, form);
  const { email, ...contact } = contactOf(form);
  const outside = externalNumber(form);
  const account = oneOf(form, 'account_id');
  const note = [`来自 Open311：${key.name}`, ...(outside === null ? [] : [`对方编号：${outside}`]), ...linksOf(form).map((link) => `照片链接：${link}`)].join(
    '；',
  );
  const answerOf = (id: string, notice: string): Row => ({ service_request_id: id, service_notice: notice, account_id: null });
  const given = {
    id: newId(call.now),
    district,
    category: code,
    // The standard lets the words be absent: then the service says it.
    description: oneOf(form, 'description', 4000) ?? category.name['zh-Hans'],
    photos: [],
    place: placeOf(form, jurisdiction),
    answers: answersOf(category.questions, form),
    public: true,
    hide_name: true,
    contact,
  };
  const trial = endpoint === 'test';
  const work = async (inner: Call): Promise<Row> => {
    let answer: Row | undefined;
    const reported = await reportCase(inner, given, null, {
      channel: 'open311',
      asker: key.id,
      note,
      email,
      admit: ({ area }) => admit(area, jurisdiction, key),
      more(write, _place, { number, sentence }) {
        answer = answerOf(number, sentence);
        if (!trial) keepAnswer(inner, write, key, reference, answer);
      },
    });
    return answer ?? answerOf(reported.number, reported.sentence);
  };
  let answer: Row;
  try {
    answer = trial ? await tried(call, key, reference, given, await triedOnly(call, work)) : await work(call);
  } catch (error) {
    if (!(error instanceof Repeated)) throw error;
    answer = (await answerAgain(call, key, reference!)) as Row;
  }
  return { root: 'service_requests', body: { item: 'request', of: [{ ...answer, account_id: account }] } };
}

function admit(area: string, jurisdiction: Jurisdiction, key: KeyRow): void {
  for (const code of [jurisdiction.code, key.jurisdiction]) if (!within(area, code)) throw new Refusal(errors.place_outside, { code });
}

/** What the test endpoint remembers for a day of a report that was tried: no words, no person, the point rounded. */
async function tried(
  call: Call,
  key: KeyRow,
  reference: ReturnType<typeof referenceOfReport>,
  given: { category: string; place: PlaceGiven },
  real: Row,
): Promise<Row> {
  const id = `TEST-${newId(call.now).slice(-12)}`;
  const answer = { ...real, service_request_id: id, service_notice: null };
  const { point } = given.place;
  const shown = { service_code: given.category, at: iso(call.now), lat: point ? coarse(point[1]) : null, long: point ? coarse(point[0]) : null };
  const write = call.write();
  keepAnswer(call, write, key, reference, answer);
  const row = {
    district: key.district,
    key: key.id,
    kind: 'test_case' as const,
    ref: id,
    fingerprint: null,
    now: iso(call.now),
    until: iso(call.now + DAY),
    answer: shown,
  };
  insertReceipt(write, row, () => new Repeated());
  await write.run(call.house.db);
  return answer;
}
