import { Refusal, iso } from '@hezhi/contract';
import { publicState, redact } from '@hezhi/cases/contract';
import { categoryName } from '@hezhi/cases/server';
import { within } from '@hezhi/directory/contract';
import { territory } from '@hezhi/directory/server';
import { fileUrl } from '@hezhi/documents/contract';
import { namesOf, procedureOf, sentenceOf, snapshotOf, type Names } from '@hezhi/matters/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import { errors, type Endpoint } from '../contract/index.ts';
import { manyOf, oneOf, pageOf, type Given } from './given.ts';
import { jurisdictionOf } from './jurisdiction.ts';
import { readWindow, w3c, w3cOrNull } from './moments.ts';
import { refOfToken } from './once.ts';
import { findRequests, listRequests, numberOf, type RequestRow } from './queries.ts';
import { findByRef } from './queries-receipts.ts';
import type { Answer, Row } from './xml.ts';

/** How many may be asked for at once (GeoReport v2, response volume). */
const MOST = 1000;

const answer = (of: readonly Row[]): Answer => ({ root: 'service_requests', body: { item: 'request', of } });

/** Where the house is reached from outside. */
export function originOf(call: Call, { request }: Wire): string {
  return call.house.settings.publicUrl ?? `${request.protocol}://${request.host}`;
}

/** GET requests: public cases, newest first; by their numbers also those that came through the interface and are not listed. One statement. */
export async function requests(call: Call, query: Given, wire: Wire): Promise<Answer> {
  const { code, district } = await jurisdictionOf(call, oneOf(query, 'jurisdiction_id'));
  const numbers = manyOf(query, 'service_request_id', MOST);
  if (numbers.length > 0) return answer(await viewAll(call, district, await findRequests(call.db, district, code, numbers), wire));
  const window = readWindow(oneOf(query, 'start_date'), oneOf(query, 'end_date'), call.now);
  const status = manyOf(query, 'status', 10).map((one) => one.toLowerCase());
  if (status.some((one) => one !== 'open' && one !== 'closed')) throw new Refusal(errors.status_wrong);
  const rows = await listRequests(call.db, district, code, {
    codes: manyOf(query, 'service_code', MOST),
    status: new Set(status).size === 1 ? (status[0] as 'open' | 'closed') : null,
    from: iso(window.from),
    to: iso(window.to),
    ...pageOf(query),
  });
  return answer(await viewAll(call, district, rows, wire));
}

/** GET requests/{id}. On the test endpoint also what was tried within a day. */
export async function oneRequest(call: Call, endpoint: Endpoint, id: string, query: Given, wire: Wire): Promise<Answer> {
  const { code, district } = await jurisdictionOf(call, oneOf(query, 'jurisdiction_id'));
  if (endpoint === 'test' && id.startsWith('TEST-')) return answer([await viewTried(call, district, id)]);
  const rows = await findRequests(call.db, district, code, [id]);
  if (rows.length === 0) throw new Refusal(errors.request_unknown, { id });
  return answer(await viewAll(call, district, rows, wire));
}

/**
 * GET tokens/{token}. Requests are realtime, so no answer holds a token; one is what the reporter has anyway: the Idempotency-Key under which it was sent,
 * for who lost the answer.
 */
export async function token(call: Call, endpoint: Endpoint, given: string, query: Given): Promise<Answer> {
  const { code, district } = await jurisdictionOf(call, oneOf(query, 'jurisdiction_id'));
  // A short key could be guessed.
  const found =
    given.length >= 16 ? await findByRef(call.db, district, endpoint === 'test' ? 'test_request' : 'request', refOfToken(given), iso(call.now)) : undefined;
  const byId =
    !found && endpoint === 'production' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given) ? await numberOf(call.db, district, given) : undefined;
  const number = found ? String(found.answer['service_request_id']) : byId && within(byId.area, code) ? byId.number : null;
  if (number === null) throw new Refusal(errors.token_unknown, { id: given });
  return answer([{ service_request_id: number, token: given }]);
}

async function viewAll(call: Call, district: string, rows: readonly RequestRow[], wire: Wire): Promise<Row[]> {
  const names = await namesOf(call.house, district);
  const tree = await territory(call.house).ensure(district);
  const origin = originOf(call, wire);
  const place = (area: string): string => tree.fullName(area.slice(0, 12), { from: 'district' });
  return Promise.all(rows.map((row) => view(call, row, names, place, origin)));
}

/** A case by the allow-list of the public; what is not listed (yet, or any more) without words and place. */
async function view(call: Call, row: RequestRow, names: Names, place: (area: string) => string, origin: string): Promise<Row> {
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const state = procedure.states[row.state]!;
  const snapshot = snapshotOf(row);
  const notes = speak(publicState(row.state, state.public), call.language);
  const leg = snapshot.legs.find((one) => one.org !== null && !procedure.legs[one.key]!.side);
  const agency = row.handler ?? leg?.org ?? null;
  // The engine's sentence speaks to whoever is waited for; the public is not.
  const waiting = snapshot.legs.some((one) => one.person !== null || one.key === 'rate');
  return {
    service_request_id: row.number,
    status: row.closed_at === null ? 'open' : 'closed',
    status_notes: notes,
    service_name: speak(categoryName(call.house, row.district, row.subject), call.language),
    service_code: row.subject,
    description: row.listed ? redact(row.public_text) : null,
    agency_responsible: agency === null ? null : names.org(agency),
    service_notice: row.closed_at !== null || waiting ? null : sentenceOf(procedure, snapshot, names, 'public', call.language, call.now),
    requested_datetime: w3c(row.opened_at),
    updated_datetime: w3c(row.closed_at ?? row.changed_at),
    expected_datetime: row.closed_at === null ? w3cOrNull(row.due_at) : null,
    address: row.listed ? place(row.area) : null,
    address_id: row.listed ? row.area.slice(0, 12) : null,
    zipcode: null,
    lat: row.listed ? row.public_lat : null,
    long: row.listed ? row.public_lon : null,
    media_url: row.listed && row.photo !== null ? origin + fileUrl(row.district, row.photo) : null,
  };
}

async function viewTried(call: Call, district: string, id: string): Promise<Row> {
  const found = await findByRef(call.db, district, 'test_case', id, iso(call.now));
  if (!found) throw new Refusal(errors.request_unknown, { id });
  const { service_code, at, lat, long } = found.answer as { service_code: string; at: string; lat: number | null; long: number | null };
  const moment = w3c(at);
  return {
    service_request_id: id,
    status: 'open',
    status_notes: null,
    service_name: speak(categoryName(call.house, district, service_code), call.language),
    service_code,
    description: null,
    agency_responsible: null,
    service_notice: null,
    requested_datetime: moment,
    updated_datetime: moment,
    expected_datetime: null,
    address: null,
    address_id: null,
    zipcode: null,
    lat,
    long,
    media_url: null,
  };
}
