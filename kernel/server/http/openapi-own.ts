import { kernelErrors } from '@hezhi/contract';
import { httpErrors } from './errors.ts';
import { problemResponse } from './openapi-problems.ts';

type Json = Record<string, unknown>;

const text = (description: string, type: string): Json => ({ description, content: { [type]: { schema: { type: 'string' } } } });

/** Descriptions of the door's own addresses, which belong to no room. */
export function ownPaths(): Record<string, Record<string, Json>> {
  const health = {
    type: 'object',
    required: ['status', 'version', 'database', 'time'],
    properties: {
      status: { enum: ['ok', 'unavailable'] },
      version: { type: 'string' },
      database: { enum: ['ok', 'away'] },
      time: { type: 'string', format: 'date-time' },
    },
  };
  const common = { tags: ['kernel'], 'x-permission': [], 'x-features': ['T1'] };
  return {
    '/api/health': {
      get: {
        ...common,
        operationId: 'getHealth',
        summary: 'Whether the product can work now',
        'x-access': 'anyone',
        security: [{}],
        responses: {
          200: { description: 'It can', content: { 'application/json': { schema: health } } },
          503: { description: 'The database is away', content: { 'application/json': { schema: health } } },
        },
      },
    },
    '/api/openapi.json': {
      get: {
        ...common,
        operationId: 'getOpenapi',
        summary: 'This description',
        'x-access': 'anyone',
        security: [{}],
        responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } } },
      },
    },
    '/api/live': {
      get: {
        ...common,
        operationId: 'getLive',
        summary: 'Hints that something changed, as server-sent events',
        'x-access': 'person',
        security: [{ bearer: [] }, { cookie: [] }],
        responses: {
          200: text('Events `hint` with {topic, district, data}', 'text/event-stream'),
          401: problemResponse([kernelErrors.not_logged_in]),
          429: problemResponse([httpErrors.too_many_streams]),
          503: problemResponse([kernelErrors.unavailable]),
        },
      },
    },
    '/metrics': {
      get: {
        ...common,
        operationId: 'getMetrics',
        summary: 'Measurements in Prometheus text, for this machine or the holder of the token',
        'x-access': 'anyone',
        security: [{}, { bearer: [] }],
        responses: { 200: text('Prometheus text', 'text/plain'), 403: problemResponse([httpErrors.metrics_closed]) },
      },
    },
  };
}
