import { kernelErrors, Refusal } from '@hezhi/contract';
import type { Call, House } from '@hezhi/server';
import { owns } from './files.ts';
import { passHolds } from './passes.ts';
import { findFile, type FileRow } from './queries.ts';

/** A claimed file that somebody asks for. `audience` is what `claimFiles` was given; `token` the secret that a visitor's device sent along. */
export type AskedFile = {
  readonly district: string;
  readonly matter: string;
  readonly file: string;
  readonly audience: unknown;
  readonly token: string | null;
};
/** Whether the actor may see it. The first room that says yes decides. */
export type FileAccess = (call: Call, asked: AskedFile) => Promise<boolean>;

const hooks = (house: House): FileAccess[] => house.memo('documents.access', () => []);

/** Called by the rooms that keep matters, in their `open`: they know who sees a matter and its files. */
export function registerFileAccess(house: House, access: FileAccess): void {
  hooks(house).push(access);
}

/** The file if the caller may see it: its uploader until it is claimed, then whom a room admits, or who has a pass for it. Otherwise 404, as if it did not exist. */
export async function visibleFile(call: Call, district: string, id: string, token: string | null, pass: string | null = null): Promise<FileRow> {
  const row = await findFile(call.db, district, id);
  if (!row) throw new Refusal(kernelErrors.not_found);
  if (row.matter === null) {
    if (owns(row, call.actor.person, token)) return row;
    throw new Refusal(kernelErrors.not_found);
  }
  if (pass !== null && passHolds(call.house, { district, file: id }, pass, call.now)) return row;
  const asked = { district, matter: row.matter, file: id, audience: row.audience, token };
  for (const access of hooks(call.house)) if (await access(call, asked)) return row;
  throw new Refusal(kernelErrors.not_found);
}
