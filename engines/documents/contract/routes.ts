import { anyone, defineRoute, Id, kernelErrors, Moment } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

const District = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ description: 'District code, 6 digits' });
const Token = z
  .string()
  .regex(/^[\w-]{20,100}$/)
  .meta({ description: 'Secret of a visitor without account, made by the visitor’s own device' });

/** Fields sent along with the file. */
export const UploadFields = z.object({
  id: Id.optional().meta({ description: 'UUIDv7 made by the device, so that a repeated upload is the same file' }),
  district: District.optional().meta({ description: 'Default: the district one works or lives in' }),
  token: Token.optional(),
});

/** A kept file as others read it. */
export const FileView = z
  .object({
    id: Id,
    district: z.string(),
    kind: z.enum(['image', 'sound']),
    type: z.string().meta({ description: 'Media type of what is kept' }),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    bytes: z.number().int(),
    at: Moment,
  })
  .meta({ id: 'File' });
export type FileView = z.infer<typeof FileView>;

const one = z.object({ district: District, id: Id });
const passed = z.object({
  pass: z.string().max(100).optional().meta({ description: 'Pass for this one file, as a room gives it with the address; holds half an hour at most' }),
});

export const routes = {
  upload: defineRoute({
    method: 'POST',
    path: '/files',
    summary: 'Upload one photo or voice note; it is checked by content, photos are turned upright, made smaller and lose all metadata',
    access: anyone('residents may report without an account; unclaimed files go after a day and uploads are limited by address'),
    body: UploadFields.optional(),
    body_kind: 'file',
    reply: FileView.extend({
      token: z.string().nullable().meta({ description: 'What a visitor sends along when the file is used; null for people with an account' }),
    }),
    status: 201,
    errors: [
      errors.no_file,
      errors.no_district,
      errors.fields,
      errors.not_accepted,
      errors.heic,
      errors.damaged,
      errors.too_many_pixels,
      errors.sound_too_large,
      errors.sound_too_long,
      errors.id_taken,
      errors.harmful,
      errors.not_scanned,
    ],
    features: ['C1'],
    rate: 60,
  }),
  file: defineRoute({
    method: 'GET',
    path: '/files/:district/:id',
    summary: 'A file, for its uploader until it is used, then for whoever may see what it belongs to',
    access: anyone('photos of public cases are public; every file is checked on its own'),
    params: one,
    query: passed,
    reply: null,
    reply_kind: 'raw',
    errors: [kernelErrors.not_found],
    features: ['C1'],
    rate: 1200,
  }),
  thumb: defineRoute({
    method: 'GET',
    path: '/files/:district/:id/thumb',
    summary: 'The small picture of a photo',
    access: anyone('as the file itself'),
    params: one,
    query: passed,
    reply: null,
    reply_kind: 'raw',
    errors: [kernelErrors.not_found],
    features: ['C1'],
    rate: 2400,
  }),
} as const;

export type DocumentsRoutes = typeof routes;
