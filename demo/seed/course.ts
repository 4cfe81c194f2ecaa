import * as texts from '../cases/texts.ts';
import type { Life } from './life.ts';
import { ownerOf, photosFor, type Scene, type Target } from './scene.ts';
import { handle } from './work.ts';

const MINUTE = 60_000;

/** Lives a case from its report to its end, or to the present (then it throws Pending). */
export async function live(life: Life, scene: Scene): Promise<void> {
  const { course } = scene.outcome;
  if (course === 'void' || course === 'merged') return end(life, scene);
  if (course === 'spot') return onTheSpot(life, scene);
  if (!(await arrange(life, scene))) return;
  await settle(life, scene, scene.outcome.handle);
  await reopen(life, scene);
}

async function end(life: Life, scene: Scene): Promise<void> {
  const { rng, outcome, reporter } = scene;
  const at = life.within(life.leg('accept')!, outcome.accept);
  const clerk = ownerOf(scene, 'accept', 'cases.accept');
  if (outcome.course === 'merged') {
    await life.take('void', at, clerk, { reason: 'duplicate', note: '与此前上报的同一问题合并办理，请关注先前事项的进展。' });
  } else if (reporter && rng.chance(0.3)) {
    await life.take(
      'withdraw',
      at,
      async () => reporter,
      rng.chance(0.6) ? { note: rng.pick(['已经自己解决了，不用处理了。', '刚才写错地方了，我重新报。', '物业已经来处理了，谢谢。']) } : {},
    );
  } else if (rng.chance(0.5)) {
    const [reason, note] = rng.pick([
      ['statutory_channel', '该问题已进入诉讼程序，请通过法院途径解决。'],
      ['beyond_duty', '属于市场主体之间的合同纠纷，建议咨询法律服务机构。'],
      ['repeat', '同一问题已答复，没有新的情况，原答复继续有效。'],
      ['emergency_line', '情况紧急，已电话联系并引导拨打110。'],
    ] as const);
    await life.take('decline', at, clerk, { reason, note });
  } else {
    await life.take('void', at, clerk, { reason: rng.pick(['test', 'untrue', 'no_content', 'withdrawn']), note: texts.voidReason(rng) });
  }
}

async function onTheSpot(life: Life, scene: Scene): Promise<void> {
  const { rng, cast, arrival, outcome } = scene;
  const worker = await cast.holder(life.district, 'grid_worker', arrival.grid.code);
  if (!worker) return void (await arrange(life, scene));
  const accept = life.leg('accept')!;
  const at = life.within(accept, Math.min(0.9, outcome.accept * 0.5));
  const settled = await life.take(
    'settle',
    at,
    async () => worker.actor,
    async (actor) => ({
      outcome: 'solved_on_spot',
      note: texts.resultText(rng, arrival.leaf.code, scene.text),
      ...(await photosFor(scene, actor, at)),
    }),
  );
  if (settled) await check(life, scene);
}

/** Acceptance and dispatch. The first unit may turn out to be the wrong one. */
async function arrange(life: Life, scene: Scene): Promise<boolean> {
  const { rng, arrival, outcome } = scene;
  const accept = life.leg('accept')!;
  const at = life.within(accept, outcome.accept);
  const clerk = ownerOf(scene, 'accept', 'cases.accept');
  const target = await targetOf(life, scene);
  const first = outcome.returned ? await wrongTarget(life, scene, target) : target;
  const near = arrival.leaf.settle === 'grid' || arrival.leaf.settle === 'community';
  const note = rng.chance(0.4) ? { note: texts.dispatchNote(rng) } : {};
  if (near && arrival.leaf.settle === 'community' && rng.chance(0.05)) {
    if (!(await callStreet(life, scene, at, first))) return false;
  } else if (near) {
    if (!(await life.take('assign', at, clerk, { to: first, ...note }))) return false;
  } else {
    if (!(await life.take('accept', at, clerk, rng.chance(0.25) ? { note: '情况已核实，请街道派遣。' } : {}))) return false;
    if (!(await dispatch(life, scene, first, outcome.dispatch))) return false;
  }
  if (outcome.returned) await giveBack(life, scene, outcome.returned.after, target);
  return true;
}

async function dispatch(life: Life, scene: Scene, to: Target, share: number): Promise<boolean> {
  const { rng } = scene;
  const leg = life.leg('dispatch');
  if (!leg) return false;
  return life.take('dispatch', life.within(leg, share), ownerOf(scene, 'dispatch', 'cases.dispatch'), {
    to,
    ...(rng.chance(0.45) ? { note: texts.dispatchNote(rng) } : {}),
  });
}

