import { useFilters } from '@hezhi/web';
import { addDays, monthOf, type Period } from '../../contract/periods.ts';

export const choices = ['today', 'week', 'month30', 'month', 'custom'] as const;
export type Choice = (typeof choices)[number];

/** The day it is in China. */
export const todayInChina = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The days that a choice of the picker means today. */
export function periodOf(choice: Choice, from: string, to: string, today: string): Period {
  if (choice === 'today') return { from: today, to: today };
  if (choice === 'week') return { from: addDays(today, -6), to: today };
  if (choice === 'month') return { from: `${monthOf(today)}-01`, to: today };
  if (choice === 'custom' && from && to) return from <= to ? { from, to } : { from: to, to: from };
  return { from: addDays(today, -29), to: today };
}

/** What the page shows, kept in its address. */
export type View = ReturnType<typeof useView>;
export function useView() {
  const [values, set] = useFilters({ area: '', period: 'month30', from: '', to: '', by: 'area', subject: '' });
  const choice = choices.find((one) => one === values.period) ?? 'month30';
  const today = todayInChina();
  const search = (change: { area?: string; by?: string; subject?: string }): string => {
    const query = new URLSearchParams();
    const next = {
      area: values.area,
      period: choice === 'month30' ? '' : choice,
      from: values.from,
      to: values.to,
      by: values.by === 'area' ? '' : values.by,
      subject: values.subject,
      ...change,
    };
    for (const [key, value] of Object.entries(next)) if (value) query.set(key, value);
    return `?${query.toString()}`;
  };
  return {
    area: values.area,
    by: values.by === 'subject' ? ('subject' as const) : ('area' as const),
    subject: values.subject,
    choice,
    today,
    period: periodOf(choice, values.from, values.to, today),
    set,
    search,
  };
}
