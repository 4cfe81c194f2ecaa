import type { Words } from '@hezhi/contract/light';
import { shirked } from './rates.ts';
import type { ReportFigures } from './report-tables.ts';

/** Figures of fewer matters than this say nothing about a place, category or unit. */
const ENOUGH = 5;

const pct = (n: number): string => `${(n * 100).toFixed(1)}%`;
const none: Words = { 'zh-Hans': '', en: '' };
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const joined = (...parts: readonly Words[]): Words => ({
  'zh-Hans': `${parts
    .map((one) => one['zh-Hans'])
    .filter((one) => one !== '')
    .join('，')}。`,
  en: `${capital(
    parts
      .map((one) => one.en)
      .filter((one) => one !== '')
      .join(', '),
  )}.`,
});
const w = (zh: string, en: string): Words => ({ 'zh-Hans': zh, en });

/** "比上月增加12.3%（上月1099件）"; where there was nothing before, only that. */
function against(now: number, then: number, zh: string, en: string): Words {
  if (then === 0) return now === 0 ? none : w(`${zh}没有受理`, `none were opened in ${en}`);
  if (now === then) return w(`与${zh}持平（${then}件）`, `as many as in ${en} (${then})`);
  const part = pct(Math.abs(now - then) / then);
  return now > then
    ? w(`比${zh}增加${part}（${zh}${then}件）`, `${part} more than in ${en} (${then})`)
    : w(`比${zh}减少${part}（${zh}${then}件）`, `${part} fewer than in ${en} (${then})`);
}

/** "按期处置率95.2%，比上月提高1.2个百分点". */
function rateSentence(zh: string, en: string, now: number | null, then: number | null): Words {
  if (now === null) return none;
  const change = then === null ? 0 : Math.round((now - then) * 1000) / 10;
  const points = Math.abs(change).toFixed(1);
  const compared =
    then === null
      ? none
      : change === 0
        ? w('与上月持平', 'as in the month before')
        : change > 0
          ? w(`比上月提高${points}个百分点`, `${points} points up`)
          : w(`比上月下降${points}个百分点`, `${points} points down`);
  return w(
    `${zh}${pct(now)}${compared['zh-Hans'] === '' ? '' : `（${compared['zh-Hans']}）`}`,
    `${en} ${pct(now)}${compared.en === '' ? '' : ` (${compared.en})`}`,
  );
}

/** What the figures say, in plain sentences; each is there only where the numbers carry it. Nothing is typed in by hand. */
export function findingsOf(numbers: Omit<ReportFigures, 'findings'>): Words[] {
  const { total, before, year, units, unitsTotal, repeats } = numbers;
  const opened = total.n['opened'] ?? 0;
  const found: Words[] = [];
  const until = numbers.soFar
    ? w(`本月截至${Number(numbers.to.slice(8))}日受理${opened}件`, `${opened} were opened by ${numbers.to}`)
    : w(`本月受理${opened}件`, `${opened} were opened`);
  found.push(
    joined(
      until,
      against(opened, before.total.n['opened'] ?? 0, numbers.soFar ? '上月同期' : '上月', 'the month before'),
      against(opened, year.total.n['opened'] ?? 0, '去年同期', 'the same month of last year'),
      w(`结案${total.n['closed_on'] ?? 0}件`, `${total.n['closed_on'] ?? 0} were closed`),
    ),
  );
  if (opened === 0) return found;
  const value = (row: typeof total, key: string): number | null => row.rates[key]?.value ?? null;
  const sentences = (keys: readonly string[]): Words[] =>
    keys
      .map((key) => {
        const words = numbers.rates.find((one) => one.key === key)!.words;
        return rateSentence(words['zh-Hans'], words.en, value(total, key), value(before.total, key));
      })
      .filter((one) => one['zh-Hans'] !== '');
  const work = sentences(['handled_rate', 'handled_in_time_rate', 'closed_rate', 'reworked_rate']);
  if (work.length > 0) found.push(joined(...work));
  const three = sentences(['responded_rate', 'solved_rate', 'satisfied_rate']);
  if (three.length > 0) found.push(joined(...three));
  found.push(...categories(numbers, opened), ...territories(numbers));
  const late = units.filter((row) => (row.n['overdue'] ?? 0) > 0).toSorted((a, b) => b.n['overdue']! - a.n['overdue']!)[0];
  if (late)
    found.push(
      joined(
        w(
          `超期最多的单位是${late.name}（${late.n['overdue']}件，应办${late.n['due'] ?? 0}件）`,
          `most overdue: ${late.name} (${late.n['overdue']} of ${late.n['due'] ?? 0} due)`,
        ),
      ),
    );
  const shirks = unitsTotal.n[shirked.key] ?? 0;
  const most = units.toSorted((a, b) => (b.n[shirked.key] ?? 0) - (a.n[shirked.key] ?? 0))[0];
  if (shirks > 0 && most) {
    found.push(
      joined(
        w(`推诿${shirks}件`, `${shirks} shirked`),
        w(`最多的是${most.name}（${most.n[shirked.key] ?? 0}件）`, `most by ${most.name} (${most.n[shirked.key] ?? 0})`),
      ),
    );
  }
  const open = total.n['open_overdue'] ?? 0;
  if (open > 0) found.push(joined(w(`当月受理的事项中还有${open}件在办且已超时`, `${open} of those opened are still open and overdue`)));
  const place = repeats[0];
  if (place)
    found.push(
      joined(
        w(
          `反复发生的地点${repeats.length}处，最多的是${place.place}的“${place.subjectName['zh-Hans']}”（${place.n}件）`,
          `${repeats.length} places of repeated reports; most at ${place.place}: ${place.subjectName.en} (${place.n})`,
        ),
      ),
    );
  return found;
}

