import { newId } from '@hezhi/contract';
import type { Standing } from '../town.ts';
import { another, report, standing, step, ward, type Reported, type Scene, type Ward } from './people.ts';

type Life = (scene: Scene, place: Ward) => Promise<void>;
const owner = ({ org, post }: Standing): { org: string | null; post: string | null } => ({ org, post });

/** Handled, verified, rated; some come again, some are called back. True when it has a result. */
async function settle(scene: Scene, { clerk, street }: Ward, one: Reported, handler: Standing): Promise<boolean> {
  const { chance } = scene;
  if (!(await step(scene, handler, one.id, 'take'))) return false;
  if (chance.odds(0.3)) await step(scene, handler, one.id, 'report_progress', { note: '配件已到，下午更换' });
  if (!(await step(scene, handler, one.id, 'finish', { outcome: 'solved', note: '已更换并检查线路，现场恢复' }))) return false;
  if (chance.odds(0.1) && (await step(scene, clerk, one.id, 'rework', { reason: 'not_done', note: '现场仍有一处没有处理' })))
    if (!(await step(scene, handler, one.id, 'finish', { outcome: 'solved', note: '已补做' }))) return false;
  return verified(scene, { clerk, street }, one);
}

async function verified(scene: Scene, { clerk, street }: Pick<Ward, 'clerk' | 'street'>, one: Reported): Promise<boolean> {
  const { chance } = scene;
  if (!(await step(scene, clerk, one.id, 'verify', { note: '现场查看属实' }))) return false;
  if (one.resident && chance.odds(0.7)) await step(scene, one.resident, one.id, 'rate', { score: 1 + chance.int(5), solved: 'yes' });
  else if (chance.odds(0.3)) await step(scene, street, one.id, 'call_back', { reached: 'yes', solved: 'yes', score: 5 });
  return true;
}

const byCommunity: Life = async (scene, place) => {
  const one = await report(scene, place);
  if (!one || !(await step(scene, place.clerk, one.id, 'assign', { to: owner(place.clerk), note: '请今天到现场' }))) return;
  const done = await settle(scene, place, one, place.clerk);
  // The clock may have closed it meanwhile.
  if (done && one.resident && scene.chance.odds(0.1)) await step(scene, one.resident, one.id, 'comment', { note: '谢谢，处理得很快' }, ['matters.wrong_state']);
};

const byDepartment: Life = async (scene, place) => {
  const one = await report(scene, place);
  const handler = scene.chance.pick(scene.town.handlers);
  if (!one || !(await step(scene, place.clerk, one.id, 'accept', { note: '已核实' }))) return;
  if (one.resident && scene.chance.odds(0.3)) await step(scene, one.resident, one.id, 'urge', { note: '请快一点' });
  if (!(await step(scene, place.street, one.id, 'dispatch', { to: owner(handler), note: '请处置' }))) return;
  if (scene.chance.odds(0.15)) {
    if (!(await step(scene, handler, one.id, 'ask_extension', { reason: 'complex', days: 3, note: '需要协调' }))) return;
    if (!(await step(scene, place.street, one.id, 'grant_extension'))) return;
  }
  await settle(scene, place, one, handler);
};

/** The street whistles the departments from a case; the case goes on when the leads have reported. */
const whistled: Life = async (scene, place) => {
  const { ledger, chance, town } = scene;
  const one = await report(scene, place);
  if (!one || !(await step(scene, place.clerk, one.id, 'accept'))) return;
  const [lead, assist] = chance.odds(0.5) ? [town.handlers[0]!, town.handlers[1]!] : [town.handlers[1]!, town.handlers[0]!];
  const id = newId();
  const blown = await ledger.command(standing(place.street), 'POST', '/whistles', {
    id,
    kind: 'routine',
    text: '夜市占道经营，油烟扰民，请到场联合整治',
    case: one.id,
    lead: [{ org: lead.org }],
    assist: chance.odds(0.5) ? [{ org: assist.org }] : [],
  });
  if (!blown) return;
  ledger.matters.set(id, String(blown['number']));
  ledger.count('whistles');
  // One in three lets the minute of its check-in pass: the clock notes the silence.
  if (chance.odds(0.33)) await scene.pause(70);
  if (!(await step(scene, lead, id, 'check_in', { note: '已到场' }))) return;
  await step(scene, lead, id, 'progress', { note: '正在清理' });
  if (!(await step(scene, lead, id, 'report_done', { outcome: 'solved', note: '已清理，约谈摊主', necessity: 'necessary' }))) return;
  await step(scene, place.clerk, id, 'rate_department', { department: { org: lead.org }, score: 5 });
  // The case hears of it from the worker.
  for (let tries = 0; tries < 240; tries++) {
    const detail = await ledger.read(standing(place.clerk), `/matters/${one.id}`);
    if (!detail) return;
    if (detail['matter'].state === 'verifying') return void (await verified(scene, place, one));
    await new Promise((resolve) => void setTimeout(resolve, 500));
  }
  ledger.breach(`the case ${one.id} did not hear for two minutes that its whistle had ended`);
};

