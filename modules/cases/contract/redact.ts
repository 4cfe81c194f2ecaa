import { hideNames } from './redact-names.ts';

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

const plain = (text: string): string => text.replace(/[０-９]/gu, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));

/**
 * The text without phone, identity, card and plate numbers, e-mail and chat accounts, homes (building with unit or room) and names of persons where the words around say
 * that they are (`redact-names.ts`).
 * Dates and short numbers stay. Redacting twice changes nothing more.
 */
export function redact(text: string): string {
  const shown = text
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
    .replace(room, '某$1');
  return hideNames(shown);
}

/** What a list shows of a case: category and the beginning of what was said, on one line. */
export function titleOf(category: string, description: string): string {
  const line = redact(description).replace(/\s+/gu, ' ').trim();
  const letters = [...line];
  return `${category}：${letters.slice(0, 30).join('')}${letters.length > 30 ? '…' : ''}`;
}