async function giveBack(life: Life, scene: Scene, after: number, right: Target): Promise<void> {
  const { rng } = scene;
  const reason = rng.pick(['not_our_duty', 'wrong_category', 'outside_area', 'other_party_leads', 'needs_law_power'] as const);
  const asked = await life.take('ask_return', life.within(life.leg('handle')!, after), ownerOf(scene, 'handle', 'cases.handle'), {
    reason,
    note: texts.returnReason(rng),
  });
  const decision = asked ? life.leg('return_decision') : undefined;
  if (!decision) return;
  const at = life.within(decision, rng.real(0.1, 0.7));
  const decider = ownerOf(scene, 'return_decision', 'cases.dispatch');
  if (rng.chance(0.15)) {
    const refused = await life.take('refuse_return', at, decider, { note: '经核对职责清单，仍由你单位办理。' });
    if (refused && rng.chance(0.6)) await designate(life, scene, right);
    return;
  }
  if (await life.take('agree_return', at, decider, rng.chance(0.5) ? { note: '同意退回，重新派遣。' } : {}))
    await dispatch(life, scene, right, scene.outcome.dispatch);
}

/** The unit disputes the refusal; the district says for good who handles it. */
async function designate(life: Life, scene: Scene, right: Target): Promise<void> {
  const { rng } = scene;
  const asked = await life.take('ask_designation', life.at + rng.int(30, 240) * MINUTE, ownerOf(scene, 'handle', 'cases.handle'), {
    note: rng.pick(['设施权属不在我单位，请区里明确。', '职责清单未列此项，申请裁定。', '该地块管养单位另有其人，请裁定。']),
  });
  const leg = asked ? life.leg('designation') : undefined;
  if (!leg) return;
  await life.take('designate', life.within(leg, rng.real(0.2, 0.8)), ownerOf(scene, 'designation', 'cases.designate'), {
    to: right,
    note: '依据职责清单和权属资料裁定，请按时办理。',
  });
}

/** The community cannot do it alone and calls the street, which sends the right unit. */
async function callStreet(life: Life, scene: Scene, at: number, to: Target): Promise<boolean> {
  const { rng } = scene;
  const note = rng.pick(['涉及公共管线，社区无力处置，请街道协调。', '多次劝导无效，需要执法力量到场。', '需要大型机械，请街道统筹。']);
  if (!(await life.take('call_street', at, ownerOf(scene, 'accept', 'cases.accept'), { note }))) return false;
  const leg = life.leg('call')!;
  return life.take('dispatch', life.within(leg, scene.outcome.dispatch), ownerOf(scene, 'call', 'cases.dispatch'), { to });
}

/** Handling, checks and rating; rework where the check fails. */
async function settle(life: Life, scene: Scene, share: number): Promise<void> {
  const { rng, outcome } = scene;
  if (life.matter.state !== 'dispatched') return;
  if (!(await handle(life, scene, share, true))) return;
  if (outcome.rework !== undefined) {
    const leg = life.leg('verify')!;
    const reason = rng.pick(['not_done', 'returned_trouble', 'no_proof', 'poor_quality', 'site_left_dirty'] as const);
    const sent = await life.take('rework', life.within(leg, outcome.verify), ownerOf(scene, 'verify', 'cases.verify'), {
      reason,
      note: texts.reworkReason(rng),
    });
    if (!sent || !(await handle(life, scene, outcome.rework, false))) return;
  }
  await check(life, scene);
}

/** The check that passes, then the reporter's stars; without them the clock closes the case. */
async function check(life: Life, scene: Scene, stars = scene.outcome.rating?.stars): Promise<void> {
  const { rng, outcome, reporter } = scene;
  const leg = life.leg('verify');
  if (!leg) return;
  const passed = await life.take('verify', life.within(leg, outcome.verify), ownerOf(scene, 'verify', 'cases.verify'), { note: texts.verifyText(rng) });
  if (!passed || life.matter.state !== 'rating') return;
  const rating = outcome.rating;
  const due = life.leg('rate')!.dueAt;
  const at = life.at + (rating?.minutes ?? 0) * MINUTE;
  if (!rating || !reporter || stars === undefined || at >= due) return life.clock(due);
  const note = texts.ratingText(rng, stars);
  await life.take('rate', at, async () => reporter, {
    score: stars,
    solved: stars >= 4 ? 'yes' : stars === 3 ? 'partly' : 'no',
    ...(note === undefined ? {} : { note }),
  });
}

