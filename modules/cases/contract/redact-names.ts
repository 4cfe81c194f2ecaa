/**
 * Names of persons in running Chinese text, found by what stands around them: words that introduce a name, forms of address after it, a number behind it. Pure.
 * A name alone in a sentence, with nothing that says it is one, is not found.
 */

// The 160 commonest surnames (Ministry of Public Security, 2020: over 95 % of the people), and their traditional forms.
const surnames = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷段龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰施洪季安颜倪梅俞葛岳牛翟殷霍申屈童柯焦凌路祁裴温关齐柴鲁舒阎柳欧娄庞傅耿尚游解盛符代迟左' +
    '張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蕭葉蔣餘呂盧鍾陸範賈鄒閆龍賀顧龔萬錢戴嚴湯喬賴蘭顏關齊魯閻歐婁龐遲蘇譚',
);
const doubles = /^(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|夏侯|皇甫|尉迟|公孙|公孫|慕容|令狐|宇文|长孙|司徒|端木|东方|独孤|南宫|申屠)/u;

/** Words of everyday reports that begin like a name. */
const words = new Set(
  (
    '高新 高层 高度 高声 高中 高三 高一 高二 高龄 高空 高压 高峰 高价 高铁 高速 高考 高血 高低 高温 高校 高职 安全 安装 安排 安葬 安静 安心 安居 安置 安保 安徽 方便 方面 方式 方法 方向 方案 方圆 任何 任意 任由 任务 任性 ' +
    '于是 关于 關於 关系 关心 关键 关闭 关门 常年 常常 常住 常有 常见 常德 常委 常州 马上 馬上 马路 马桶 马虎 白天 白色 白白 白蚁 程序 程度 曾经 曾經 曾多 周边 周末 周围 周日 周一 周二 周三 周四 周五 周六 周期 周至 金额 金店 金属 金融 金牌 金地 余额 余下 余地 ' +
    '黄色 黄牛 黄了 黄河 黄金 黄泥 张贴 张家 张罗 陈述 陈旧 陈年 孙子 孙女 孙辈 江苏 江西 江南 江北 江边 江湖 石头 石油 石家 石材 石板 温州 温度 温暖 温馨 成都 成年 路过 路口 路灯 路面 路边 路人 路上 解决 解释 解放 解除 常用 向前 向来 向上 向下 文明 文化 文件 文体 ' +
    '万一 万科 万达 万分 全家 全体 全部 严重 严格 严厉 康复 康养 康乐 施工 施肥 游客 游戏 游泳 盛夏 盛世 符合 代表 代理 代办 代替 左右 左边 左邻 易燃 易拉 易爆 武警 武汉 武功 段时 龙头 龙湖 毛病 毛坯 石化 马拉 胡乱 胡说 胡同 钟点 钟头 ' +
    '许多 許多 许久 许可 田地 田间 田径 牛肉 牛奶 侯车 段长 季度 夏天 夏季 夏日 秦都 秦岭 雷雨 雷声 雷击 水果 梁上 钱财 钱款 钱包 钱被 武装 齐全 齐心 齐步 关注 關注 关照 柴油 柴火 温泉 焦急 焦虑 迟迟 迟到 付款 付费 付钱 付清 丁字 史上 顾客 顾虑 顾及 ' +
    '尚未 尚且 单位 童年 童车 安康 安徽 安定 万元 江河 林业 林地 林木 林荫 林立 叶子 苏州 贺卡 毛巾 汤圆 白酒 白菜 常规 何时 何况 何必 何以 何人 何处 何事 和平 赖账 赖着 文字 兰州 洪水 洪涝 季节 申请 申報 申报 申诉 申領 申领 康宁 路段 路牌 ' +
    '华为 连续 范围 範圍 石墩 石凳 石子 金黄 金银 夏秋 易地 向我 向您 常来 常把 常在 任命 任职 程咬 安分 周转 高层 高架 高楼 高大 高处 高原 高发 高档 高峻 万家 万物 沈阳 郑州 徐州 邱县 武陵 洛阳 汉中 汪汪 严禁 严防 严打 严查 黎明 陶瓷 石灰 任课 许愿 许诺 梅雨 梅花 柳树 柳絮 柳州'
  ).split(' '),
);
/** Not in a given name. */
const never =
  /[的了在是不我你他她它们這这那哪吗呢吧啊呀么什怎已就也都被把很住电電话話手机機号號码碼没沒去每昨给給往从從到您但却所与及或着上下里外老两几店楼室栋某员員说說请請，]/u;
