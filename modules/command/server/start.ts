import { newId, Refusal, type Words } from '@hezhi/contract';
import { widthOf, type Level } from '@hezhi/directory/contract';
import { territory, type Territory } from '@hezhi/directory/server';
import { ownerNow } from '@hezhi/duty/server';
import { findStored, openMatter, type Opened } from '@hezhi/matters/server';
import { emit, isDuplicate, speak, type Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { activePlan, type Plan } from './plans.ts';
import { insertIncident, insertItem, runningIncident } from './queries.ts';
import { mustCover, standingOf } from './standing.ts';
import { tellStarted, type Told } from './tell.ts';

type Start = { id: string; plan: string; area: string; point: readonly [number, number] | null; reason: string; items?: readonly string[] | undefined };
type Given = { item: Plan['items'][number]; area: string; owner: { org: string; post: string | null } };

/**
 * Starts an emergency: the matter of it and one for each item of the plan, in one transaction. An item whose owner stands below the territory is given once to each of
 * the territories there (every community of the street clears its own underground spaces). Outside office hours who is on duty comes first.
 */
export async function startIncident(call: Call, body: Start): Promise<Opened> {
  const { district, org, post } = standingOf(call);
  await mustCover(call, body.area);
  const plan = await activePlan(call, body.plan);
  const again = await findStored(call.db, district, body.id);
  if (again) return sameAgain(again);
  const running = await runningIncident(call.db, district, body.area, body.plan);
  const title = speak(plan.title, call.language);
  if (running) throw new Refusal(errors.running, { title, number: running.number });
  const wanted = plan.items.filter((item) => !body.items || body.items.includes(item.key));
  if (wanted.length === 0) throw new Refusal(errors.items_none);
  const tree = await territory(call.house).ensure(district);
  const given: Given[] = [];
  for (const item of wanted)
    for (const area of territoriesFor(tree, body.area, item.owner.at)) {
      const owner = await ownerNow(call.house, district, item.owner, area, call.now);
      given.push({ item, area, owner });
    }
  const told = tellList(given, { org, post });
  const areaName = tree.fullName(body.area);
  const base = { district, tier: 1, channel: 'command', asker: null, public: false, subject: plan.key };
  try {
    return await call.db.tx(async (db) => {
      const opened = await openMatter(
        call.with({ db }),
        {
          ...base,
          id: body.id,
          kind: 'incident',
          title: `${plan.title['zh-Hans']}（${tree.name(body.area)}）`,
          searchText: `${plan.title['zh-Hans']} ${areaName} ${body.reason}`,
          area: body.area,
          point: body.point,
          limits: { command: { amount: plan.minutes, unit: 'minutes' } },
          params: { commander: { org, post, person: null } },
          data: { reason: body.reason, plan: title },
        },
        (write, _, number) => {
          insertIncident(write, district, {
            id: body.id,
            plan: plan.key,
            plan_title: plan.title,
            reason: body.reason,
            area: body.area,
            started_at: new Date(call.now).toISOString(),
            told,
          });
          write.onDuplicate('incident_running', () => new Refusal(errors.running, { title, number: '' }));
          tellStarted(write, call, district, { id: body.id, number, title: plan.title, areaName, area: body.area, reason: body.reason, told });
          emit(write, { district, topic: 'command.started', data: { area: body.area }, at: call.now });
        },
      );
      for (const [seq, one] of given.entries()) await openItem(call.with({ db, key: null }), { ...base, number: opened.number }, body, one, seq, tree);
      return opened;
    });
  } catch (error) {
    const met = isDuplicate(error) ? await findStored(call.house.db, district, body.id) : undefined;
    if (met) return sameAgain(met);
    throw error;
  }
}

async function openItem(
  call: Call,
  base: { district: string; number: string; tier: number; channel: string; asker: null; public: boolean; subject: string },
  body: Start,
  { item, area, owner }: Given,
  seq: number,
  tree: Territory,
): Promise<void> {
  const { number, ...rest } = base;
  const place = area === body.area ? '' : `（${tree.name(area)}）`;
  const title: Words = { 'zh-Hans': `${item.title['zh-Hans']}${place}`, en: `${item.title.en}${area === body.area ? '' : ` (${tree.name(area)})`}` };
  const id = newId(call.now);
  await openMatter(
    call,
    {
      ...rest,
      id,
      kind: 'incident_item',
      title: title['zh-Hans'],
      searchText: `${title['zh-Hans']} ${number}`,
      area,
      point: area === body.area ? body.point : null,
      limits: { carry_out: { amount: item.minutes, unit: 'minutes' } },
      params: { owner: { ...owner, person: null } },
      data: { detail: speak(item.detail, call.language) },
      parent: { id: body.id, meaning: 'must_end' },
    },
    (write) => insertItem(write, rest.district, body.id, { seq, id, title, detail: item.detail }),
  );
}

/** The territories that an item is given to: all those of its level below the territory, or the territory itself. */
export function territoriesFor(tree: Territory, area: string, at: Level): string[] {
  if (area.length >= widthOf(at)) return [area];
  const below = tree.children(area).flatMap((child) => territoriesFor(tree, child.code, at));
  return below.length === 0 ? [area] : below;
}

/** Owners, each once: a post where one is meant, else the organisation. */
function tellList(given: readonly Given[], commander: { org: string; post: string }): Told[] {
  const list = new Map<string, Told>([[commander.org, { org: commander.org }]]);
  for (const { owner } of given) {
    list.set(owner.org, { org: owner.org });
    if (owner.post !== null) list.set(owner.post, { post: owner.post });
  }
  return [...list.values()];
}

/** The id came before: a desk that sends twice gets what was stored, anybody else a conflict. */
function sameAgain(stored: { id: string; kind: string; number: string; revision: number; state: string }): Opened {
  if (stored.kind !== 'incident') throw new Refusal(errors.id_taken);
  return { id: stored.id, number: stored.number, revision: stored.revision, state: stored.state };
}
