/** An invented topic of deliberation with all that is said of it on its way. */
export type Topic = {
  procedure: 'nine_steps' | 'three_meetings';
  byDemoResident?: boolean;
  title: string;
  text: string;
  wish: string;
  content: string;
  words: readonly string[];
  opinion: string;
  whether: string;
  how: { question: string; options: string[] };
  /** The first is the department's, the second the community's. */
  tasks: readonly { title: string; text: string; report: string }[];
  progress: string;
  spending: string;
  minutes: string;
};

const nothing = {
  words: [],
  opinion: '',
  whether: '是否同意',
  how: { question: '怎么做', options: ['办法一', '办法二'] },
  tasks: [],
  progress: '',
  spending: '',
  minutes: '',
  content: '',
} as const;
const plain = { ...nothing, how: { question: nothing.how.question, options: [...nothing.how.options] } };

/** Raised by the demo resident a day ago; neighbours are co-signing. */
export const handrails: Topic = {
  ...plain,
  procedure: 'nine_steps',
  byDemoResident: true,
  title: '单元门口台阶加装扶手',
  text: '门口五级台阶没有扶手，下雪天老人上下很危险，去年有人摔过。',
  wish: '每个单元门口装一侧扶手，再铺防滑条',
};

/** Being told to everybody now. */
export const deliveries: Topic = {
  ...plain,
  procedure: 'nine_steps',
  title: '快递车和外卖车进小区怎么管',
  text: '中午和傍晚快递、外卖车在人行道上骑得快，孩子放学不安全；不让进，老人又拿不动重的东西。',
  wish: '商量一个限时限速、方便老人的办法',
  content: '商量外来电动车进小区的时间、路线和停放点；不讨论物业收费。',
};

/** A meeting is called for the day after tomorrow. */
export const square: Topic = {
  ...plain,
  procedure: 'three_meetings',
  title: '小广场跳舞的时间和音量',
  text: '晚上跳舞声音大，楼上孩子写作业受影响；跳舞的居民也需要地方锻炼。',
  wish: '大家坐下来定个时间和音量',
  content: '商量小广场晚间活动的时间、音量和分区，形成大家都认的约定。',
};

/** Voted on now. */
export const charging: Topic = {
  ...plain,
  procedure: 'nine_steps',
  title: '电动车集中充电棚建在哪里',
  text: '电动车没地方充电，有人从楼上拉线，很危险。空地有两处，各有各的不便。',
  wish: '建一处带顶棚、能自动断电的充电棚',
  content: '建不建充电棚；建在东侧空地还是西侧车棚旁；费用由谁承担。',
  words: ['拉线充电太危险，应该建', '东侧离楼远，安全', '赞成，希望能刷卡充电', '同意，夜里要能自动断电', '离我家窗户近，担心噪声', '建哪里都行，听大家的'],
  opinion: '由居委会申请老旧小区改造资金建一处20个车位的充电棚，离楼15米以上，自动断电；位置由表决决定。',
  whether: '是否建电动车集中充电棚',
  how: { question: '建在哪里', options: ['东侧空地', '西侧车棚旁'] },
  minutes:
    '到会参与人10人。多数认为应当建充电棚，理由是楼内拉线充电有火灾危险；两人担心噪声和窗前采光，提出离楼15米以上。会议同意就建不建、建在哪里两个问题表决。',
};

/** Decided; one task of two is done. */
export const lamps: Topic = {
  ...plain,
  procedure: 'nine_steps',
  title: '北门到活动室的路灯和盲道',
  text: '北门到活动室一段没有路灯，盲道被石墩挡住，晚上老人不敢走。',
  wish: '补三盏路灯，移开石墩',
  content: '路灯补几盏、装在哪里；石墩移到哪里；电费从哪里出。',
  words: ['早该装了，晚上看不见', '赞成，希望用感应灯', '同意，盲道也要通', '同意', '灯别对着卧室窗户', '没有意见'],
  opinion: '补装三盏节能路灯，灯罩朝路面；石墩移到路口两侧，保证盲道畅通；电费由公共收益支出。',
  whether: '是否按方案补装路灯、移开石墩',
  how: { question: '路灯用哪一种', options: ['感应灯', '常亮灯'] },
  tasks: [
    { title: '移开盲道上的石墩', text: '把四个石墩移到路口两侧，盲道净宽不小于1.5米。', report: '四个石墩已移开，盲道已清理。' },
    { title: '联系安装三盏路灯', text: '按公示的方案请供电和施工单位安装，灯罩朝路面。', report: '三盏路灯已亮。' },
  ],
  progress: '石墩已移开；路灯已下单，等设备到货后安装。',
  spending: '路灯三盏共4,260元，由公共收益支出。',
  minutes: '到会参与人10人。大家同意补灯，讨论了感应灯和常亮灯的利弊；一人提出灯光不要照进卧室，方案采纳。',
};

/** Carried out, rated and archived. */
export const drying: Topic = {
  ...lamps,
  title: '楼后空地建公共晾晒区',
  text: '低层住户没有阳光晒被子，有人在绿地里拉绳，树也被勒坏了。',
  wish: '在楼后空地立几排晾衣架',
  content: '建不建、建几排、怎么管理。',
  words: ['低层太需要了', '赞成，别占消防通道', '同意，要有人管', '同意', '怕影响楼后绿地', '都可以'],
  opinion: '在楼后硬化地面立六排晾衣架，离消防通道3米以上，由楼栋长轮流照看。',
  whether: '是否建公共晾晒区',
  how: { question: '立几排', options: ['六排', '四排'] },
  tasks: [
    { title: '核对消防通道和绿地边线', text: '现场核对晾晒区不占消防通道和绿地。', report: '已现场核对划线，不占消防通道。' },
    { title: '安装六排晾衣架', text: '采购并安装，张贴使用约定。', report: '六排晾衣架已装好，约定已张贴。' },
  ],
  progress: '',
  spending: '晾衣架6排共3,180元，居民自筹1,180元，其余由社区为民服务资金支出。',
  minutes: '到会参与人10人。大家同意建晾晒区，要求不占消防通道；一人担心绿地，方案改为只用硬化地面。',
};
