import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { receiptText } from '@hezhi/ballots/contract';
import { sampleTally } from '@hezhi/ballots/testing';
import { expect, test } from 'vitest';
import { Faults, openBrowser, phone } from './world/browser.ts';
import { root } from './world/folders.ts';
import { axe } from './world/look.ts';

/** The verifier of ballots as a resident keeps it: one file, opened from the disk, no server. */
test('the verifier computes a tally anew and finds a receipt, from a file and without network', async () => {
  const page_file = join(root, 'apps/resident/dist/verifier.html');
  expect(existsSync(page_file)).toBe(true);
  const folder = mkdtempSync(join(tmpdir(), 'hezhi-verifier-'));
  const browser = await openBrowser();
  try {
    writeFileSync(join(folder, 'verifier.html'), readFileSync(page_file));
    const { file, nonces } = sampleTally(300);
    writeFileSync(join(folder, 'tally.json'), JSON.stringify(file));
    writeFileSync(join(folder, 'changed.json'), JSON.stringify({ ...file, sums: { q1: { ...file.sums['q1'], yes: { heads: 299, area: 1 } } } }));
    const context = await browser.newContext({ viewport: phone, locale: 'zh-CN', offline: true });
    // Axe brings its script from outside the page's policy; the policy itself is part of what is tested, in the page that stays as it is.
    const page = await context.newPage();
    const faults = new Faults();
    faults.watch(page);
    await page.goto(pathToFileURL(join(folder, 'verifier.html')).href);
    await page.setInputFiles('#file', join(folder, 'tally.json'));
    await page.getByText('核验通过').waitFor();
    await page.getByText('面积参与').waitFor();
    // By keyboard alone: from the chooser to the receipt, and Enter.
    await page.focus('#file');
    await page.keyboard.press('Tab');
    await page.keyboard.type(receiptText(file.ballot, nonces[1]!));
    await page.keyboard.press('Enter');
    await page.getByText('您的票在计票文件中').waitFor();
    await page.click('#tongue');
    await page.getByText('Your vote is in the tally').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.setInputFiles('#file', join(folder, 'changed.json'));
    await page.getByText('Not right: the file contradicts itself').waitFor();
    await page.setInputFiles('#file', join(folder, 'verifier.html'));
    await page.getByText('This is no tally file').waitFor();
    expect(faults.list).toEqual([]);
    const bare = await browser.newContext({ viewport: phone, bypassCSP: true });
    const looked = await bare.newPage();
    await looked.goto(pathToFileURL(join(folder, 'verifier.html')).href);
    await looked.setInputFiles('#file', join(folder, 'tally.json'));
    await looked.locator('.good').first().waitFor();
    expect(await axe(looked)).toEqual([]);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
