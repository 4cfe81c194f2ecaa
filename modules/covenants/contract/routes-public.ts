import { anyone, anyPerson, defineRoute, Id } from '@hezhi/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import * as s from './schemas.ts';

const placed = z.object({ district: s.District, id: Id });
const features = ['D6'];

/** What everybody reads of covenants, and what residents do with them (D6). */
export const publicRoutes = {
  publicList: defineRoute({
    method: 'GET',
    path: '/public/covenants',
    summary: 'Covenants in force or open for suggestions, of a territory',
    access: anyone('covenants are for everybody'),
    query: s.PublicQuery,
    reply: s.CovenantLines,
    errors: [errors.area_unknown, matters.bad_cursor],
    rate: 300,
    features,
  }),
  page: defineRoute({
    method: 'GET',
    path: '/public/covenants/:district/:id',
    summary: 'A covenant: text in force, draft, versions, answered suggestions, numbers of signers; one’s own signature',
    access: anyone('covenants are for everybody; own suggestions and signature for their author'),
    params: placed,
    reply: s.CovenantPage,
    errors: [errors.not_found],
    rate: 300,
    features,
  }),
  publicCompare: defineRoute({
    method: 'GET',
    path: '/public/covenants/:district/:id/comparison',
    summary: 'How one public edition became another, word by word',
    access: anyone('versions and the draft that is open for suggestions'),
    params: placed,
    query: s.CompareQuery,
    reply: s.Compared,
    errors: [errors.not_found, errors.no_edition],
    rate: 120,
    features,
  }),
  suggest: defineRoute({
    method: 'POST',
    path: '/public/covenants/:district/:id/suggestions',
    summary: 'Suggest something to an article, or to the whole',
    access: anyPerson('residents by account: an answer is owed to somebody'),
    params: placed,
    body: s.SuggestInput,
    reply: s.SuggestionView,
    status: 201,
    idempotency: 'write',
    rate: 20,
    errors: [errors.not_found, errors.not_consulting, errors.article_unknown, errors.too_many, errors.exists],
    features,
  }),
  unsuggest: defineRoute({
    method: 'DELETE',
    path: '/public/covenants/:district/suggestions/:id',
    summary: 'Take back one’s own suggestion while it is not answered',
    access: anyPerson('own ones only'),
    params: placed,
    reply: null,
    errors: [errors.suggestion_gone],
    features,
  }),
  sign: defineRoute({
    method: 'POST',
    path: '/public/covenants/:district/:id/signatures',
    summary: 'Sign the version adopted last, once for a person or household',
    access: anyPerson('one’s own signature'),
    params: placed,
    body: s.SignInput,
    reply: z.object({ id: Id, at: z.string(), version: z.number().int() }),
    status: 201,
    idempotency: 'write',
    rate: 10,
    errors: [
      errors.not_found,
      errors.not_adopted,
      errors.new_version,
      errors.signed,
      errors.home_signed,
      errors.home_needed,
      errors.building_unknown,
      errors.image_wrong,
    ],
    features,
  }),
  unsign: defineRoute({
    method: 'DELETE',
    path: '/public/covenants/:district/signatures/:id',
    summary: 'Withdraw one’s own signature; the picture is erased',
    access: anyPerson('own ones only'),
    params: placed,
    reply: null,
    errors: [errors.signature_gone],
    features,
  }),
} as const;
