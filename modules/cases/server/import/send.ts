import { createHash } from 'node:crypto';
import { kernelErrors, newId, Refusal } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import { scanUpload } from '@hezhi/documents/server';
import { isDuplicate, type Call, type Wire } from '@hezhi/server';
import type { z } from 'zod';
import { importErrors, ImportFields, importLimits, recognise, recogniseAnswers, type ImportResult } from '../../contract/index.ts';
import { findImport, forgetCells, insertImport, moveImport, type ImportRow } from '../queries-import.ts';
import { questionsOf } from './answers.ts';
import { sealCells, sealHeads } from './cells.ts';
import { ownImport } from './seen.ts';
import { readFile } from './read.ts';
import { sendImport } from './work.ts';

type Result = z.input<typeof ImportResult>;
type Uploaded = { bytes: Buffer; name: string; fields: z.output<typeof ImportFields> };

/** The file and the fields beside it, in whatever order they come. */
async function uploaded({ request }: Wire): Promise<Uploaded> {
  if (!request.isMultipart()) throw new Refusal(importErrors.import_no_file);
  let file: { bytes: Buffer; name: string } | null = null;
  const given: Record<string, unknown> = {};
  try {
    for await (const part of request.parts({ limits: { files: 1, fileSize: importLimits.bytes } })) {
      if (part.type === 'file') file = { bytes: await part.toBuffer(), name: part.filename };
      else if (Object.hasOwn(ImportFields.shape, part.fieldname)) given[part.fieldname] = part.value;
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    throw new Refusal(importErrors.import_too_large, { megabytes: importLimits.bytes / 1024 / 1024 });
  }
  if (!file) throw new Refusal(importErrors.import_no_file);
  const fields = ImportFields.safeParse(given);
  if (!fields.success) {
    const faults = fields.error.issues.map(({ path, message, code }) => ({ path: `/body/${path.join('/')}`, code, detail: message }));
    throw new Refusal(kernelErrors.invalid, {}, { faults });
  }
  return { ...file, fields: fields.data };
}

/** A name of a file as it may be shown: its last part, without control characters. */
const plainName = (name: string): string =>
  (name.toWellFormed().split(/[\\/]/).at(-1) ?? '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 120) || '—';

/**
 * Takes a spreadsheet: it is read within limits, kept sealed, and a worker begins to check its rows. The same id with the same file is the same import. Errors: those of files, and of the import
 * that it takes the place of.
 */
export async function importFile(call: Call, wire: Wire): Promise<Result> {
  const { actor, now, house } = call;
  if (!actor.post || actor.person === null || actor.district === null) throw new Refusal(kernelErrors.forbidden);
  const { bytes, name, fields } = await uploaded(wire);
  await scanUpload(house, bytes);
  const id = fields.id ?? newId(now);
  const sha256 = createHash('sha256').update(bytes).digest();
  const same = (known: ImportRow): Result => {
    if (known.person !== actor.person || !known.sha256.equals(sha256)) throw new Refusal(importErrors.import_id_taken);
    return { id, state: known.state, version: known.version };
  };
  const known = fields.id === undefined ? undefined : await findImport(call.db, actor.district, id);
  if (known) return same(known);
  const read = await readFile(bytes);
  const mapping = recognise(read.heads);
  const at = new Date(now).toISOString();
  const write = call.write();
  const one = {
    district: actor.district,
    id,
    person: actor.person,
    post: actor.post.id,
    area: actor.post.area,
    file: plainName(name),
    sheet: read.sheet,
    head_row: read.headRow,
    heads_sealed: sealHeads(house, read.heads),
    sha256,
    reading: { mapping, answers: recogniseAnswers(read.heads, mapping, questionsOf(house, actor.district)), datum: 'wgs84' as const, source: '' },
    at,
  };
  insertImport(
    write,
    one,
    read.rows.map(({ row, cells }) => ({ row, cells: sealCells(house, { cells, mended: {} }), matter: newId(now) })),
  );
  if (fields.replaces !== undefined) {
    const old = await ownImport(call, fields.replaces);
    if (old.state !== 'checking' && old.state !== 'checked') throw new Refusal(importErrors.import_state);
    write
      .add(moveImport(old, { state: 'replaced', at, ended: true, forget: true }), 1, () => new Refusal(importErrors.import_changed))
      .add(forgetCells(old.district, old.id));
  }
  audit(write, call, {
    action: 'case_import.send',
    target: id,
    detail: { file: one.file, rows: read.rows.length, ...(fields.replaces ? { replaces: fields.replaces } : {}) },
  });
  try {
    await write.run(call.db);
  } catch (error) {
    const stored = isDuplicate(error) ? await findImport(house.db, actor.district, id) : undefined;
    if (!stored) throw error;
    return same(stored);
  }
  await sendImport(house, one);
  return { id, state: 'checking', version: 1 };
}
