import type { Result } from './rows/row.ts';

/** The results as a table for a terminal. */
export function table(results: readonly Result[]): string {
  const head = ['what', 'ours', 'floor', 'unit', 'ratio', 'n'];
  const lines = results.map((one) => [
    one.name,
    number(one.ours),
    one.floor === null ? '' : number(one.floor),
    one.unit,
    one.ratio === null ? '' : String(one.ratio),
    String(one.n),
  ]);
  const widths = head.map((text, i) => Math.max(text.length, ...lines.map((line) => line[i]!.length)));
  const draw = (line: readonly string[]): string =>
    line
      .map((text, i) => (i === 0 || i === 3 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  return `${[draw(head), draw(widths.map((width) => '-'.repeat(width))), ...lines.map(draw)].join('\n')}\n\n${results.map(({ name, note }) => `${name}: ${note}`).join('\n')}\n`;
}

const number = (n: number): string => (Math.abs(n) >= 100 ? Math.round(n).toString() : String(n));
