import { categoryName } from '@hezhi/cases/server';
import type { Words } from '@hezhi/contract';
import type { SectionMaker } from '@hezhi/insight/server';
import { namesOf } from '@hezhi/matters/server';
import type { State } from '../contract/index.ts';
import { warningsBetween } from './queries-report.ts';

const w = (zh: string, en: string): Words => ({ 'zh-Hans': zh, en });
/** So many warnings are told in a report. */
const MOST = 50;
const states: Readonly<Record<State, Words>> = {
  open: w('待处理', 'Open'),
  dismissed: w('已排除', 'Dismissed'),
  matter: w('已转办', 'Made a matter'),
  over: w('已平息', 'Over'),
};

/** 本月预警: what the monthly report of a territory says of its warnings. */
export const warningsOfMonth: SectionMaker = async (call, { district, area, from, to }) => {
  const rows = await warningsBetween(call.db, district, area, from, to, MOST);
  if (rows.length === 0) return null;
  const names = await namesOf(call.house, district);
  return {
    key: 'warnings',
    title: w('本月预警', 'Early warnings'),
    note: w(`件数为七天内，按偏离程度排列，最多列${MOST}条。`, `Reports within seven days, the farthest from the expected first, at most ${MOST}.`),
    head: [w('区域', 'Territory'), w('类别', 'Category'), w('首次出现', 'First seen'), w('件数', 'Reports'), w('通常', 'Expected'), w('处理情况', 'State')],
    rows: rows.map((row) => ({
      cells: [names.area(row.area), categoryName(call.house, district, row.subject), row.first_day, row.seen, row.expected.toFixed(1), states[row.state]],
      to: `/warnings/${row.id}`,
    })),
  };
};
