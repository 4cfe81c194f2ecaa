import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Ended, Result } from './run.ts';

type Assertion = { status: string; fullName: string; failureMessages?: string[] | null };
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests?: number;
  testResults: { name: string; status: string; message?: string; assertionResults: Assertion[] }[];
};

/**
 * Reads Vitest's JSON report. A file that does not load counts as one failure, and so does a run that fails outside any test,
 * leaves no report, or runs no test at all.
 */
export function readVitest(root: string, file: string, ended: Ended, minutes: number): Result {
  if (!existsSync(file))
    return { passed: 0, failed: 1, note: ended.late ? `did not end within ${minutes} minutes` : 'no report', lines: ended.output.split('\n').slice(-60) };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const lines: string[] = [];
  let broken = 0;
  for (const one of report.testResults) {
    const name = relative(root, one.name);
    const failures = one.assertionResults.filter(({ status }) => status === 'failed');
    for (const failure of failures) lines.push(`✗ ${name} > ${failure.fullName}`, ...indent(failure.failureMessages?.join('\n') ?? ''));
    if (one.status === 'failed' && failures.length === 0) {
      broken++;
      lines.push(`✗ ${name} did not load`, ...indent(one.message ?? ''));
    }
  }
  let failed = report.numFailedTests + broken;
  if (failed === 0 && (ended.code !== 0 || ended.late)) {
    failed = 1;
    lines.push(ended.late ? `✗ did not end within ${minutes} minutes` : '✗ the run failed outside its tests', ...ended.output.split('\n').slice(-60));
  }
  if (failed === 0 && report.numPassedTests === 0) {
    failed = 1;
    lines.push('✗ no test ran');
  }
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
  return { passed: report.numPassedTests, failed, skipped, note: `${report.testResults.length} files`, lines };
}

const indent = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => !/node_modules\/(vitest|@vitest)|node:internal/.test(line))
    .slice(0, 25)
    .map((line) => `    ${line}`);
