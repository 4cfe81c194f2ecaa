import { DatePicker } from 'antd';
import dayjs from 'dayjs';

/** A day as text (`2026-11-22`), chosen in the person's language; empty when none. A field of antd forms. */
export function DayInput({ label, value, onChange, ...rest }: { label: string; id?: string; value?: string; onChange?: (value: string) => void }) {
  return (
    <DatePicker
      {...rest}
      aria-label={label}
      style={{ width: '100%' }}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : '')}
    />
  );
}
