import { routes } from '@hezhi/owners/contract';
import type { Rng } from '../../random.ts';
import { cast } from './casting.ts';
import type { Story, Told } from './hood.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Law: the roll is public for 7 days, the notice 15; ballots are open for 7. */
const [ROLL, NOTICE, OPEN] = [7 * DAY, 15 * DAY, 7 * DAY];

/** The compound of the demo resident with its register, a vote that was counted, posted and carried out, and one under way. */
export const stories: readonly Story[] = [
  { key: 'owners', begin: (_, until) => Math.floor((until - 62 * DAY + 8 * HOUR) / DAY) * DAY + 2 * HOUR, tell: compound },
];

async function compound(told: Told): Promise<void> {
  const { past, hood, rng } = told;
  const owners = hood.people.slice(0, 24);
  const group = past.id();
  const developer = `${hood.communityName}置业有限公司`;
  const basis = `${hood.compound}业主大会议事规则（2024年）第十二条`;
  const buildings = ['1号楼', '2号楼', '3号楼'];
  const given = {
    id: group,
    name: hood.compound,
    area: hood.community,
    address: '',
    buildings,
    developer,
    manager: '安和物业服务有限公司',
    basis,
    basisOn: '2024-05-18',
  };
  await past.ask(hood.clerk, routes.addGroup, { body: given });
  for (const [i, one] of owners.entries()) {
    const owner = past.id();
    const building = buildings[i % 3]!;
    const unit = {
      id: past.id(),
      version: 0,
      label: `${building}${1 + (i % 4)}0${1 + (i % 3)}-${i + 1}`,
      building,
      area: metres(rng),
      source: 'register' as const,
      owner,
      reason: '首次登记',
    };
    await past.ask(hood.clerk, routes.saveUnit, {
      params: { id: group },
      body: { ...unit, holder: { kind: 'person', name: one.name, phone: one.phone, person: one.id } },
    });
    if (i % 6 !== 5) continue;
    const place = { ...unit, id: past.id(), kind: 'parking' as const, label: `地下车位${i + 1}`, area: '12.60', source: 'survey' as const };
    await past.ask(hood.clerk, routes.saveUnit, { params: { id: group }, body: place });
  }
  const shop = {
    id: past.id(),
    version: 0,
    label: '商铺1',
    building: '1号楼',
    kind: 'shop' as const,
    area: '86.40',
    source: 'contract' as const,
    owner: past.id(),
    reason: '首次登记',
  };
  await past.ask(hood.clerk, routes.saveUnit, { params: { id: group }, body: { ...shop, delivered: false, holder: { kind: 'developer', name: developer } } });

  const first = await propose(told, group, {
    subject: 'owners.use_repair_fund',
    title: '动用维修资金修缮屋面防水',
    text: '2号楼、3号楼顶层漏水，经三家报价拟动用维修资金18.6万元重做屋面防水，工期30天，质保五年。',
    questions: [{ title: '是否同意动用维修资金18.6万元修缮屋面防水', text: '' }],
  });
  for (const [i, one] of owners.slice(0, 21).entries()) {
    await cast(past, rng, await hood.actor(one), first.ballot, { q1: i % 7 === 5 ? 'no' : 'yes' });
    await past.hours(2);
  }
  await past.to(first.closes + HOUR);
  await past.hours(9);
  await past.ask(hood.clerk, routes.postResult, { params: { id: first.id }, body: { id: past.id() } });
  await past.hours(24 * 5);
  await past.step(hood.clerk, first.id, 'finish', { note: '施工合同已签，屋面防水已开工，费用按户分摊明细在公告栏公布。' });

  await past.to(past.until - ROLL - NOTICE - 4 * DAY);
  const second = await propose(told, group, {
    subject: 'owners.manager',
    title: '续聘物业服务企业',
    text: '现物业服务合同年底到期。业主满意度调查中62%愿意续聘，主要意见是电梯维修慢、保洁不到位；新合同写明响应时限和退出条款。',
    questions: [
      { title: '是否同意续聘现物业服务企业三年', text: '' },
      { title: '是否同意新合同写入电梯故障4小时内到场', text: '' },
    ],
  });
  for (const [i, one] of owners.slice(1, 10).entries()) {
    await cast(past, rng, await hood.actor(one), second.ballot, { q1: i % 3 === 2 ? 'no' : 'yes', q2: i % 5 === 4 ? 'abstain' : 'yes' });
    await past.hours(3);
  }
}

const metres = (rng: Rng): string => `${String(rng.int(58, 138))}.${String(rng.int(0, 99)).padStart(2, '0')}`;

type Asked = { subject: 'owners.use_repair_fund' | 'owners.manager'; title: string; text: string; questions: { title: string; text: string }[] };
/** From the proposal to the opening of the ballot, where `past` then stands. */
async function propose({ past, hood }: Told, group: string, asked: Asked): Promise<{ id: string; ballot: string; closes: number }> {
  const id = past.id();
  await past.ask(hood.clerk, routes.propose, { params: { id: group }, body: { id, as: 'community', ...asked } });
  await past.hours(4);
  await past.step(hood.clerk, id, 'accept');
  const { until } = await past.ask(hood.clerk, routes.publishRoll, { params: { id }, body: { id: past.id() } });
  await past.to(Date.parse(until) + 9 * HOUR);
  const ballot = past.id();
  const opens = past.now + NOTICE + 10 * 60_000;
  const times = { opensAt: new Date(opens).toISOString(), closesAt: new Date(opens + OPEN).toISOString() };
  await past.ask(hood.clerk, routes.announce, { params: { id }, body: { id: ballot, ...times, secrecy: 'receipt' } });
  await past.to(opens + 60_000);
  return { id, ballot, closes: opens + OPEN };
}
