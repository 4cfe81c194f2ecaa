import { Refusal, iso } from '@hezhi/contract';
import { audit, findPeopleNames, territory } from '@hezhi/directory/server';
import { errors as matters } from '@hezhi/matters/contract';
import { cut, namesOf } from '@hezhi/matters/server';
import { isDuplicate, speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  errors,
  type RoutingDraft,
  type RoutingDraftInput,
  type RoutingPublish,
  type RoutingRule,
  type RoutingRuleView,
  type RoutingState,
  type RoutingVersion,
  type RoutingVersionDetail,
  type RoutingVersions,
} from '../../contract/index.ts';
import { categoryName, fieldRefusal, ownDistrict } from '../categories.ts';
import { findDraft, findVersion, insertDraft, listVersions, publishDraft, updateDraft, type PublishedRow, type RoutingRow } from '../queries-routing.ts';
import { refreshRouting, routingAt } from './book.ts';
import { findingsOf } from './check.ts';

const HIGHEST = 2_147_483_647;

async function viewRules(call: Call, district: string, rules: readonly RoutingRule[]): Promise<z.input<typeof RoutingRuleView>[]> {
  const tree = await territory(call.house).ensure(district);
  const names = await namesOf(call.house, district);
  return rules.map((rule) => ({
    ...rule,
    subject_name: speak(categoryName(call.house, district, rule.subject), call.language),
    area_name: rule.area === district ? tree.name(district) : tree.fullName(rule.area),
    owner_name: names.org(rule.org) === null ? '' : names.owner({ org: rule.org, post: rule.post, person: null }, true),
  }));
}

/** What became of published versions, as somebody reads them now. */
async function viewVersions(call: Call, district: string, rows: readonly PublishedRow[]): Promise<z.input<typeof RoutingVersion>[]> {
  const names = await findPeopleNames(
    call.house,
    district,
    rows.map((row) => row.published_by),
  );
  const inForce = routingAt(call.house, district, call.now)?.version ?? 0;
  return rows.map((row) => ({
    version: row.version,
    note: row.note,
    rules: row.rules.length,
    valid_from: row.valid_from,
    published_at: row.published_at,
    published_by: names.get(row.published_by) ?? '',
    state: row.version === inForce ? 'now' : row.passed_over ? 'never' : row.version > inForce ? 'later' : 'past',
  }));
}

async function viewDraft(call: Call, row: RoutingRow): Promise<z.input<typeof RoutingDraft>> {
  const names = await findPeopleNames(call.house, row.district, [row.changed_by]);
  return {
    version: row.version,
    revision: row.revision,
    note: row.note,
    rules: await viewRules(call, row.district, row.rules),
    findings: await findingsOf(call, row.district, row.rules),
    changed_at: row.changed_at,
    changed_by: names.get(row.changed_by) ?? '',
  };
}

/** The rules in force, those to come, and the draft with what is wrong with it. */
export async function routingState(call: Call): Promise<z.input<typeof RoutingState>> {
  const district = ownDistrict(call);
  const inForce = routingAt(call.house, district, call.now);
  const newest = await listVersions(call.db, district, HIGHEST, 20);
  const row = inForce ? (newest.find((one) => one.version === inForce.version) ?? (await findVersion(call.db, district, inForce.version))) : undefined;
  const draft = await findDraft(call.db, district);
  return {
    now: row ? await detail(call, row) : null,
    later: await viewVersions(
      call,
      district,
      newest.filter((one) => one.version > (inForce?.version ?? 0)),
    ),
    draft: draft ? await viewDraft(call, draft) : null,
  };
}

const detail = async (call: Call, row: PublishedRow): Promise<z.input<typeof RoutingVersionDetail>> => ({
  version: (await viewVersions(call, row.district, [row]))[0]!,
  rules: await viewRules(call, row.district, row.rules),
});

export async function routingVersion(call: Call, version: number): Promise<z.input<typeof RoutingVersionDetail>> {
  const row = await findVersion(call.db, ownDistrict(call), version);
  if (!row) throw new Refusal(errors.routing_not_found);
  return detail(call, row);
}

/** Published versions, newest first. Errors: `matters.bad_cursor`. */
export async function routingVersions(call: Call, query: { cursor?: string | undefined; limit: number }): Promise<z.input<typeof RoutingVersions>> {
  const district = ownDistrict(call);
  if (query.cursor !== undefined && !/^\d{1,9}$/.test(query.cursor)) throw new Refusal(matters.bad_cursor);
  const rows = await listVersions(call.db, district, query.cursor === undefined ? HIGHEST : Number(query.cursor), query.limit + 1);
  const { items, next } = cut(rows, query.limit, (row) => String(row.version));
  return { items: await viewVersions(call, district, items), next };
}

/** Writes the draft; faulty rules are kept too and named. Errors: `cases.routing_changed` when somebody was faster. */
export async function saveDraft(call: Call, { revision, note, rules }: z.output<typeof RoutingDraftInput>): Promise<z.input<typeof RoutingDraft>> {
  const district = ownDistrict(call);
  const draft = { district, rules, note, at: iso(call.now), by: call.actor.person! };
  const write = call.write().add(revision === 0 ? insertDraft(draft) : updateDraft(draft, revision), 1, () => new Refusal(errors.routing_changed));
  audit(write, call, { action: 'case_routing.draft', target: district, detail: { rules: rules.length } });
  try {
    await write.run(call.db);
  } catch (error) {
    if (isDuplicate(error)) throw new Refusal(errors.routing_changed);
    throw error;
  }
  return viewDraft(call, (await findDraft(call.db, district))!);
}

/**
 * Puts the draft into force, now or later. From its moment on it decides in the stead of every earlier version, also of those that were to come. What is under way stays where it is.
 * Errors: `cases.routing_changed`, `cases.routing_faulty`, `cases.routing_past`.
 */
export async function publishRouting(call: Call, { revision, valid_from }: z.output<typeof RoutingPublish>): Promise<z.input<typeof RoutingVersion>> {
  const district = ownDistrict(call);
  const draft = await findDraft(call.db, district);
  if (!draft || draft.revision !== revision) throw new Refusal(errors.routing_changed);
  const from = valid_from === undefined ? call.now : Date.parse(valid_from);
  if (from < call.now) throw fieldRefusal(call, '/body/valid_from', errors.routing_past);
  const n = (await findingsOf(call, district, draft.rules)).filter((one) => one.error).length;
  if (n > 0) throw new Refusal(errors.routing_faulty, { n });
  const view: z.input<typeof RoutingVersion> = {
    version: draft.version,
    note: draft.note,
    rules: draft.rules.length,
    valid_from: iso(from),
    published_at: iso(call.now),
    published_by: call.actor.name,
    state: from <= call.now ? 'now' : 'later',
  };
  const write = call
    .write(view)
    .add(publishDraft(district, revision, iso(from), iso(call.now), call.actor.person!), 1, () => new Refusal(errors.routing_changed));
  audit(write, call, {
    action: 'case_routing.publish',
    target: `${district} ${draft.version}`,
    detail: { version: draft.version, rules: draft.rules.length, valid_from: iso(from) },
  });
  await write.run(call.db);
  await refreshRouting(call.house, district);
  return view;
}