/** Two report the same; the clerk merges them, sometimes wrongly; the one answer goes to both. */
const merged: Life = async (scene, place) => {
  const { ledger, chance, town } = scene;
  const main = await report(scene, place, chance.pick(town.residents));
  const child = await report(scene, place, another(scene, main?.resident ?? null));
  if (!main || !child) return;
  const clerk = standing(place.clerk);
  await scene.pause(1);
  if (!(await ledger.command(clerk, 'POST', `/cases/${child.id}/merge`, { into: main.id, note: '同一处路灯' }))) return;
  ledger.noteStep(child.id, 'merge');
  ledger.count('merges');
  if (chance.odds(0.2)) {
    await scene.pause(1);
    if (!(await ledger.command(clerk, 'POST', `/cases/${child.id}/split`, { note: '核对后不是同一处' }))) return;
    ledger.noteStep(child.id, 'split');
    ledger.count('splits');
  } else ledger.merged.set(child.id, { main: main.id, answered: false });
  if (!(await step(scene, place.clerk, main.id, 'assign', { to: owner(place.clerk) }))) return;
  if (await settle(scene, place, main, place.clerk)) {
    const kept = ledger.merged.get(child.id);
    if (kept) kept.answered = true;
  }
};

/** Neighbours say "me too", follow and comment; then it is handled. */
const supported: Life = async (scene, place) => {
  const { ledger, chance } = scene;
  const one = await report(scene, place);
  // The public list shows a case once it is taken on.
  if (!one || !(await step(scene, place.clerk, one.id, 'assign', { to: owner(place.clerk) }))) return;
  const district = place.community.code.slice(0, 6);
  const said = new Set<Standing>();
  for (let i = 0; i < 3; i++) {
    await scene.pause(chance.real() * 2);
    const who = another(scene, one.resident);
    if (said.has(who)) continue;
    said.add(who);
    if (!(await ledger.command(standing(who), 'POST', `/cases/${district}/${one.id}/me-too`, {}))) continue;
    ledger.meToos.push({ matter: one.id, by: who.person });
    ledger.count('me-toos');
  }
  const neighbour = standing(another(scene, one.resident));
  if (await ledger.command(neighbour, 'POST', `/public/cases/${district}/${one.id}/follow`, {})) ledger.count('follows');
  // In an hour some have written as much as a day allows.
  const text = `我家楼下也是这样（${one.id.slice(-4)}）`;
  const comment = await ledger.command(neighbour, 'POST', `/public/cases/${district}/${one.id}/comments`, { text }, ['publicity.too_many_comments']);
  if (comment) {
    ledger.comments.push({ id: String(comment['id']), matter: one.id });
    ledger.count('comments');
  }
  await settle(scene, place, one, place.clerk);
};

const declined: Life = async (scene, place) => {
  const one = await report(scene, place);
  if (!one) return;
  if (one.resident && scene.chance.odds(0.3)) await step(scene, one.resident, one.id, 'withdraw', { note: '已经自己解决了' });
  else await step(scene, place.clerk, one.id, 'decline', { reason: 'beyond_duty', note: '属于市场主体之间的合同纠纷' });
};

/** Nobody comes: the clocks of the case run out. */
const forgotten: Life = async (scene, place) => {
  const one = await report(scene, place);
  if (one && scene.chance.odds(0.5)) await step(scene, place.clerk, one.id, 'accept');
};

const courses: readonly (readonly [Life, number])[] = [
  [byCommunity, 0.32],
  [byDepartment, 0.18],
  [whistled, 0.12],
  [merged, 0.1],
  [supported, 0.12],
  [declined, 0.06],
  [forgotten, 0.1],
];

/** Lives one case by a course that chance chooses. */
export async function live(scene: Scene): Promise<void> {
  let left = scene.chance.real();
  for (const [course, share] of courses) {
    left -= share;
    if (left <= 0) return course(scene, ward(scene));
  }
  return byCommunity(scene, ward(scene));
}

/** A hotline agent (a street's dispatcher): call after call, a case filed in each second one. */
export async function answerCalls(scene: Scene, agent: Standing, seconds: number): Promise<void> {
  const { ledger, chance, town } = scene;
  const who = standing(agent);
  while (scene.running()) {
    await scene.pause(seconds * (0.5 + chance.real()));
    if (!scene.running()) return;
    const id = newId();
    if (!(await ledger.command(who, 'POST', '/hotline/calls', { id, number: `199${String(10_000_000 + chance.int(9_999_999))}` }))) continue;
    ledger.calls.push(id);
    ledger.count('calls');
    await ledger.command(who, 'POST', `/hotline/calls/${id}/caller`, {});
    const filed = chance.odds(0.5);
    const matter = newId();
    const [community] = town.communities.filter(({ street }) => street === agent.area);
    const reply = filed
      ? await ledger.command(who, 'POST', `/hotline/calls/${id}/cases`, {
          id: matter,
          kind: 'complaint',
          category: 'B03',
          description: `来电反映路灯不亮（${matter.slice(-4)}）`,
          place: { area: community!.grids[0]!.code, address: '第一网格路口' },
        })
      : null;
    if (reply) {
      ledger.matters.set(matter, String(reply['number']));
      ledger.count('reports by phone');
    }
    await ledger.command(who, 'POST', `/hotline/calls/${id}/end`, {});
    await ledger.command(
      who,
      'POST',
      `/hotline/calls/${id}/finish`,
      reply ? { kind: 'complaint', outcome: 'case' } : { kind: 'consult', outcome: 'answered', note: '已告知缴费截止12月31日' },
    );
  }
}
