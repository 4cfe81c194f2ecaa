import { Refusal } from '@hezhi/contract';
import { audienceOf, errors as matters } from '@hezhi/matters/contract';
import { districtOf, matterDetailWith } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { CaseDetail, CaseView } from '../contract/index.ts';
import { answerViews } from './answers.ts';
import { categoryName, treeOf } from './categories.ts';
import { maskedContact } from './contact.ts';
import { photoViews, voiceViews } from './photos.ts';
import { factsBeside, findFacts, type CaseFacts } from './queries.ts';

type Facts = z.input<typeof CaseView>;

/** A case's page: the matter as its engine shows it to this actor, and the facts, in one statement. `matters.not_found` for what may not be seen. */
export async function caseDetail(call: Call, id: string): Promise<z.input<typeof CaseDetail>> {
  const { detail, row } = await matterDetailWith<CaseFacts>(call, districtOf(call.actor), id, factsBeside(call.actor.post !== null));
  if (detail.matter.kind !== 'case') throw new Refusal(matters.not_found);
  return { ...detail, case: factsOf(call, row, detail.audience === 'staff' ? row.reporter_name : null) };
}

/** The facts alone, in one statement, for screens that have the matter already. `matters.not_found` for what may not be seen. */
export async function caseFacts(call: Call, id: string): Promise<Facts> {
  const staff = call.actor.post !== null;
  const row = await findFacts(call.db, districtOf(call.actor), id, call.actor, staff);
  if (!row) throw new Refusal(matters.not_found);
  return factsOf(call, row, audienceOf(row, call.actor) === 'staff' ? row.reporter_name : null);
}

/**
 * The facts of a case for its asker or the staff. Contacts are masked; who reported is for the staff, a resident who asked to stay unnamed only by `readContact`. Staff report
 * in their office: with them `hide_name` speaks of the person whose contact they took down. `name`: the reporter's, for the staff only.
 */
export function factsOf(call: Call, row: CaseFacts, name: string | null): Facts {
  const category = treeOf(call.house, row.district).leaves.get(row.category);
  const resident = row.reporter_kind === 'resident';
  const hidden = row.hide_name && resident;
  return {
    category: {
      code: row.category,
      name: categoryName(call.house, row.district, row.category),
      group: categoryName(call.house, row.district, row.category.slice(0, 1)),
    },
    description: row.description,
    photos: photoViews(row.district, row.photos),
    voices: voiceViews(row.district, row.voices),
    address: row.address,
    answers: answerViews(category?.questions ?? [], row.answers, call.language),
    contact: maskedContact(call.house, row, resident ? name : null),
    reporter: { kind: row.reporter_kind, name: hidden ? null : name, hidden },
    hide_name: row.hide_name,
    me_too: row.me_too,
  };
}
