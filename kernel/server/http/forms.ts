import { kernelErrors, Refusal } from '@hezhi/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Fields of a form: each a text, or a list where its name came several times. */
export type FormFields = Record<string, string | string[]>;

const urlencoded = 'application/x-www-form-urlencoded';
/** Fields of one form at most. */
const most = 200;

/** Lets the routes of this scope, and only these, take urlencoded bodies. */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(urlencoded, { parseAs: 'string' }, (request, text, done) => {
    request.bodyText = text as string;
    done(null, undefined);
  });
}

/** The fields that came, in UTF-8; nothing where there was no body. Files in a multipart form are read to their end and dropped. */
export async function fieldsOf(request: FastifyRequest): Promise<FormFields> {
  const type = request.headers['content-type'] ?? '';
  const pairs: [string, string][] = [];
  if (request.isMultipart()) {
    for await (const part of request.parts()) {
      if (part.type === 'file') part.file.resume();
      else pairs.push([part.fieldname, String(part.value)]);
    }
  } else if (type !== '' && type.split(';')[0]!.trim().toLowerCase() !== urlencoded) throw new Refusal(kernelErrors.media_type);
  else pairs.push(...new URLSearchParams(request.bodyText));
  if (pairs.length > most) throw new Refusal(kernelErrors.too_large);
  const fields = Object.create(null) as FormFields;
  for (const [name, value] of pairs) {
    const known = fields[name];
    fields[name] = known === undefined ? value : [known, value].flat();
  }
  return fields;
}