/** Begins what comes after a name, where a name of two letters could go on. */
const ends =
  /[电電手微住家在的是身联聯来來反向说說您你我他她系有每就被也都要想从從到给給把很还還没沒不这這那上下往今昨已因对對于於及和跟与與打请請找求问問让讓带帶去过過了着又再能会會可才刚只租房岁歲男女号號室栋楼单單前后後里外欠退收签簽投举报報称表某叫先同说等做干开開两先小大老阿主书經经局警师師]/u;
/** What makes a place, an office or a kind of people of the letters before. */
const place = /[村庄莊镇鎮乡鄉县縣市区區街路巷社组組院局厂廠店校队隊科司委会會班级馆站桥河湖湾寨堡屯城州省人学學坊业業所]/u;
const han = /\p{Script=Han}/u;
const called = '(?:先生|女士|小姐|同志|师傅|師傅|大爷|大妈|大娘|大姐|大哥|阿姨|奶奶|爷爷|老师|老師|医生|主任|书记|经理|局长|科长|所长|警官|老人)';
const address = new RegExp(`^${called}`, 'u');

/** How many letters at the beginning of `letters` are a person's name; 0 where they are none. */
function nameLength(letters: string): number {
  const double = doubles.test(letters) ? 2 : 0;
  const family = double || (surnames.has(letters[0] ?? '') ? 1 : 0);
  const [first, second] = [letters[family] ?? '', letters[family + 1] ?? ''];
  if (family === 0 || !han.test(first) || never.test(first) || place.test(first)) return 0;
  if (!double && words.has(letters.slice(0, 2))) return 0;
  const rest = letters.slice(family);
  // 王大爷, 李小姐: a surname and how one is addressed, no name.
  if (address.test(rest) || /^[一二三四五六七八九十]?(?:大爷|叔|姨|哥|姐|总|工|队|姓)/u.test(rest)) return 0;
  const goesOn = han.test(second) && !ends.test(second) && !never.test(second) && !address.test(rest.slice(1));
  if (goesOn && place.test(second)) return 0;
  const length = family + (goesOn ? 2 : 1);
  return goesOn && place.test(letters[length] ?? '') && !address.test(letters.slice(length)) && !double ? 0 : length;
}

/** Letters that given names are made of most. */
const given = new Set(
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建国华红梅莲莉玉珍贞春菊凤洁燕云雪荣爱妹香月莺媛瑞凡佳嘉琼勤珠翠雅芝萍娥芬彩彤曼晓茜婷姣婉娴瑾颖露瑶怡婵雁蓓仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝霄枫芸菲寒伊亚宜可姬舒影荔枝思大海山仁波贵福生龙元全胜祥才发武新利清飞彬富顺信子浩宇轩涵梓博俊豪泽晨皓睿诗琪欢志远鹏程天翔东斌鑫',
);
/** Whether a name may stop here: nothing follows, or what can follow a name; a name of two usual letters may stop anywhere. */
const ended = (name: string, after: string): boolean =>
  after === '' ||
  !han.test(after[0]!) ||
  ends.test(after[0]!) ||
  address.test(after) ||
  (name.length > 2 && [...name].slice(-2).every((one) => given.has(one)));

type Found = { readonly at: number; readonly length: number };
type Finder = (text: string) => Found | null;

/** Finds the first name right behind what `before` matches. `sure`: the words around decide, whatever follows. */
const behind =
  (before: RegExp, sure: boolean): Finder =>
  (text) => {
    for (const match of text.matchAll(before)) {
      const at = match.index + match[0].length;
      const length = nameLength(text.slice(at, at + 8));
      if (length > 0 && (sure || ended(text.slice(at, at + length), text.slice(at + length, at + length + 3)))) return { at, length };
    }
    return null;
  };