/** A few of those who are not content say so once more, within the days that the procedure gives. */
async function reopen(life: Life, scene: Scene): Promise<void> {
  const { rng, cast, outcome, reporter } = scene;
  if (life.matter.state !== 'closed' || !reporter || !outcome.rating || outcome.rating.stars > 2 || !rng.chance(0.42)) return;
  const at = life.at + rng.int(180, 6 * 1440) * MINUTE;
  if (rng.chance(0.3)) return review(life, scene, at);
  const note = rng.pick([
    '第二天又出现同样的问题，请再来看看。',
    '只处理了一部分，剩下的没人管。',
    '说是修好了，用了两次又坏了。',
    '没有彻底解决，请重新办理。',
  ]);
  if (!(await life.take('reopen', at, async () => reporter, { note }))) return;
  const target = await targetOf(life, scene);
  const again = (await cast.owner(life.district, { org: target.org, post: target.post ?? null }, 'cases.handle', rng))
    ? target
    : { org: (await cast.orgAt(life.district, 'street_office', scene.arrival.grid.street))! };
  if (!(await dispatch(life, scene, again, outcome.dispatch))) return;
  if (await handle(life, scene, Math.min(0.9, outcome.handle), false)) await check(life, scene, rng.pick([3, 4, 5] as const));
}

/** Somebody takes the result to the level above, which mostly lets it stand. */
async function review(life: Life, scene: Scene, at: number): Promise<void> {
  const { rng, reporter } = scene;
  const note = rng.pick(['说办结了，现场根本没人来过。', '答复避重就轻，请上级核实。', '同样的问题反复出现，要求彻底解决。']);
  if (!(await life.take('ask_review', at, async () => reporter, { note }))) return;
  const leg = life.leg('review')!;
  const moment = life.within(leg, rng.real(0.3, 0.9));
  const reviewer = ownerOf(scene, 'review', 'cases.answer_complaint');
  if (rng.chance(0.6)) return void (await life.take('dismiss', moment, reviewer, { note: '经现场复核，处理结果属实，已当面说明。' }));
  if (!(await life.take('uphold', moment, reviewer, { note: '现场复核发现问题仍在，责成重新办理。' }))) return;
  if (!(await dispatch(life, scene, await targetOf(life, scene), scene.outcome.dispatch))) return;
  if (await handle(life, scene, Math.min(0.9, scene.outcome.handle), false)) await check(life, scene, rng.pick([3, 4, 5] as const));
}

/** Whom a case is given to in the end: the worker of the grid, the community, the street, the property firm or a department of the district. */
async function targetOf(life: Life, { rng, cast, arrival, firm }: Scene): Promise<Target> {
  const { district } = life;
  const { leaf, grid } = arrival;
  const street = { org: (await cast.orgAt(district, 'street_office', grid.street))! };
  const community = { org: (await cast.orgAt(district, 'community', grid.community))! };
  if (leaf.settle === 'grid') {
    const worker = await cast.holder(district, 'grid_worker', grid.code);
    return worker ? { org: worker.org, post: worker.post } : community;
  }
  if (leaf.settle === 'community') return leaf.lead === 'property_firm' && firm !== null && rng.chance(0.75) ? { org: firm } : community;
  if (leaf.lead === 'property_firm') return firm === null ? street : { org: firm };
  if (leaf.lead === 'community' || leaf.lead === 'street_office' || (leaf.settle === 'street' && rng.chance(0.45))) return street;
  const lead = await cast.orgOfKind(district, leaf.lead);
  if (lead === null) return street;
  const post = rng.chance(0.4) ? await cast.postOf(district, lead, 'cases.handle', rng) : null;
  return post === null ? { org: lead } : { org: lead, post };
}

async function wrongTarget(life: Life, { rng, cast, arrival }: Scene, right: Target): Promise<Target> {
  for (const kind of rng.shuffle(['urban_management', 'housing', 'sanitation', 'water_supply', 'power_supply', 'greening', 'transport'])) {
    const org = kind === arrival.leaf.lead ? null : await cast.orgOfKind(life.district, kind);
    if (org !== null && org !== right.org) return { org };
  }
  return right;
}
