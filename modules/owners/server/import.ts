import { newId, Refusal } from '@hezhi/contract';
import { squareCentimetres } from '@hezhi/ballots/light';
import { readTable } from '@hezhi/ballots/server';
import { scanUpload } from '@hezhi/documents/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import type { z } from 'zod';
import { areaSources, errors, ownerKinds, unitKinds, type Imported } from '../contract/index.ts';
import { insertMany, labelsTaken, type OwnerRow, type UnitRow } from './queries-register.ts';
import { digits, sealHolder, sealVersion } from './sealed.ts';
import { iso, ownGroup } from './see.ts';

const limits = { bytes: 12 * 1024 * 1024, rows: 20_000, faults: 200 };

/** Names that tables give their columns. */
const heads = {
  label: ['房号', '单元', '户号', '专有部分', 'unit'],
  building: ['楼栋', '楼号', '幢', 'building'],
  kind: ['类型', '用途', 'kind'],
  area: ['面积', '专有面积', '建筑面积', '面积（㎡）', '面积(㎡)', 'area'],
  source: ['面积来源', 'source'],
  holder: ['业主', '产权人', '权利人', '姓名', 'owner'],
  ownerKind: ['业主类别', '业主类型', 'owner kind'],
  phone: ['电话', '手机', '联系电话', 'phone'],
  sms: ['同意短信', '短信', 'sms'],
  others: ['共有人', 'co-owners'],
  head: ['归户', '归户编号', 'head'],
  delivered: ['已交付', '是否交付', 'delivered'],
} as const;
type Column = keyof typeof heads;

const said =
  <T extends string>(words: Readonly<Record<string, T>>, all: readonly T[], start: T) =>
  (text: string | undefined): T | null =>
    text === undefined ? start : (words[text] ?? all.find((one) => one === text) ?? null);
const kindOf = said({ 住宅: 'home', 商铺: 'shop', 商业: 'shop', 办公: 'office', 车位: 'parking', 车库: 'parking', 其他: 'other' }, unitKinds, 'home');
const sourceOf = said(
  { 登记: 'register', 不动产登记: 'register', 产权证: 'register', 测绘: 'survey', 实测: 'survey', 合同: 'contract', 买卖合同: 'contract' },
  areaSources,
  'register',
);
const ownerKindOf = said(
  { 个人: 'person', 自然人: 'person', 单位: 'company', 法人: 'company', 公司: 'company', 建设单位: 'developer', 开发商: 'developer' },
  ownerKinds,
  'person',
);
const yesNo: Readonly<Record<string, boolean>> = { 是: true, 已交付: true, yes: true, 否: false, 未交付: false, no: false };

/**
 * Enters the units of a table; all or none, faults by row as a spreadsheet counts. The same 归户 is the same owner, so is the same name with the same phone; the same name alone is not.
 * Errors: `owners.unreadable`, `owners.unit_taken` (somebody entered one of them meanwhile).
 */
