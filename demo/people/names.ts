import type { Rng } from '../random.ts';

/**
 * Surnames with rough frequencies. Given names are put together from lists chosen so that no combination is a well-known public figure;
 * a test holds them against a list of such names.
 */
const SURNAMES: ReadonlyArray<readonly [string, number]> = [
  ['王', 71], ['李', 70], ['张', 66], ['刘', 53], ['陈', 45], ['杨', 31], ['赵', 22], ['黄', 21], ['周', 20], ['吴', 19], ['徐', 16], ['孙', 15], ['胡', 13], ['朱', 12], ['高', 12], ['林', 11], ['何', 11], ['郭', 11],
  ['马', 11], ['罗', 9], ['梁', 8], ['宋', 8], ['郑', 8], ['谢', 7], ['韩', 7], ['唐', 7], ['冯', 7], ['于', 6], ['董', 6], ['萧', 5], ['程', 5], ['曹', 5], ['袁', 5], ['邓', 5], ['许', 5], ['傅', 4], ['沈', 4], ['曾', 4],
  ['彭', 4], ['吕', 4], ['苏', 4], ['卢', 4], ['蒋', 4], ['蔡', 4], ['贾', 4], ['丁', 4], ['魏', 4], ['薛', 4], ['叶', 4], ['阎', 3], ['余', 3], ['潘', 3], ['杜', 3], ['戴', 3], ['夏', 3], ['钟', 3], ['汪', 3], ['田', 3],
  ['任', 3], ['姜', 3], ['范', 3], ['方', 3], ['石', 3], ['姚', 3], ['谭', 3], ['廖', 3], ['邹', 2], ['熊', 2], ['金', 2], ['陆', 2], ['郝', 2], ['孔', 2], ['白', 2], ['崔', 2], ['康', 2], ['毛', 2], ['邱', 2], ['秦', 2],
  ['江', 2], ['史', 2], ['顾', 2], ['侯', 2], ['邵', 2], ['孟', 2], ['龙', 2], ['万', 2], ['段', 2], ['雷', 2], ['钱', 2], ['汤', 2], ['尹', 3], ['黎', 2], ['易', 1], ['常', 2], ['武', 1], ['乔', 1], ['贺', 1], ['赖', 1],
  ['龚', 1], ['文', 1], ['庞', 1], ['樊', 1], ['兰', 1], ['殷', 1], ['施', 1], ['陶', 1], ['洪', 1], ['翟', 1], ['安', 1], ['颜', 1], ['倪', 1], ['严', 1], ['牛', 1], ['温', 1], ['芦', 1], ['季', 1], ['俞', 1], ['章', 1],
  ['鲁', 1], ['葛', 1], ['伍', 1], ['韦', 1], ['申', 1], ['尤', 1], ['毕', 1], ['聂', 1], ['丛', 1], ['焦', 1], ['向', 1], ['柳', 1], ['邢', 1], ['路', 1], ['岳', 1], ['齐', 1], ['梅', 1], ['莫', 1], ['庄', 1], ['辛', 1],
  ['管', 1], ['祝', 1], ['左', 1], ['涂', 1], ['谷', 1], ['祁', 1], ['时', 1], ['舒', 1], ['耿', 1], ['牟', 1], ['卜', 1], ['路', 1], ['詹', 1], ['关', 1], ['苗', 1], ['凌', 1], ['费', 1], ['纪', 1], ['靳', 1], ['盛', 1],
  ['童', 1], ['欧阳', 1], ['上官', 1], ['司徒', 1],
];
const FIRST = {
  m: ['守', '启', '恒', '永', '绍', '振', '立', '景', '瑞', '沐', '禾', '长', '茂', '承', '炳', '洪', '维', '秉', '宗', '广', '树', '满', '存', '延', '仲', '思', '亦', '季', '厚', '润'],
  f: ['秀', '玉', '凤', '桂', '素', '巧', '雨', '若', '静', '书', '采', '月', '春', '秋', '菊', '佩', '婉', '蕙', '淑', '银', '彩', '沁', '念', '芷', '语', '芳', '翠', '香', '惠', '冬'],
};
const LAST = {
  m: ['田', '朴', '川', '柱', '实', '林', '山', '泉', '贵', '堂', '年', '民', '信', '禄', '成', '安', '远', '舟', '岩', '峪', '松', '岭', '满', '根', '庚', '槐', '垚', '耘', '桥', '津'],
  f: ['枝', '环', '莲', '琴', '苗', '桃', '杏', '叶', '珍', '荷', '芹', '娥', '芸', '禾', '蕊', '笛', '竹', '枫', '茵', '萍', '穗', '棠', '果', '芽', '菱', '绢', '纨', '荞', '苇', '葵'],
};

export type Gender = 'm' | 'f';

/** An invented name of two or three characters (four with a double surname). */
export function makeName(rng: Rng, gender: Gender): string {
  const [surname] = rng.weighted(SURNAMES, (entry) => entry[1]);
  const last = rng.pick(LAST[gender]);
  return rng.chance(0.12) ? surname + last : surname + rng.pick(FIRST[gender]) + last;
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
