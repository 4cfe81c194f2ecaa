import { Refusal } from '@hezhi/contract';
import { staffOf } from '@hezhi/directory/server';
import { districtOf, findVisible } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, shippedKind, type KindKey, type WhistleFacts } from '../contract/index.ts';
import { nameOf } from './departments.ts';
import { findWhistle, responsesOf } from './queries.ts';
import { isNeedless, viewResponses } from './responses.ts';

/** What stands in a whistle's page beside what every matter has. Three statements. Errors: `whistles.not_found` for what the actor may not see. */
export async function factsOf(call: Call, id: string): Promise<z.input<typeof WhistleFacts>> {
  const district = districtOf(call.actor);
  const row = await findVisible(call.db, district, id, call.actor);
  const whistle = row?.kind === 'whistle' ? await findWhistle(call.db, district, id) : undefined;
  if (!whistle) throw new Refusal(errors.not_found);
  const rows = await responsesOf(call.db, district, id);
  const kind = shippedKind(whistle.kind)!;
  const staff = await staffOf(call.house, district);
  return {
    id,
    kind: { key: kind.key satisfies KindKey, name: kind.name },
    text: whistle.text,
    address: whistle.address,
    onSite: whistle.on_site,
    whistler: { id: whistle.whistler, name: nameOf(staff, whistle.whistler) },
    caseId: whistle.case_id,
    verdict: whistle.verdict,
    found: { necessary: rows.filter((one) => one.necessary === true).length, needless: rows.filter((one) => one.necessary === false).length },
    needless: isNeedless(whistle.verdict, rows),
    responses: await viewResponses(call, district, rows),
  };
}