const gap = '[ \\t\u3000]*';
const label = '(?:姓名|名字|联系人|聯繫人|聯絡人|当事人|反映人|投诉人|举报人|报修人|申请人|求助人|来电人|经办人|负责人|户主|患者|署名)';
const kin = '(?:爱人|丈夫|妻子|老公|老婆|老伴|父亲|母亲|爸爸|妈妈|爷爷|奶奶|儿子|女儿|孙子|孙女|哥哥|弟弟|姐姐|妹妹|孩子|同事|朋友)';
const role =
  '(?:业主|業主|邻居|鄰居|户主|戶主|租户|租客|房东|房東|老板|老闆|店主|住户|住戶|村民|居民|保安|司机|物业经理|网格员|楼长|组长|队长|老人|职工|学生|店员|房客|车主)';

/** A form's line, or what somebody is called, whatever the name looks like: a run of two to six letters and nothing more. */
const written = new RegExp(
  `(?:${label}(?:姓名)?(?:[:：]|(?<=姓名)[ \\t])${gap}|(?:我叫|名字叫|名字是|名叫|叫做))(\\p{Script=Han}{2,6}(?:·\\p{Script=Han}{2,6})?)(?!\\p{Script=Han})`,
  'gu',
);
const noName =
  /^(?:某|不|未|无|匿名|同上|本人|没|电话|手机|号码|社区|物业|业主|居民|双方|门卫|保安|网格|救护|出租|外卖|快递|师傅|邻居|滴滴|开锁|拖车|搬家|警察|人|车)|[了不没过来次]|先生|女士/u;
const listed: Finder = (text) => {
  for (const match of text.matchAll(written)) {
    const name = match[1]!;
    if (noName.test(name) || words.has(name.slice(0, 2)) || [...name].some((one, at) => at > 0 && never.test(one))) continue;
    const length = nameLength(name) || name.length;
    return { at: match.index + match[0].length - name.length, length };
  }
  return null;
};

/** Names that begin where `starts` lets them and end right before `follows`. */
const before = (starts: string, follows: string): Finder => {
  const places = new RegExp(`(?<=^|[^\\p{Script=Han}]|[${starts}])(?=(\\p{Script=Han}{2,4}?)${follows})`, 'gu');
  return (text) => {
    for (const match of text.matchAll(places)) if (nameLength(`${match[1]!}，`) === match[1]!.length) return { at: match.index, length: match[1]!.length };
    return null;
  };
};
const number = '[ \\t，,、：:（(]*的?(?:联系|聯繫)?(?:电话|電話|手机|手機)?(?:号码?|號碼?|号)?[ \\t是为：:]*某号码';

const finders: readonly Finder[] = [
  listed,
  behind(new RegExp(`(?:我叫|我的?名字[叫是]?|名叫|叫做|本人(?:姓名)?|我是|${label})(?:${gap}[:：是叫为]?${gap})`, 'gu'), true),
  behind(new RegExp(`(?:${kin}|${role}|他|她|人)(?:叫|[:：是])?${gap}`, 'gu'), false),
  behind(/我是[^，。；！？\s]{1,12}的/gu, false),
  behind(/请给|请找|请联系/gu, false),
  behind(/某某[ \t]?[和与與跟及、，]/gu, false),
  // 王建军 138…, 胡军电话…, 李梅（…）.
  before('系找给叫是人', number),
  // 请曾庆华师傅来; a surname alone (张主任) stays.
  before('请請找向跟和与給给被对由让叫过是', called),
];

/** The text with every name found said as 某某. Doing it twice changes nothing more. */
export function hideNames(text: string): string {
  let shown = text;
  for (const find of finders)
    for (let found = find(shown); found; found = find(shown)) shown = `${shown.slice(0, found.at)}某某${shown.slice(found.at + found.length)}`;
  return shown === text ? text : hideNames(shown);
}
