import type { Words } from '@hezhi/contract/light';

/** What stands in a cell of a report. Pure, and free of schema code. `to`: the page of the desk with the list behind it. Rates are 0 to 1, `points` is a difference of rates. */
export type Cell =
  | { readonly is: 'text'; readonly text: string | Words; readonly to?: string }
  | { readonly is: 'count'; readonly n: number | null; readonly to?: string }
  | { readonly is: 'rate'; readonly n: number | null; readonly to?: string }
  | { readonly is: 'score'; readonly n: number | null }
  | { readonly is: 'change' | 'points' | 'scoreChange'; readonly n: number | null };

const percent = (n: number, digits: number): string => `${(n * 100).toFixed(digits)}%`;
const signed = (n: number, body: string): string => (n > 0 ? `+${body}` : n < 0 ? `−${body}` : '0');
/** A cell in letters: counts with separators, rates with one decimal, changes with their sign; `—` where there is nothing to say. */
export function cellText(cell: Cell, say: (words: Words) => string, language: 'zh-Hans' | 'zh-Hant' | 'en'): string {
  if (cell.is === 'text') return typeof cell.text === 'string' ? cell.text : say(cell.text);
  if (cell.n === null) return '—';
  const whole = (n: number): string => n.toLocaleString(language === 'en' ? 'en' : 'zh-CN');
  switch (cell.is) {
    case 'count':
      return whole(cell.n);
    case 'rate':
      return percent(cell.n, 1);
    case 'score':
      return cell.n.toFixed(1);
    case 'change':
      return signed(cell.n, whole(Math.abs(cell.n)));
    case 'points': {
      const n = Math.round(cell.n * 1000) / 10;
      return signed(n, language === 'en' ? `${Math.abs(n).toFixed(1)} pts` : `${Math.abs(n).toFixed(1)}个百分点`);
    }
    case 'scoreChange': {
      const n = Math.round(cell.n * 10) / 10;
      return signed(n, Math.abs(n).toFixed(1));
    }
  }
}