export async function importUnits(call: Call, group: string, wire: Wire): Promise<z.input<typeof Imported>> {
  const { district, developer } = await ownGroup(call, group);
  const [first, ...rest] = await readTable(await upload(call, wire)).catch(() => {
    throw new Refusal(errors.unreadable);
  });
  const at = Object.fromEntries(
    Object.entries(heads).map(([key, names]) => [key, (first ?? []).findIndex((head) => (names as readonly string[]).includes(head.trim()))]),
  ) as Record<Column, number>;
  if (at.label < 0 || at.area < 0 || at.holder < 0 || rest.length === 0 || rest.length > limits.rows) throw new Refusal(errors.unreadable);
  const taken = await labelsTaken(
    call.db,
    district,
    group,
    rest.map((row) => row[at.label]?.trim() ?? ''),
  );
  const faults: z.input<typeof Imported>['faults'] = [];
  const owners = new Map<string, OwnerRow & { said: string }>();
  const units = new Map<string, UnitRow>();
  rest.forEach((cells, i) => {
    const row = i + 2;
    const cell = (key: Column): string | undefined => (at[key] < 0 ? undefined : cells[at[key]]?.trim() || undefined);
    const fault = (key: Column, zh: string, en: string): void =>
      void faults.push({ row, column: heads[key][0], what: speak({ 'zh-Hans': zh, en }, call.language) });
    const [label, name] = [
      cell('label'),
      cell('holder') ?? (cell('ownerKind') !== undefined && ownerKindOf(cell('ownerKind')) === 'developer' ? developer || undefined : undefined),
    ];
    if (label === undefined || label.length > 60) return fault('label', '房号是空的或太长', 'The unit is empty or too long');
    if (units.has(label) || taken.has(label)) return fault('label', `“${label}”重复`, `“${label}” is there twice`);
    const area = squareCentimetres(cell('area') ?? '');
    const [kind, source, ownerKind] = [kindOf(cell('kind')), sourceOf(cell('source')), ownerKindOf(cell('ownerKind'))];
    const delivered = cell('delivered') === undefined ? true : yesNo[cell('delivered')!];
    if (area === null || area === 0) fault('area', '面积应为平方米，最多两位小数', 'The area is in square metres with at most two decimals');
    if (name === undefined || name.length > 80) fault('holder', '业主是空的或太长', 'The owner is empty or too long');
    if (kind === null) fault('kind', '类型只能是住宅、商铺、办公、车位、其他', 'The kind is home, shop, office, parking or other');
    if (source === null) fault('source', '面积来源只能是登记、测绘、合同', 'The source is register, survey or contract');
    if (ownerKind === null) fault('ownerKind', '业主类别只能是个人、单位、建设单位', 'An owner is a person, a company or the developer');
    if (delivered === undefined) fault('delivered', '已交付请填是或否', 'Handed over is yes or no');
    const phone = digits(cell('phone') ?? '');
    if (!/^\+?\d{0,15}$/.test(phone)) fault('phone', '电话只能是数字', 'A phone has digits only');
    if (area === null || area === 0 || name === undefined || kind === null || source === null || ownerKind === null || delivered === undefined) return;
    // Consent is what the table says, of a phone that is there.
    const sms = phone !== '' && ['是', '同意', 'yes'].includes((cell('sms') ?? '').toLowerCase());
    const others = (cell('others') ?? '')
      .split(/[、,，;；]/)
      .map((one) => one.trim())
      .filter(Boolean)
      .slice(0, 20);
    const holder = `${ownerKind} ${name} ${others.join(' ')}`;
    const key = cell('head') !== undefined ? `h:${cell('head')}` : ownerKind !== 'person' ? `n:${holder}` : phone === '' ? `r:${row}` : `p:${holder} ${phone}`;
    const known = owners.get(key);
    if (known && known.said !== holder) return fault('head', '同一归户编号的业主不一致', 'Owners with one head key differ');
    const owner = known ?? {
      id: newId(call.now),
      ...sealHolder(call.house, { kind: ownerKind, name, others, phone }),
      person: null,
      sms,
      version: 1,
      said: holder,
    };
    owners.set(key, owner);
    units.set(label, {
      id: newId(call.now),
      label,
      building: cell('building') ?? '',
      kind,
      area,
      source,
      owner: owner.id,
      delivered,
      removed: false,
      version: 1,
    });
  });
  if (faults.length > 0) return { units: 0, owners: 0, faults: faults.slice(0, limits.faults) };
  const reply = { units: units.size, owners: owners.size, faults: [] };
  const bodies = new Map([...owners.values(), ...units.values()].map((one) => [one.id, sealVersion(call.house, one)]));
  const write = call.write(reply);
  insertMany(write, {
    district,
    compound: group,
    at: iso(call.now),
    by: call.actor.person,
    owners: [...owners.values()],
    units: [...units.values()],
    bodies,
    reason: speak({ 'zh-Hans': '表格导入', en: 'From a table' }, 'zh-Hans'),
  });
  await write.run(call.db);
  return reply;
}

async function upload({ house }: Call, { request }: Wire): Promise<Buffer> {
  if (!request.isMultipart()) throw new Refusal(errors.unreadable);
  for await (const part of request.parts({ limits: { files: 1, fileSize: limits.bytes } })) {
    if (part.type !== 'file') continue;
    const bytes = await part.toBuffer();
    await scanUpload(house, bytes);
    return bytes;
  }
  throw new Refusal(errors.unreadable);
}
