import { useTime, useWords } from '@hezhi/web';
import { DatePicker, Segmented } from 'antd';
import dayjs from 'dayjs';
import { daysOf } from '../../contract/periods.ts';
import { choices, type Choice, type View } from './view.ts';

/** Today, the last week or month, this month, or days of one's own choice; kept in the address. */
export function PeriodPicker({ view }: { view: View }) {
  const t = useWords('insight');
  const time = useTime();
  const { period, choice } = view;
  const noon = (day: string): string => time.day(`${day}T12:00:00+08:00`);
  return (
    <div className="hz-insight-pick hz-no-print" role="group" aria-label={t('period.label')}>
      <Segmented
        aria-label={t('period.label')}
        value={choice}
        options={choices.map((one) => ({ value: one, label: t(`period.${one}`) }))}
        onChange={(next: Choice) => view.set(next === 'custom' ? { period: next, from: period.from, to: period.to } : { period: next, from: '', to: '' })}
      />
      {choice === 'custom' ? (
        <DatePicker.RangePicker
          aria-label={t('period.custom')}
          allowClear={false}
          value={[dayjs(period.from), dayjs(period.to)]}
          minDate={dayjs('2000-01-01')}
          maxDate={dayjs(view.today)}
          onChange={(next) => {
            if (next?.[0] && next[1]) view.set({ from: next[0].format('YYYY-MM-DD'), to: next[1].format('YYYY-MM-DD') });
          }}
        />
      ) : (
        <span className="hz-small hz-num">
          {period.from === period.to ? noon(period.to) : t('period.span', { from: noon(period.from), to: noon(period.to), count: daysOf(period) })}
        </span>
      )}
    </div>
  );
}
