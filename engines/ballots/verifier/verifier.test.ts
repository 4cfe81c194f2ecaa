import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testApp } from '@hezhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptText, type TallyFile } from '../contract/index.ts';
import { oldRanking, publishedRanking, rankedTally, sampleTally } from '../testing/tally.ts';
import { bundleVerifier } from './vite.ts';

const folder = mkdtempSync(join(tmpdir(), 'hezhi-verifier-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let html = '';
beforeAll(async () => {
  const made = await bundleVerifier();
  html = made.html;
  writeFileSync(join(folder, 'verify.mjs'), made.mjs);
});

const { file, nonces } = sampleTally(40);
/** What the command says of a file. */
function run(content: unknown, receipt?: string): Promise<{ code: number; text: string }> {
  const path = join(folder, 'tally.json');
  writeFileSync(path, JSON.stringify(content));
  const args = [join(folder, 'verify.mjs'), path, ...(receipt === undefined ? [] : [receipt])];
  return new Promise((resolve) =>
    execFile(process.execPath, args, { env: { LANG: 'zh_CN.UTF-8' } }, (error, stdout) => resolve({ code: Number(error?.code ?? 0), text: stdout })),
  );
}
const changed = (change: (copy: TallyFile) => void): TallyFile => {
  const copy = structuredClone(file);
  change(copy);
  return copy;
};

describe('the verifier as a command', () => {
  it('says that a right tally is right, and what a receipt stands for', async () => {
    const found = await run(file, receiptText(file.ballot, nonces[1]!));
    expect(found.code).toBe(0);
    expect(found.text).toContain('核验通过');
    expect(found.text).toContain('您的票在计票文件中');
    expect(found.text).toMatch(/是否同意更换物业服务企业：同意（1 人，\d+\.\d\d ㎡）/);
    expect((await run(file, receiptText(file.ballot, 'f'.repeat(32)))).text).toContain('计票文件中没有这张回执');
    expect((await run(file, 'nonsense')).code).toBe(1);
    expect((await run({ format: 'other' })).code).toBe(2);
  });

  it('tells how rankings were counted, recomputes every round, and reads files of before as before', async () => {
    const ranked = rankedTally();
    const found = await run(ranked);
    expect([found.code, found.text.includes('核验通过')]).toEqual([0, true]);
    expect(found.text).toContain('第 2 轮：巧克力超出当选数，其票按原值的 0.5 转给下一位选择：巧克力 6 票，草莓 5 票，橙子 4 票，糖果 3 票，梨 2 票。');
    expect(found.text).toContain('选出：巧克力、橙子、草莓');
    const told = structuredClone(ranked);
    told.outcome.questions[0]!.told![1] = { 'zh-Hans': '第 2 轮：梨当选。', en: 'Round 2: pears are elected.' };
    const counted = structuredClone(ranked);
    counted.outcome.questions[0]!.count!.quota = '5';
    for (const wrong of [told, counted, { ...ranked, format: 'hezhi-tally-1' }]) expect((await run(wrong)).code).toBe(1);
    expect(ranked).toEqual(publishedRanking);
    const old = await run(oldRanking);
    expect([old.code, old.text.includes('核验通过'), oldRanking.format]).toEqual([0, true, 'hezhi-tally-1']);
    expect(JSON.stringify(oldRanking.outcome)).not.toContain('told');
    const changedOld = structuredClone(oldRanking);
    changedOld.outcome.questions[0]!.rounds[0]!.out = 'm';
    expect((await run(changedOld)).code).toBe(1);
  });

  it('finds every change', async () => {
    const wrong = [
      changed((copy) => void (copy.leaves[0] = [...copy.leaves[0]!.slice(0, 3), 'yes', 'a'.repeat(64)] as never)),
      changed((copy) => void copy.leaves.pop()),
      changed((copy) => void copy.leaves.push(copy.leaves[0]!)),
      changed((copy) => void ([copy.leaves[0], copy.leaves[1]] = [copy.leaves[1]!, copy.leaves[0]!])),
      changed((copy) => void (copy.sums['q1']!['yes']!.heads = 40)),
      changed((copy) => void (copy.cast.totals.heads = 41)),
      changed((copy) => void (copy.roll.totals.heads = 1000)),
      changed((copy) => void (copy.outcome.outcome = 'failed')),
      changed((copy) => void (copy.root = '0'.repeat(64))),
      changed((copy) => void (copy.rule.agree[0]!.more_than = '9/10')),
    ];
    for (const one of wrong) {
      const found = await run(one);
      expect([found.code, found.text.includes('核验不通过')]).toEqual([1, true]);
    }
  });

  it('comes as one page that may use no network', () => {
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/\b(fetch|XMLHttpRequest|WebSocket|https?:)\b/);
    expect(html.match(/<(script|link|img)[^>]*(src|href)=/)).toBeNull();
  });

  it('is served with a policy that lets exactly its script and style run', async () => {
    const site = join(folder, 'site');
    mkdirSync(site);
    writeFileSync(join(site, 'verifier.html'), html);
    await using t = await testApp({ apps: [{ mount: '/', dir: site }] });
    const page = await t.withToken(null).inject({ url: '/verifier.html' });
    const hash = (element: string): string =>
      createHash('sha256')
        .update(new RegExp(`<${element}>([^]*)</${element}>`).exec(page.body)![1]!)
        .digest('base64');
    expect([page.statusCode, page.body]).toEqual([200, html]);
    expect(page.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'sha256-${hash('script')}'; style-src 'sha256-${hash('style')}'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
  });
});
