import { kernelErrors, newId, Refusal } from '@hezhi/contract';
import { speak, type Call } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { districtOf } from '../contract/levels.ts';
import { audit } from './audit.ts';
import { fromCursor, page } from './cursor.ts';
import { forget, today } from './hints.ts';
import { pinyinOf } from './names.ts';
import { findOrgRow, insertOrg, listOrgRows, orgChain, type OrgRow, updateOrg } from './queries-orgs.ts';
import { reference, type Reference } from './roles.ts';
import { mustCover, scopeOf } from './scope.ts';
import { staffOf } from './staff.ts';
import { territory } from './territory.ts';

export type NewOrg = {
  id?: string;
  kind: string;
  name: string;
  short_name?: string;
  area: string;
  parent?: string | null;
  phone?: string | null;
  valid_from?: string;
};

export type OrgReply = Omit<OrgRow, 'pinyin'> & { kind_name: string; area_name: string; parent_name: string | null };

/** The row of a new organisation. */
export function toOrgRow(org: NewOrg, now: number): OrgRow {
  const short = org.short_name ?? org.name;
  return {
    id: org.id ?? newId(now),
    kind: org.kind,
    name: org.name,
    short_name: short,
    pinyin: pinyinOf(org.name, 'thing') + (short === org.name ? '' : ` ${pinyinOf(short, 'thing')}`),
    area: org.area,
    parent: org.parent ?? null,
    phone: org.phone ?? null,
    valid_from: org.valid_from ?? today(now),
    valid_to: null,
    version: 1,
  };
}

async function viewer(call: Call, district: string): Promise<(row: OrgRow) => OrgReply> {
  const [{ kinds }, staff, tree] = [await reference(call.house), await staffOf(call.house, district), await territory(call.house).ensure(district)];
  return ({ pinyin: _, ...row }) => ({
    ...row,
    kind_name: kindName({ kinds }, row.kind, call),
    area_name: tree.name(row.area),
    parent_name: row.parent === null ? null : (staff.orgNames.get(row.parent)?.name ?? null),
  });
}

const kindName = ({ kinds }: Pick<Reference, 'kinds'>, key: string, call: Call): string => {
  const kind = kinds.get(key);
  return kind ? speak(kind.words, call.language) : key;
};

/** Creates an organisation in the actor's territory. */
export async function createOrg(call: Call, org: NewOrg): Promise<OrgReply> {
  const district = districtOf(org.area)!;
  mustCover(call, org.area);
  const { kinds } = await reference(call.house);
  if (!kinds.has(org.kind)) throw new Refusal(errors.kind_not_found);
  const tree = await territory(call.house).ensure(district);
  if (!tree.stands(org.area)) throw new Refusal(errors.territory_not_found);
  if (org.parent && !(await findOrgRow(call.db, district, org.parent))) throw new Refusal(errors.org_not_found);
  const row = toOrgRow(org, call.now);
  const view = (await viewer(call, district))(row);
  const write = call.write(view).add(insertOrg(district, row));
  write.onDuplicate('org_name_key', () => new Refusal(errors.org_name_taken)).onDuplicate('org_pkey', () => new Refusal(kernelErrors.conflict));
  audit(write, call, { action: 'organisation.create', target: row.id, detail: { name: row.name, kind: row.kind, area: row.area } });
  await write.after(() => forget(call.house, 'directory.staff', district)).run(call.db);
  return view;
}

/** Changes names, parent or phone of an organisation. */
export async function changeOrg(
  call: Call,
  id: string,
  change: { version: number; name?: string; short_name?: string; parent?: string | null; phone?: string | null },
): Promise<OrgReply> {
  const { district } = scopeOf(call);
  const row = await getOrg(call, id);
  mustCover(call, row.area);
  if (change.parent) {
    const chain = await orgChain(call.db, district, change.parent);
    if (chain.length === 0) throw new Refusal(errors.org_not_found);
    if (chain.includes(id)) throw new Refusal(errors.org_loop);
  }
  const name = change.name ?? row.name;
  const short = change.short_name ?? (row.short_name === row.name ? name : row.short_name);
  const next = {
    ...toOrgRow(
      {
        ...row,
        name,
        short_name: short,
        parent: change.parent === undefined ? row.parent : change.parent,
        phone: change.phone === undefined ? row.phone : change.phone,
      },
      call.now,
    ),
    valid_to: row.valid_to,
    version: change.version,
  };
  const write = call
    .write()
    .add(updateOrg(district, next), 1, () => new Refusal(kernelErrors.conflict))
    .onDuplicate('org_name_key', () => new Refusal(errors.org_name_taken));
  const { version: _, ...fields } = change;
  audit(write, call, { action: 'organisation.change', target: id, detail: { fields: Object.keys(fields) } });
  await write.after(() => forget(call.house, 'directory.staff', district)).run(call.db);
  return (await viewer(call, district))({ ...next, version: change.version + 1 });
}

/** Ends an organisation today. Refuses while posts in it are active. */
export async function endOrg(call: Call, id: string, version: number): Promise<void> {
  const { district } = scopeOf(call);
  const row = await getOrg(call, id);
  mustCover(call, row.area);
  const staff = await staffOf(call.house, district);
  const active = (staff.postsOf.get(id) ?? []).filter((post) => post.to === null || post.to > call.now);
  if (active.length > 0) throw new Refusal(errors.org_has_posts, { count: active.length });
  const write = call.write().add(updateOrg(district, { ...row, valid_to: today(call.now), version }), 1, () => new Refusal(kernelErrors.conflict));
  audit(write, call, { action: 'organisation.end', target: id, detail: { name: row.name } });
  await write.after(() => forget(call.house, 'directory.staff', district)).run(call.db);
}

/** An organisation of the actor's district; 404 otherwise. */
export async function getOrg(call: Call, id: string): Promise<OrgRow> {
  const row = await findOrgRow(call.db, scopeOf(call).district, id);
  if (!row) throw new Refusal(errors.org_not_found);
  return row;
}

/** One organisation as shown. */
export async function showOrg(call: Call, id: string): Promise<OrgReply> {
  const row = await getOrg(call, id);
  return (await viewer(call, scopeOf(call).district))(row);
}

/** Organisations of the actor's district by area. */
export async function listOrgs(
  call: Call,
  find: {
    q?: string | undefined;
    kind?: string | undefined;
    area?: string | undefined;
    parent?: string | undefined;
    ended: boolean;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<{ items: OrgReply[]; next: string | null }> {
  const { district } = scopeOf(call);
  const rows = await listOrgRows(call.db, district, {
    q: find.q || null,
    kind: find.kind ?? null,
    area: find.area ?? null,
    parent: find.parent ?? null,
    ended: find.ended,
    today: today(call.now),
    after: fromCursor(find.cursor, 'code', 'id'),
    limit: find.limit + 1,
  });
  return page(rows, find.limit, (row) => [row.area, row.id], await viewer(call, district));
}
