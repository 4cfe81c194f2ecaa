import { Refusal } from '@hezhi/contract';
import { findPeopleNames } from '@hezhi/directory/server';
import { errors as matters } from '@hezhi/matters/contract';
import { districtOf, matterDetail } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { CaseDetail, CaseView } from '../contract/index.ts';
import { answerViews } from './answers.ts';
import { categoryName, treeOf } from './categories.ts';
import { maskedContact } from './contact.ts';
import { photoViews } from './photos.ts';
import { findCase, type CaseRow } from './queries.ts';

type Facts = z.input<typeof CaseView>;

/** A case's page: the matter as its engine shows it to this actor, and the facts. `matters.not_found` for what may not be seen. Two statements, three for the staff. */
export async function caseDetail(call: Call, id: string): Promise<z.input<typeof CaseDetail>> {
  const district = districtOf(call.actor);
  const detail = await matterDetail(call, district, id);
  const row = detail.matter.kind === 'case' ? await findCase(call.db, district, id) : undefined;
  if (!row) throw new Refusal(matters.not_found);
  return { ...detail, case: await factsOf(call, row, detail.audience === 'staff') };
}

/**
 * The facts of a case for its asker or the staff. Contacts are masked; who reported is for the staff, a resident who asked to stay unnamed only by `readContact`. Staff report
 * in their office: with them `hide_name` speaks of the person whose contact they took down.
 */
export async function factsOf(call: Call, row: CaseRow, staff: boolean): Promise<Facts> {
  const category = treeOf(call.house, row.district).leaves.get(row.category);
  const names = staff && row.reporter !== null ? await findPeopleNames(call.house, row.district, [row.reporter]) : null;
  const name = (row.reporter && names?.get(row.reporter)) || null;
  const resident = row.reporter_kind === 'resident';
  const hidden = row.hide_name && resident;
  return {
    category: { code: row.category, name: categoryName(call.house, row.district, row.category), group: categoryName(call.house, row.district, row.category.slice(0, 1)) },
    description: row.description,
    photos: photoViews(row.district, row.photos),
    address: row.address,
    answers: answerViews(category?.questions ?? [], row.answers, call.language),
    contact: maskedContact(call.house, row, resident ? name : null),
    reporter: { kind: row.reporter_kind, name: hidden ? null : name, hidden },
    hide_name: row.hide_name,
  };
}
