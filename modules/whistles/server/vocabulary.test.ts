import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Told = { states: object; steps: object; legs: object; marks: object; pause_reasons: { key: string }[] };
const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const procedures: Record<string, Told> = {
  case: JSON.parse(read('methods/base/procedures/standard_case@3.json')) as Told,
  whistle: JSON.parse(read('methods/base/procedures/whistle.json')) as Told,
};

/** The words of rules.md 1, each of which must have its place. */
const words =
  '待受理 待立案 待分派 已分派 待接单 待签收 处置中 社区吹哨 街道吹哨 待应哨 已应哨 应哨处置中 退单申请 同意退单 拒绝退单 延期申请 延期核准 挂账 挂起 待社区核查 待街道核查 待区核查 返工 待评价 结案 作废 并案 重复 推诿 延期'.split(
    ' ',
  );

it('every word of the command centre has a place, and every place that is named exists', () => {
  const page = read('docs/vocabulary.md');
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| 词'));
  const left = rows.map((row) => row.split('|')[1]!).join(' ');
  for (const word of words) expect(left, word).toContain(word);
  for (const row of rows) {
    const places = [...row.matchAll(/`([a-z]+):(state|step|leg|mark|pause)\.([a-z_]+)`/g)];
    expect(places.length, row).toBeGreaterThan(0);
    for (const [place, kind, what, key] of places) {
      const p = procedures[kind!]!;
      const known = {
        state: Object.keys(p.states),
        step: Object.keys(p.steps),
        leg: Object.keys(p.legs),
        mark: Object.keys(p.marks),
        pause: p.pause_reasons.map((one) => one.key),
      };
      expect(known[what as keyof typeof known], place).toContain(key);
    }
  }
});