function categories({ subjects, before }: Omit<ReportFigures, 'findings'>, opened: number): Words[] {
  const found: Words[] = [];
  const most = subjects.toSorted((a, b) => (b.n['opened'] ?? 0) - (a.n['opened'] ?? 0))[0];
  const n = most?.n['opened'] ?? 0;
  if (most && n > 0)
    found.push(
      joined(w(`受理最多的类别是“${most.name['zh-Hans']}”（${n}件，占${pct(n / opened)}）`, `most reported: ${most.name.en} (${n}, ${pct(n / opened)})`)),
    );
  // Where nothing was counted before, everything rises.
  const rise = ((before.total.n['opened'] ?? 0) === 0 ? [] : subjects)
    .filter((row) => (row.n['opened'] ?? 0) >= ENOUGH && (row.n['opened'] ?? 0) >= 1.5 * (row.openedBefore ?? 0))
    .toSorted((a, b) => b.n['opened']! - (b.openedBefore ?? 0) - (a.n['opened']! - (a.openedBefore ?? 0)))[0];
  if (rise)
    found.push(
      joined(
        w(
          `上升最快的类别是“${rise.name['zh-Hans']}”，由${rise.openedBefore ?? 0}件增至${rise.n['opened']}件`,
          `rising most: ${rise.name.en}, from ${rise.openedBefore ?? 0} to ${rise.n['opened']}`,
        ),
      ),
    );
  return found;
}

/** The territories at both ends of the rate in time, where at least two can be compared. */
function territories({ areas }: Omit<ReportFigures, 'findings'>): Words[] {
  const rated = areas
    .filter((row) => row.key !== 'rest' && (row.n['due'] ?? 0) >= ENOUGH && (row.rates['handled_in_time_rate']?.value ?? null) !== null)
    .toSorted((a, b) => b.rates['handled_in_time_rate']!.value! - a.rates['handled_in_time_rate']!.value!);
  const [best, worst] = [rated[0], rated.at(-1)];
  if (!best || !worst || best === worst) return [];
  const [high, low] = [best.rates['handled_in_time_rate']!.value!, worst.rates['handled_in_time_rate']!.value!];
  if (high === low) return [];
  return [
    joined(
      w(`按期处置率最高的是${best.name['zh-Hans']}（${pct(high)}）`, `handled in time most often in ${best.name.en} (${pct(high)})`),
      w(`最低的是${worst.name['zh-Hans']}（${pct(low)}）`, `least in ${worst.name.en} (${pct(low)})`),
    ),
  ];
}
