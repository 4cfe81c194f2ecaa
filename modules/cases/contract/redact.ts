/** Personal data taken out of what is shown in public (PIPL; rules.md 8). Pure. When in doubt it takes out more, never less. */

const invisible = /[\u00AD\u200B-\u200F\u2060\uFEFF]/gu;
const digit = '[0-9０-９]';
// Digits with up to three signs between them, as people write numbers to be read by people.
const numbers = new RegExp(`[+＋]?${digit}(?:[ \\t\u3000\\-–—－_.·•()（）/]{0,3}${digit}){6,}[Xx]?`, 'gu');
const spelled = /[零〇一二三四五六七八九幺](?:[ \t、-]?[零〇一二三四五六七八九幺]){6,}/gu;
const date = /^(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])$/;
const mail = /[\w.+-]+[@＠][\w-]+(?:\.[\w-]+)+/gu;
const plate =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-HJ-NP-Za-hj-np-z][ ·•.-]?[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳领]/gu;
const account = /(微信号?|[Vv][Xx]|[Qq]{2}号?|[Ww]e[Cc]hat)([ \t]*(?:[:：是为]|号码?)?[ \t]*)[A-Za-z0-9_-]{5,30}/gu;
const n = '[0-9０-９一二三四五六七八九十百A-Za-z]{1,6}';
// A building alone is a place; with unit or room it is a home.
const home = new RegExp(
  `${n}[ ]?(栋|幢|座|号楼|号院|楼)[ ]?(?:${n}[ ]?(单元|门)[ ]?)?(?:${n}[ ]?(室|户|房|号)|([0-9０-９]{3,4})(?![0-9０-９米元个人次年月日天平厘公]))?`,
  'gu',
);
const unit = new RegExp(`${n}[ ]?(单元)[ ]?(?:[0-9０-９]{3,4}(室|户|房|号)?)?`, 'gu');
const room = /(?:[0-9０-９]{3,4})[ ]?(室|户)/gu;
const dashed = /(?<![0-9-])[0-9]{1,3}[-－][0-9]{1,2}[-－][0-9]{3,4}(?![0-9-])/gu;
const named = /(我的?名字[叫是]?|我叫|名叫|叫做|姓名|联系人|当事人|业主叫|本人)([ \t]*[:：是为]?[ \t]*)(\p{Script=Han}{2,4})/gu;
const double = /^(?:欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|端木|东方|独孤|南宫|申屠)/u;
const afterName = /[电手微住家在的是身联来，反向说您你系有]/u;

const plain = (text: string): string => text.replace(/[０-９]/gu, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));

function hideName(_whole: string, before: string, between: string, letters: string): string {
  const most = double.test(letters) ? 4 : 3;
  const chars = [...letters];
  let length = Math.min(most, chars.length);
  for (let i = 2; i < length; i++) if (afterName.test(chars[i]!)) length = i;
  return `${before}${between}某某${chars.slice(length).join('')}`;
}

/**
 * The text without phone, identity, card and plate numbers, e-mail and chat accounts, homes (building with unit or room) and names that a person gives as names.
 * Dates and short numbers stay. Redacting twice changes nothing more.
 */
export function redact(text: string): string {
  return text
    .replace(invisible, '')
    .replace(mail, '某邮箱')
    .replace(account, '$1$2某号')
    .replace(plate, '某车牌')
    .replace(dashed, '某栋某单元某室')
    .replace(numbers, (found) => (date.test(plain(found)) ? found : '某号码'))
    .replace(spelled, '某号码')
    .replace(home, (found, building: string, entrance?: string, door?: string, bare?: string) =>
      entrance || door || bare ? `某${building}${entrance ? `某${entrance}` : ''}${door ? `某${door}` : bare ? '某室' : ''}` : found,
    )
    .replace(unit, (_found, entrance: string, door?: string) => `某${entrance}${door ? `某${door}` : ''}`)
    .replace(room, '某$1')
    .replace(named, hideName);
}

/** What a list shows of a case: category and the beginning of what was said, on one line. */
export function titleOf(category: string, description: string): string {
  const line = redact(description).replace(/\s+/gu, ' ').trim();
  const letters = [...line];
  return `${category}：${letters.slice(0, 30).join('')}${letters.length > 30 ? '…' : ''}`;
}
