import { z } from 'zod';
import { anyone, anyPerson, defineRoute, Id, kernelErrors } from '@hezhi/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { Duplicates, Merged, MergeInput, MeToo, MeTooInput, MyMeTooQuery, MyMeToos, Similar, SimilarInput, Split, SplitInput } from './duplicates-schemas.ts';
import { errors } from './errors.ts';
import { District } from './schemas.ts';

const byId = z.object({ id: Id });
const placed = z.object({ district: District, id: Id });
const both = 'staff who may accept or dispatch, and whose territory covers both cases; the service checks it';

/** Reports of the same (C1): suggested while reporting and on the desk, counted as "me too", merged and split. */
export const duplicateRoutes = {
  similar: defineRoute({
    method: 'POST',
    path: '/cases/similar',
    summary: 'Earlier reports near by that tell of the same, each with its reasons; nothing is stored',
    access: anyone('asked while reporting; residents and visitors read what is public of public cases, staff what they may see'),
    body: SimilarInput,
    reply: Similar,
    // Nothing is written, so there is nothing to remember under a key.
    idempotency: 'write',
    rate: 60,
    features: ['C1'],
    example: { category: 'E06', description: '3号楼楼道灯坏了', place: { point: [108.7103, 34.3301] } },
  }),
  meToo: defineRoute({
    method: 'POST',
    path: '/cases/:district/:id/me-too',
    summary: 'Say that one met with the same: counted once for a person or device, told the result',
    access: anyone('residents by account, visitors by the secret of their device (X-File-Token)'),
    params: placed,
    body: MeTooInput,
    reply: MeToo,
    idempotency: 'write',
    rate: 20,
    errors: [kernelErrors.forbidden, errors.not_public, errors.device_needed, errors.own_case, errors.already_settled],
    features: ['C1', 'C7'],
  }),
  dropMeToo: defineRoute({
    method: 'DELETE',
    path: '/cases/:district/:id/me-too',
    summary: 'Take "me too" back',
    access: anyone('who said it: by account, or by the secret of the device'),
    params: placed,
    reply: MeToo,
    rate: 20,
    errors: [errors.not_public, errors.device_needed],
    features: ['C1', 'C7'],
  }),
  myMeToos: defineRoute({
    method: 'GET',
    path: '/my/me-too',
    summary: 'Cases of others that I said "me too" to, newest first',
    access: anyPerson('own ones only, in their public view'),
    query: MyMeTooQuery,
    reply: MyMeToos,
    errors: [matters.bad_cursor],
    features: ['C1'],
  }),
  duplicates: defineRoute({
    method: 'GET',
    path: '/cases/:id/similar',
    summary: 'For the staff: likely the same, merged into this one, and the case it was merged into',
    access: anyPerson('staff who see the case; suggestions only of cases that they see too (decision 6)'),
    params: byId,
    reply: Duplicates,
    errors: [kernelErrors.forbidden, matters.not_found],
    features: ['C1'],
  }),
  merge: defineRoute({
    method: 'POST',
    path: '/cases/:id/merge',
    summary: 'Merge it into another case: one handling, one answer to all',
    access: anyPerson(both),
    params: byId,
    body: MergeInput,
    reply: Merged,
    idempotency: 'write',
    errors: [kernelErrors.forbidden, ...Object.values(matters), errors.merge_itself, errors.merge_ended],
    features: ['C1'],
  }),
  split: defineRoute({
    method: 'POST',
    path: '/cases/:id/split',
    summary: 'Take it out of the case it was merged into; it is handled on its own again',
    access: anyPerson(both),
    params: byId,
    body: SplitInput,
    reply: Split,
    idempotency: 'write',
    errors: [kernelErrors.forbidden, ...Object.values(matters), errors.not_merged],
    features: ['C1'],
  }),
} as const;
