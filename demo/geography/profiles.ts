import type { Point } from './shapes.ts';

/** The five places, named by the key that the demo accounts use. */
export type PlaceKey = 'weibin' | 'jiayuguan' | 'shuangluan' | 'changning' | 'qionglai';

/** What the invented geography of a place starts from. */
export interface Profile {
  key: PlaceKey;
  district: string;
  name: string;
  focusStreet: string;
  /** Longitude and latitude of the middle. */
  centre: Point;
  /** Mean radius in km, and how much wider than high. */
  radius: number;
  aspect: number;
  /** How small cells in the middle are beside those at the rim (1 = no difference). */
  density: number;
  /** Rotation of the street pattern in radians. */
  turn: number;
  /** Rough direction and distance of each street from the middle, unit disc, east and north positive. */
  streets: Record<string, Point>;
  mainRoads: string[];
  sideRoads: string[];
  laneStems: string[];
  compoundStems: string[];
}

const list = (words: string): string[] => words.split(' ');

/** Facts and invented names per place. Road and compound names are plausible, not taken from a map. */
export const PROFILES: readonly Profile[] = [
  {
    key: 'weibin',
    district: '610402',
    name: '秦都区',
    focusStreet: '610402010',
    centre: [108.7, 34.333],
    radius: 8.6,
    aspect: 1.25,
    density: 0.42,
    turn: 0.18,
    streets: {
      '610402001': [0.38, 0.05],
      '610402002': [0.25, -0.12],
      '610402003': [0.4, 0.32],
      '610402004': [0.12, 0.25],
      '610402005': [0.28, -0.42],
      '610402006': [0.55, 0.15],
      '610402007': [0.6, -0.55],
      '610402008': [-0.25, -0.72],
      '610402009': [-0.5, 0.2],
      '610402010': [-0.05, 0],
      '610402011': [-0.1, 0.72],
      '610402012': [-0.75, 0.5],
    },
    mainRoads: list(
      '人民西路 玉泉西路 中华西路 文兴西路 宝泉路 西兰路 沣河大道 渭阳大道 滨河大道 秦皇大道 迎宾西路 咸兴大道 高科大道 丝路大道 毕塬大道 马双路',
    ),
    sideRoads: list(
      '永昌路 柳仓路 汉仓路 劳动路 长虹路 西环路 星火路 锦绣路 彩虹路 安谷路 珠泉路 文汇路 同心路 扶苏路 育才路 思源路 仪祉路 嘉惠路 团结路 胜利街 联盟路 段家路 白马河路 建设路 光明路 康定路 陇海街 平陵路 古渡路 纺织街',
    ),
    laneStems: list('锦华 尹家 槐树 西仓 南坊 柳荫 新民 向阳 秦坊 杏花 三合 福泉 麦仓 电厂 棉坊 石桥'),
    compoundStems: list(
      '锦程 溪悦 秦悦 渭水 长虹 星火 阳光 汉苑 永昌 柳仓 惠民 翠屏 西苑 锦绣 安泰 嘉和 丽景 佳苑 福源 和谐 兰亭 紫薇 明德 世纪 金泰 文景 沁园 桃李 景秀 天和 宏远 瑞丰 盛世 康居 华府 润泽',
    ),
  },
  {
    key: 'jiayuguan',
    district: '620201',
    name: '嘉峪关市',
    focusStreet: '620201001',
    centre: [98.29, 39.772],
    radius: 8.2,
    aspect: 1.15,
    density: 0.34,
    turn: 0.52,
    streets: { '620201001': [-0.15, 0.1], '620201002': [0.25, -0.12], '620201100': [0.5, 0.7], '620201101': [-0.75, 0.25], '620201102': [-0.15, -0.8] },
    mainRoads: list('雄关大道 祁连山大道 新华北路 新华南路 五一路 迎宾东路 建设东路 机场路 嘉文路 南市路 酒钢大道 兰新西路 长城大道 讨赖河路'),
    sideRoads: list(
      '胜利路 文化路 和平路 绿化街 铁南街 铁北街 人民街 友谊街 福民街 前进路 体育路 镜铁路 玉泉路 阳光路 育才街 明珠路 关城路 紫轩路 和诚路 佳苑路 朝晖路 大众街 利民街 永乐街',
    ),
    laneStems: list('钢花 白杨 戈壁 铁花 红柳 沙枣 新村 矿山 明珠 东湖 西河 胡杨'),
    compoundStems: list(
      '雄关 祁连 钢花 绿洲 明珠 朝阳 紫轩 东湖 福民 昌盛 德惠 文萃 翰林 金港 玉泉 铁苑 和诚 迎宾 南湖 新苑 富民 嘉兴 康乐 酒钢 惠安 西湖 佳景 龙泽 景苑 天诚',
    ),
  },
  {
    key: 'shuangluan',
    district: '130803',
    name: '双滦区',
    focusStreet: '130803001',
    centre: [117.74, 40.952],
    radius: 10.8,
    aspect: 0.95,
    density: 0.36,
    turn: -0.25,
    streets: {
      '130803001': [0.08, 0.02],
      '130803002': [-0.05, -0.2],
      '130803003': [0.32, 0.18],
      '130803100': [-0.08, 0.35],
      '130803101': [-0.38, 0.05],
      '130803102': [0.25, 0.8],
      '130803103': [0.5, -0.6],
      '130803104': [-0.55, 0.72],
      '130803105': [-0.55, -0.6],
    },
    mainRoads: list('双塔山大街 元宝山大街 钢城大道 滦河大街 承钢路 西环路 御祥大街 凤凰大道 双滦大道 滦电路 大庙大街 迎宾大街 北环路 滨河大道'),
    sideRoads: list(
      '秀水路 荣信路 枫林路 行宫路 怡园路 果山路 馨和路 平安街 福园路 佳园路 东园路 北园街 双安街 金秀街 鑫顺路 水厂路 机械街 车站路 学府路 矿山路 阳桥路 龙玺路 锦绣街 欢乐街',
    ),
    laneStems: list('东园 炼铁 松树 山前 柳河 石坎 果园 枣林 滦江 南沟 双塔 白桦'),
    compoundStems: list(
      '御祥 荣信 枫林 滦江 怡园 锦绣 万和 福溪 宝鼎 龙玺 佳园 金秀 鑫顺 双安 元宝 凤凰 行宫 馨和 福园 翠谷 河畔 钢苑 秀水 平安 欢乐 山语 嘉园 承瑞 北园 和润',
    ),
  },
  {
    key: 'changning',
    district: '310105',
    name: '长宁区',
    focusStreet: '310105009',
    centre: [121.405, 31.214],
    radius: 3.1,
    aspect: 1.55,
    density: 0.8,
    turn: 0.1,
    streets: {
      '310105001': [0.62, 0.3],
      '310105002': [0.92, 0.12],
      '310105004': [0.78, -0.35],
      '310105005': [0.36, 0.42],
      '310105006': [0.38, 0.06],
      '310105008': [0.08, 0.08],
      '310105009': [0.25, -0.42],
      '310105010': [-0.3, -0.5],
      '310105011': [-0.18, 0.4],
      '310105102': [-0.72, 0.05],
    },
    mainRoads: list('虹桥路 延安西路 天山路 仙霞路 长宁路 中山西路 古北路 北虹路 哈密路 北翟路 协和路 剑河路 江苏路 凯旋路 定西路 福泉路'),
    sideRoads: list(
      '黄金城道 荣华东道 荣华西道 富贵东道 伊犁南路 水城南路 宋园路 银珠路 红宝石路 玛瑙路 安顺路 安龙路 芙蓉江路 茅台路 遵义路 娄山关路 武夷路 愚园路 新华路 法华镇路 番禺路 幸福路 泉口路 威宁路 双流路 淞虹路 平塘路 清池路 虹梅路 虹许路',
    ),
    laneStems: list('安东 虹储 长顺 伊犁 爱建 何家角 梅泉 曹杨 石榴 法华 香花 左家'),
    compoundStems: list(
      '古北 荣华 虹储 安顺 爱建 长虹 新顺 虹许 伊犁 虹景 瑞仕 明珠 嘉年 御翠 强生 锦明 维多 长顺 中山 虹梅 春天 河滨 玉兰 水霞 茅台 紫云 天原 芙蓉 金虹 华丽 名都 东银 宝石 巴黎 罗马',
    ),
  },
  {
    key: 'qionglai',
    district: '510183',
    name: '邛崃市',
    focusStreet: '510183001',
    centre: [103.462, 30.412],
    radius: 17.5,
    aspect: 1.45,
    density: 0.3,
    turn: 0.35,
    streets: {
      '510183001': [0.14, 0.1],
      '510183002': [-0.04, -0.02],
      '510183003': [0.42, -0.12],
      '510183004': [0.85, 0.32],
      '510183005': [0.72, -0.2],
      '510183006': [0.12, -0.28],
      '510183103': [0.36, 0.52],
      '510183104': [-0.35, -0.2],
      '510183105': [-0.5, -0.55],
      '510183106': [-0.6, 0.02],
      '510183115': [-0.12, -0.65],
      '510183118': [-0.82, -0.42],
      '510183121': [-0.8, 0.42],
      '510183122': [-0.38, 0.4],
    },
    mainRoads: list('临邛大道 文君大道 凤凰大道 长安大道 永丰大道 南江路 司马大道 羊安大道 邛大路 邛名路 滨河大道 天庆大道 平乐大道 蜀南大道 孔明大道'),
    sideRoads: list(
      '文君街 东星大道 棉花街 书院街 花园巷路 玉带街 铁花路 渔唱街 宝塔路 惠民街 金桂街 考棚街 文昌街 龙兴街 北坛路 鹤鸣街 洪川路 文星街 酒源路 卧龙路 春台街 固驿街 高埂街 桑园路 火井街 川王路 茶园路 竹海路 观音街 天台路',
    ),
    laneStems: list('花园 古井 酒坊 油榨 竹林 茶店 瓦窑 渡口 大南街 小南街 白鹤 书院 磨子 桂花'),
    compoundStems: list(
      '文君 临邛 凤凰 南河 玉带 金桂 渔唱 宝塔 惠民 花园 琴台 白鹤 翠竹 锦江 蜀风 相如 天府 滨江 翡翠 瑞云 东南 联丰 十方 双桥 铁花 文笔 邛窑 长安 邛州 茗苑',
    ),
  },
];
