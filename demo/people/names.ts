import type { Rng } from '../random.ts';

/**
 * Surnames with rough frequencies. Given names are put together from lists chosen so that no combination is a well-known public figure;
 * a test holds them against a list of such names.
 */
const SURNAMES = (
  '王71 李70 张66 刘53 陈45 杨31 赵22 黄21 周20 吴19 徐16 孙15 胡13 朱12 高12 林11 何11 郭11 马11 罗9 梁8 宋8 郑8 谢7 韩7 唐7 冯7 于6 ' +
  '董6 萧5 程5 曹5 袁5 邓5 许5 傅4 沈4 曾4 彭4 吕4 苏4 卢4 蒋4 蔡4 贾4 丁4 魏4 薛4 叶4 阎3 余3 潘3 杜3 戴3 夏3 钟3 ' +
  '汪3 田3 任3 姜3 范3 方3 石3 姚3 谭3 廖3 邹2 熊2 金2 陆2 郝2 孔2 白2 崔2 康2 毛2 邱2 秦2 江2 史2 顾2 侯2 邵2 孟2 ' +
  '龙2 万2 段2 雷2 钱2 汤2 尹3 黎2 易1 常2 武1 乔1 贺1 赖1 龚1 文1 庞1 樊1 兰1 殷1 施1 陶1 洪1 翟1 安1 颜1 倪1 严1 ' +
  '牛1 温1 芦1 季1 俞1 章1 鲁1 葛1 伍1 韦1 申1 尤1 毕1 聂1 丛1 焦1 向1 柳1 邢1 路1 岳1 齐1 梅1 莫1 庄1 辛1 管1 祝1 ' +
  '左1 涂1 谷1 祁1 时1 舒1 耿1 牟1 卜1 路1 詹1 关1 苗1 凌1 费1 纪1 靳1 盛1 童1 欧阳1 上官1 司徒1'
)
  .split(' ')
  .map((entry): readonly [string, number] => {
    const [, surname, weight] = /^(\D+)(\d+)$/u.exec(entry)!;
    return [surname!, Number(weight)];
  });
const FIRST = {
  m: '守启恒永绍振立景瑞沐禾长茂承炳洪维秉宗广树满存延仲思亦季厚润',
  f: '秀玉凤桂素巧雨若静书采月春秋菊佩婉蕙淑银彩沁念芷语芳翠香惠冬',
};
const LAST = {
  m: '田朴川柱实林山泉贵堂年民信禄成安远舟岩峪松岭满根庚槐垚耘桥津',
  f: '枝环莲琴苗桃杏叶珍荷芹娥芸禾蕊笛竹枫茵萍穗棠果芽菱绢纨荞苇葵',
};

export type Gender = 'm' | 'f';

/** An invented name of two or three characters (four with a double surname). */
export function makeName(rng: Rng, gender: Gender): string {
  const [surname] = rng.weighted(SURNAMES, (entry) => entry[1]);
  const last = rng.pick([...LAST[gender]]);
  return rng.chance(0.12) ? surname + last : surname + rng.pick([...FIRST[gender]]) + last;
}

/**
 * Invented mobile number number `index` of a place (0-9): 160 and eight digits. The segment 160 had not been opened to any operator for subscribers when
 * this was written (general knowledge, not confirmed by a register here); it has the shape that forms ask for. The demo sends through the sandbox provider only.
 */
export function makePhone(place: number, index: number): string {
  if (index < 0 || index > 9_999_999) throw new RangeError('phone index');
  return `160${String(place)}${String(index).padStart(7, '0')}`;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Check character of an 18-place identity number (GB 11643, ISO 7064 MOD 11-2) for its first 17 digits. */
export function identityCheck(digits: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(digits[i]) * WEIGHTS[i]!;
  return '10X98765432'[sum % 11]!;
}

/**
 * An identity number with a right check character that can belong to nobody: its division is 999999, which is no place (official codes begin with 11 to 82).
 * `birth` is YYYYMMDD; the last digit of the sequence is odd for men.
 */
export function makeIdentity(rng: Rng, birth: string, gender: Gender): string {
  const sequence = rng.int(0, 499) * 2 + (gender === 'm' ? 1 : 0);
  const digits = `999999${birth}${String(sequence).padStart(3, '0')}`;
  return digits + identityCheck(digits);
}
