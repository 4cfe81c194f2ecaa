import type { BlowGiven } from '@hezhi/whistles/server';
import type { Play } from './whistles.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Script = {
  kind: BlowGiven['kind'];
  /** How long before the present (ms). */
  ago: number;
  text: string;
  lead: readonly string[];
  assist: readonly string[];
  /** What is told of the case from which it is whistled. */
  fromCase?: string;
  live: (play: Play) => Promise<void>;
};

/** A few whistles of every kind and stage for each place, so that every role finds some: rated, disputed, silent, under way, just blown. */
export const scripts: readonly Script[] = [
  {
    kind: 'routine',
    ago: 21 * DAY,
    text: '沿街夜市占道经营，油烟和噪声扰民，居民多次反映，请联合整治',
    lead: ['urban_management'],
    assist: ['market_regulation', 'environment'],
    live: async (play) => {
      await play.checkIn('urban_management', 0.3, '已安排中队到场');
      await play.checkIn('market_regulation', 0.5);
      await play.checkIn('environment', 0.8);
      await play.step('urban_management', 'progress', 3 * HOUR, { note: '劝离占道摊点十一处，约谈商户。' });
      await play.step('environment', 'report_assist', DAY, { note: '对三家餐饮油烟净化设施检测，限期整改两家。' });
      await play.step('market_regulation', 'report_assist', 6 * HOUR, { note: '检查经营许可，无证经营一户已登记。' });
      await play.step('urban_management', 'report_done', 4 * HOUR, {
        outcome: 'solved',
        note: '摊点全部入市经营，安排错时巡查一个月。',
        necessity: 'necessary',
      });
      await play.rate([5, 4, 4]);
    },
  },
  {
    kind: 'joint',
    ago: 12 * DAY,
    text: '小区车棚内电动车飞线充电，楼道堆放杂物，请消防、公安联合检查',
    lead: ['fire_rescue'],
    assist: ['public_security'],
    live: async (play) => {
      await play.checkIn('fire_rescue', 0.5, '到场检查');
      await play.signIn('fire_rescue', '物业经理、网格员');
      await play.checkIn('public_security', 1.3, '警力调整，晚到');
      await play.step('fire_rescue', 'report_done', DAY, {
        outcome: 'solved',
        note: '清理楼道杂物六处，飞线全部拆除，加装充电桩已列入计划。',
        necessity: 'necessary',
      });
      await play.rate([5, 3]);
    },
  },
  {
    kind: 'routine',
    ago: 9 * DAY,
    text: '小区内两户因空调外机滴水争执，请城管到场',
    lead: ['urban_management'],
    assist: [],
    live: async (play) => {
      await play.checkIn('urban_management', 0.6);
      const said = { outcome: 'solved', note: '到场劝说，住户自行加装排水管。此类邻里纠纷可由社区调解。', necessity: 'needless' };
      await play.step('urban_management', 'report_done', 5 * HOUR, said);
      await play.rate([4]);
    },
  },
  {
    kind: 'key_work',
    ago: 8 * DAY,
    text: '背街小巷整治：雨污管网、架空线缆、破损路面一并改造，请各单位按计划进场',
    lead: ['housing', 'telecom'],
    assist: ['water_supply', 'power_supply'],
    live: async (play) => {
      for (const [kind, share] of [
        ['housing', 0.2],
        ['telecom', 0.7],
        ['water_supply', 0.4],
      ] as const)
        await play.checkIn(kind, share);
      await play.step('housing', 'progress', DAY, { note: '一标段路面开挖完成，管网待移交。' });
      await play.step('telecom', 'ask_extension', 6 * HOUR, { days: 5, note: '入户线缆核对户数多，需延长工期。' });
      await play.street('grant_extension', 3 * HOUR, { note: '同意，请分段完成。' });
    },
  },
  {
    kind: 'emergency',
    ago: 3 * DAY,
    text: '燃气管道被挖断，现场有明显气味，请立即到场处置并疏散群众',
    lead: ['gas_supply', 'fire_rescue'],
    assist: ['public_security'],
    live: async (play) => {
      await play.checkIn('fire_rescue', 0.4, '首车到场');
      await play.checkIn('gas_supply', 0.6, '抢修队到场，关阀');
      await play.checkIn('public_security', 0.8, '现场警戒');
      await play.signIn('gas_supply', '抢修队四人');
      await play.step('fire_rescue', 'report_done', 2 * HOUR, { outcome: 'solved', note: '警戒疏散，监测至浓度归零。', necessity: 'necessary' });
      await play.step('gas_supply', 'report_done', 5 * HOUR, { outcome: 'solved', note: '管道更换完毕，逐户恢复供气。', necessity: 'necessary' });
      await play.rate([5, 5, 4]);
    },
  },
  {
    kind: 'routine',
    ago: 30 * HOUR,
    text: '河道沿岸垃圾和违规排污口，请水务、环保到场查明来源',
    lead: ['environment'],
    assist: ['greening'],
    live: async (play) => {
      await play.step('environment', 'refuse', HOUR, { reason: 'not_our_duty', note: '沿岸垃圾清运不属本单位职责，排污口需水务先行认定。' });
      await play.street('refuse_refusal', HOUR, { note: '排污口查处由你单位主办，垃圾另派。' });
      await play.step('environment', 'ask_designation', HOUR, { note: '职责清单未明确，请区里裁定。' });
      await play.step('greening', 'check_in', HOUR, { note: '配合清理沿岸绿化带' });
    },
  },
  {
    kind: 'joint',
    ago: 4 * HOUR,
    text: '占用消防通道搭建彩钢棚，需城管、消防、住建到场认定并拆除',
    lead: ['urban_management'],
    assist: ['fire_rescue', 'housing'],
    fromCase: '楼下商户在消防通道搭了彩钢棚，消防车进不来，社区劝了几次没用。',
    live: async (play) => {
      await play.come('urban_management', 25 * MINUTE, '到场勘验');
      await play.signIn('urban_management', '社区书记、商户负责人');
      await play.step('urban_management', 'progress', 20 * MINUTE, { note: '已下达限期拆除通知。' });
    },
  },
  {
    kind: 'routine',
    ago: 40 * MINUTE,
    text: '校门口上下学时段拥堵，流动摊贩占道，请城管、交通到场疏导',
    lead: ['urban_management'],
    assist: ['transport'],
    live: async () => {},
  },
];
