import { readFileSync } from 'node:fs';
import { argv, env } from 'node:process';
import { judge, judgeReceipt, readTally, type Line } from '../web/verifier/judge.ts';

/** `node verify.mjs tally.json [receipt]`: recomputes a tally file; exit 0 when all agrees (and the receipt is in), 1 when not, 2 when it cannot be read. */
const [, , path, receipt] = argv;
const tongue = /^en/i.test(env['LANG'] ?? '') ? 'en' : 'zh-Hans';
const marks: Readonly<Record<Line['kind'], string>> = { good: '✔ ', bad: '✘ ', note: '! ', title: '# ', head: '\n## ', plain: '  ' };
const print = (lines: readonly Line[]): void => {
  for (const { kind, text } of lines) console.log(`${marks[kind]}${text}`);
};
const text = ((): string | null => {
  try {
    return path === undefined ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
})();
const file = text === null ? null : readTally(text);
if (!file) {
  console.error('node verify.mjs tally.json [receipt]');
  process.exitCode = 2;
} else {
  const found = judge(file, tongue);
  print(found.lines);
  const looked = receipt === undefined ? null : judgeReceipt(file, receipt, tongue);
  if (looked) print(looked.lines);
  process.exitCode = found.ok && (looked?.ok ?? true) ? 0 : 1;
}
