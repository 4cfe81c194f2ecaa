import { anyone, defineRoute, kernelErrors, type ErrorDef } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

/** Where the interface stands: what counts, and where everything is checked and nothing kept. */
export const bases = { production: '/open311/v2', test: '/open311/test/v2' } as const;
export type Endpoint = keyof typeof bases;
/** Where one asks which of them there are. */
export const discovery = ['/open311/discovery', `${bases.production}/discovery`] as const;
/** How an address may end; without an ending the answer is XML. */
export const endings = ['', '.xml', '.json'] as const;

// What comes is checked by the interface itself, whose errors are its own; the shapes here describe it.
const given = (description: string) => z.string().max(8000).optional().meta({ description });
const several = (description: string) =>
  z
    .union([z.string().max(40_000), z.array(z.string().max(8000))])
    .optional()
    .meta({ description });
const where = { jurisdiction_id: given('Code of the district (6 digits) or street (9 digits); needed where the house serves several districts') };
const range = {
  start_date: given('W3C date and time with zone'),
  end_date: given('W3C date and time with zone; at most 90 days after start_date'),
  page: given('From 1'),
  page_size: given('At most 1000'),
};
const why = {
  read: 'Open311 GeoReport v2: what is open is open to all',
  post: 'Open311 GeoReport v2: the api_key in the form is the proof',
};
const lost = [errors.jurisdiction_needed, errors.jurisdiction_unknown];
const proof = [errors.key_needed, errors.key_wrong, errors.key_elsewhere, errors.key_reads_only];

type Shape = { query?: z.ZodType; params?: z.ZodType; body?: z.ZodType; errors: readonly ErrorDef[]; rate?: number };

function operation(method: 'GET' | 'POST', path: string, summary: string, shape: Shape) {
  const post = method === 'POST';
  return defineRoute({
    method,
    path,
    summary,
    access: anyone(post ? why.post : why.read),
    ...(shape.query ? { query: shape.query } : {}),
    ...(shape.params ? { params: shape.params } : {}),
    ...(shape.body ? { body: shape.body, body_kind: 'form' as const } : {}),
    reply: null,
    reply_kind: 'raw',
    outside: true,
    status: post ? 201 : 200,
    errors: [kernelErrors.malformed, ...shape.errors],
    rate: shape.rate ?? (post ? 120 : 300),
    features: ['C1'],
  });
}

const inFormats = (method: 'GET' | 'POST', path: string, summary: string, shape: Shape) =>
  endings.map((ending) => operation(method, path + ending, summary, shape));
const one = (name: string) => z.object({ [name]: z.string().max(200).meta({ description: 'May end in .xml or .json' }) });

/** The operations of one endpoint; each list has one route for each ending. */
export function operationsOf(endpoint: Endpoint) {
  const base = bases[endpoint];
  const trial = endpoint === 'test' ? ' (test: nothing is kept)' : '';
  return {
    services: inFormats('GET', `${base}/services`, 'Open311: what can be reported', { query: z.object(where), errors: lost }),
    service: [
      operation('GET', `${base}/services/:code`, 'Open311: the attributes of a service', {
        params: one('code'),
        query: z.object(where),
        errors: [...lost, errors.service_unknown],
      }),
    ],
    report: inFormats('POST', `${base}/requests`, `Open311: report${trial}`, {
      body: z.looseObject({
        api_key: given('The key that the district gave'),
        ...where,
        service_code: given('Of services'),
        lat: given('WGS84'),
        long: given('WGS84'),
        address_string: given('In words'),
        address_id: given('Code of a community or grid'),
        description: given('At most 4,000 characters'),
        email: given('Kept sealed'),
        phone: given('Kept sealed'),
        first_name: given('Kept sealed'),
        last_name: given('Kept sealed'),
        device_id: given('Taken and not kept'),
        account_id: given('Told back and not kept'),
        media_url: several('Shown to the staff as a link'),
        service_request_id_ext: given('The number in the reporting system: the same twice within a day is one request'),
      }),
      errors: [
        ...lost,
        ...proof,
        errors.service_needed,
        errors.service_unknown,
        errors.place_needed,
        errors.place_wrong,
        errors.place_outside,
        errors.field_wrong,
        errors.used_otherwise,
      ],
    }),
    token: [
      operation('GET', `${base}/tokens/:token`, 'Open311: the service_request_id of a token', {
        params: one('token'),
        query: z.object(where),
        errors: [...lost, errors.token_unknown],
      }),
    ],
    requests: inFormats('GET', `${base}/requests`, 'Open311: public requests, newest first', {
      query: z.object({
        ...where,
        service_request_id: several('Separated by commas; overrides the rest'),
        service_code: several('Separated by commas'),
        status: several('open, closed'),
        ...range,
      }),
      errors: [...lost, errors.date_wrong, errors.window_wrong, errors.status_wrong, errors.page_wrong, errors.too_many_ids],
    }),
    request: [
      operation('GET', `${base}/requests/:id`, 'Open311: one request', {
        params: one('id'),
        query: z.object(where),
        errors: [...lost, errors.request_unknown],
      }),
    ],
    updates: inFormats('GET', `${base}/servicerequestupdates`, 'Open311, extension of FixMyStreet: progress of requests, oldest first', {
      query: z.object({
        ...where,
        api_key: given('With it also what concerns requests that it reported'),
        service_request_id: several('Separated by commas'),
        ...range,
      }),
      errors: [...lost, errors.key_wrong, errors.key_elsewhere, errors.date_wrong, errors.window_wrong, errors.page_wrong, errors.too_many_ids],
    }),
    update: inFormats('POST', `${base}/servicerequestupdates`, `Open311, extension of FixMyStreet: add to a request that the same key reported${trial}`, {
      body: z.looseObject({
        api_key: given('The key that reported the request'),
        ...where,
        service_request_id: given('The request'),
        update_id: given('The number in the other system: the same twice is one update'),
        updated_datetime: given('W3C date and time with zone'),
        status: given('open, investigating, in_progress, action_scheduled, fixed, closed, no_further_action, duplicate …'),
        description: given('At most 4,000 characters'),
        media_url: several('Shown to the staff as a link'),
      }),
      errors: [
        ...lost,
        ...proof,
        errors.request_needed,
        errors.request_unknown,
        errors.not_own,
        errors.update_needed,
        errors.update_empty,
        errors.field_wrong,
        errors.date_wrong,
      ],
    }),
  };
}

export const discoveries = discovery.flatMap((path) => inFormats('GET', path, 'Open311: which endpoints there are', { errors: [] }));
