import { Refusal } from '@hezhi/contract';
import { resolveOwner } from '@hezhi/directory/server';
import { cut, namesOf, readCursor, writeCursor } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { compileRouting, errors, routeFor, routingLegs, type RoutingLeg, type RoutingPreview } from '../../contract/index.ts';
import { ownDistrict } from '../categories.ts';
import { countRouted, findDraft, listRouted, type RoutedCase } from '../queries-routing.ts';
import { momentAt, ownerByRule } from './book.ts';

const DAYS = 30;
const PART = 500;
const SHOWN = 100;
type Preview = z.input<typeof RoutingPreview>;

/**
 * What of the last 30 days would have gone elsewhere by the draft, one part after the other: each case as it was when it was reported, beside whom it really went to first. A part is
 * three statements, whatever the district's size (and two for each case whose rule asks who was on duty). Without a rule a case goes to its community, and nobody is suggested for handling.
 * Errors: `cases.routing_changed` when the draft is not the one that was asked about.
 */
export async function previewRouting(call: Call, query: { revision: number; after?: string | undefined }): Promise<Preview> {
  const { house, now } = call;
  const district = ownDistrict(call);
  const draft = await findDraft(call.db, district);
  if (draft?.revision !== query.revision) throw new Refusal(errors.routing_changed);
  const since = new Date(now - DAYS * 86_400_000).toISOString();
  const total = (await countRouted(call.db, district, since))!.n;
  const rows = await listRouted(call.db, district, call.actor, since, readCursor(query.after), PART + 1);
  const { items, next } = cut(rows, PART, (row) => writeCursor(row.opened_at, row.id));
  const routing = compileRouting(draft.rules);
  const names = await namesOf(house, district);
  const counts = new Map<string, Preview['rules'][number]>();
  const moved: Preview['moved'] = [];
  for (const row of items) {
    for (const leg of routingLegs) {
      const before = ownerOf(row, leg);
      if (before === null) continue;
      const at = Date.parse(row.opened_at);
      const rule = routeFor(routing, leg, row, () => momentAt(house, at));
      if (!rule && leg === 'handle') continue;
      const to = rule
        ? await ownerByRule(house, district, rule, row.area, at, now)
        : await resolveOwner(house, district, { org: 'community', at: 'community' }, row.area, now);
      const key = `${leg} ${rule?.id ?? ''}`;
      const count = counts.get(key) ?? { rule: rule?.id ?? null, leg, cases: 0, moved: 0 };
      counts.set(key, count);
      count.cases += 1;
      if (to.org === before.org && (to.post === null || to.post === before.post)) continue;
      count.moved += 1;
      if (!row.seen || moved.length >= SHOWN) continue;
      moved.push({
        id: row.id,
        number: row.number,
        title: row.title,
        leg,
        rule: rule?.id ?? null,
        from: names.owner({ ...before, person: null }, true),
        to: names.owner({ org: to.org, post: to.post, person: null }, true),
        opened_at: row.opened_at,
      });
    }
  }
  return { total, looked: items.length, next, rules: [...counts.values()], moved };
}

function ownerOf(row: RoutedCase, leg: RoutingLeg): { org: string; post: string | null } | null {
  const [org, post] = leg === 'accept' ? [row.accept_org, row.accept_post] : [row.handle_org, row.handle_post];
  return org === null ? null : { org, post };
}
