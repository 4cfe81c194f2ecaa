import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelled } from './redact-labelled.ts';
import { redact, titleOf } from './redact.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const mobile = fc.tuple(fc.constantFrom('13', '15', '17', '18', '19'), digits(9)).map(([a, b]) => a + b);
const signs = ['', ' ', '-', '－', '.', '—', '  ', ' - ', '·', '\u3000'];
/** A phone as people write it: in threes and fours with any sign between, wide digits, a country code, unseen characters. */
const written = fc
  .tuple(mobile, fc.constantFrom(...signs), fc.boolean(), fc.constantFrom('', '+86', '+86 ', '86-'), fc.boolean())
  .map(([phone, sign, wide, code, hidden]) => {
    const text = `${code}${phone.slice(0, 3)}${sign}${phone.slice(3, 7)}${sign}${phone.slice(7)}`;
    const shown = wide ? text.replace(/[0-9]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)) : text;
    return { phone, text: hidden ? shown.split('').join('\u200b') : shown };
  });
const chinese = fc.stringMatching(/^[\u4e00-\u9fa5，。！？、 a-zA-Z]{0,40}$/);
const bare = (text: string): string => text.normalize('NFKC').replace(/[^0-9]/g, '');

describe('what must never be public', () => {
  test('no phone survives, however it is written and wherever it stands', () => {
    fc.assert(
      fc.property(chinese, written, chinese, (before, { phone, text }, after) => {
        const shown = redact(`${before}${text}${after}`);
        expect(bare(shown)).not.toContain(phone.slice(3));
      }),
      { numRuns: 500 },
    );
  });

  test('nor identity numbers, cards, landlines', () => {
    const number = fc.oneof(
      fc.tuple(digits(17), fc.constantFrom('X', 'x', '1')).map(([a, b]) => a + b),
      digits(15),
      digits(16),
      digits(19),
      digits(19).map((one) => one.replace(/(\d{4})(?=\d)/g, '$1 ')),
      fc.tuple(digits(3), digits(8)).map(([a, b]) => `0${a}-${b}`),
    );
    fc.assert(
      fc.property(chinese, number, chinese, (before, secret, after) => {
        expect(bare(redact(`${before}${secret}${after}`))).not.toContain(bare(secret).slice(-7));
      }),
      { numRuns: 500 },
    );
  });

  test('redacting twice changes nothing more', () => {
    const part = fc.oneof(
      chinese,
      written.map((one) => one.text),
      fc.constantFrom('我叫张三，', '3栋2单元501室', '陕D·12345', '2026-11-22', 'a@b.cn', '微信号abc_12345', '501室', '12-3-402'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const once = redact(parts.join(''));
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['3栋2单元501室漏水', '某栋某单元某室漏水'],
  ['渭滨家园12号楼501漏水', '渭滨家园某号楼某室漏水'],
  ['住3号楼2单元', '住某号楼某单元'],
  ['5幢1202室门口', '某幢某室门口'],
  ['家在12-3-402，楼上漏水', '家在某栋某单元某室，楼上漏水'],
  ['3号楼楼道灯坏了', '3号楼楼道灯坏了'],
  ['我叫王小明，电话13800138000', '我叫某某，电话某号码'],
  ['联系人：李四电话029-88886666', '联系人：某某电话某号码'],
  ['姓名 欧阳娜娜 身份证610402199001011234', '姓名 某某 身份证某号码'],
  ['我叫张伟家里漏水', '我叫某某家里漏水'],
  ['白色轿车陕D·12345堵住消防通道', '白色轿车某车牌堵住消防通道'],
  ['新能源陕AD12345挡路', '新能源某车牌挡路'],
  ['邮箱zhang.san@example.com回复我', '邮箱某邮箱回复我'],
  ['加我微信号zs_13800000', '加我微信号某号'],
  ['电话一三八零零一三八零零零', '电话某号码'],
  ['2026-11-22晚上8点，第3次反映，等了20天', '2026-11-22晚上8点，第3次反映，等了20天'],
  ['井盖丢失，宽约80厘米，200米内有学校', '井盖丢失，宽约80厘米，200米内有学校'],
  ['12345热线打过没用', '12345热线打过没用'],
])('%s', (text, shown) => expect(redact(text)).toBe(shown));

test.each(labelled)('$text', ({ text, gone = [], kept = [] }) => {
  const shown = redact(text);
  for (const one of gone) expect(shown).not.toContain(one);
  for (const one of kept) expect(shown).toContain(one);
  expect(redact(shown)).toBe(shown);
});

test('names in any surroundings: twice is once, and what is taken out is taken out whole', () => {
  const part = fc.oneof(
    chinese,
    written.map((one) => one.text),
    fc.constantFrom(...labelled.map((one) => one.text)),
    fc.constantFrom('我是', '联系人', '业主', '姓名：', '、', '和', '先生', '请给', '叫', '张建国', '李梅', '欧阳雪', '高新', '某某'),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const once = redact(parts.join(''));
      expect(redact(once)).toBe(once);
    }),
    { seed: 20261122, numRuns: 1000 },
  );
  for (const before of ['我是', '我叫', '本人', '联系人', '联系人：', '业主', '我爱人', '姓名 '])
    for (const name of ['张建国', '李梅', '欧阳雪梅', '陈美玲'])
      for (const after of ['', '，电话13800138000', '的孩子', ' 13800138000', '住在这里']) expect(redact(before + name + after)).not.toContain(name);
});

test('a title is one line of category and beginning', () => {
  expect(titleOf('路灯不亮', '我家\n门口 13800138000')).toBe('路灯不亮：我家 门口 某号码');
  expect(titleOf('路灯不亮', '长'.repeat(40))).toBe(`路灯不亮：${'长'.repeat(30)}…`);
});
