import { useWords } from '@hezhi/web';
import { Button, DatePicker, Input, Segmented, Select, Switch } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState, type ReactNode } from 'react';

export type FilterOption = { value: string; label: string };
/** One filter of the bar; its value is text (`text`, `select`, `segments`, `switch`: '1' or '', `day`) or texts (`many`; `days`: from, to). */
export type Filter =
  | { key: string; kind: 'text'; label: string; width?: number }
  | {
      key: string;
      kind: 'select' | 'segments' | 'many';
      label: string;
      options: readonly FilterOption[];
      width?: number;
      loading?: boolean;
      onSearch?: (text: string) => void;
    }
  | { key: string; kind: 'switch' | 'day' | 'days'; label: string; width?: number };
type Values = Readonly<Record<string, string | readonly string[]>>;

/** The filters above a list; with `useFilters()` they live in the address, so going back loses none. */
export function FilterBar({
  filters,
  values,
  onChange,
  onReset,
  extra,
  label,
}: {
  filters: readonly Filter[];
  values: Values;
  onChange: (change: Record<string, never>) => void;
  onReset?: () => void;
  extra?: ReactNode;
  /** Names the bar for readers where a page has several. */
  label?: string;
}) {
  const t = useWords('ui');
  const set = (key: string, value: string | string[]) => onChange({ [key]: value } as unknown as Record<string, never>);
  const active = filters.some((filter) => {
    const value = values[filter.key];
    return filter.kind !== 'segments' && value !== undefined && value.length > 0;
  });
  return (
    <div className="hz-filters hz-no-print" role="search" aria-label={label ?? t('filter.label')}>
      {filters.map((filter) => (
        <div key={filter.key} className="hz-filter">
          {draw(filter, values[filter.key] ?? '', (value) => set(filter.key, value), t('filter.all'))}
        </div>
      ))}
      {extra}
      {onReset && active ? (
        <Button type="link" onClick={onReset}>
          {t('filter.reset')}
        </Button>
      ) : null}
    </div>
  );
}

function draw(filter: Filter, value: string | readonly string[], set: (value: string | string[]) => void, all: string): ReactNode {
  const style = { width: filter.width ?? 160 };
  const one = typeof value === 'string' ? value : (value[0] ?? '');
  const many = typeof value === 'string' ? (value ? [value] : []) : [...value];
  switch (filter.kind) {
    case 'text':
      return <SearchText label={filter.label} value={one} onChange={set} width={filter.width ?? 220} />;
    case 'segments':
      return <Segmented aria-label={filter.label} value={one} options={[...filter.options]} onChange={(next) => set(String(next))} />;
    case 'select':
      return (
        <Select
          aria-label={filter.label}
          style={style}
          placeholder={filter.label}
          value={one || undefined}
          allowClear={{ clearIcon: undefined }}
          loading={filter.loading ?? false}
          options={[...filter.options]}
          onChange={(next: string | undefined) => set(next ?? '')}
          showSearch={{ optionFilterProp: 'label', ...(filter.onSearch ? { onSearch: filter.onSearch, filterOption: false } : {}) }}
        />
      );
    case 'many':
      return (
        <Select
          aria-label={filter.label}
          mode="multiple"
          maxTagCount="responsive"
          style={{ width: filter.width ?? 220 }}
          placeholder={`${filter.label} · ${all}`}
          value={many}
          options={[...filter.options]}
          onChange={(next: string[]) => set(next)}
          optionFilterProp="label"
          allowClear
        />
      );
    case 'switch':
      return (
        <label className="hz-row">
          <Switch checked={one === '1'} onChange={(on) => set(on ? '1' : '')} aria-label={filter.label} /> {filter.label}
        </label>
      );
    case 'day':
      return (
        <DatePicker
          aria-label={filter.label}
          style={style}
          placeholder={filter.label}
          value={one ? dayjs(one) : null}
          onChange={(next) => set(next ? next.format('YYYY-MM-DD') : '')}
        />
      );
    case 'days':
      return (
        <DatePicker.RangePicker
          aria-label={filter.label}
          style={{ width: filter.width ?? 260 }}
          value={many[0] && many[1] ? [dayjs(many[0]), dayjs(many[1])] : null}
          onChange={(next) => set(next?.[0] && next[1] ? [next[0].format('YYYY-MM-DD'), next[1].format('YYYY-MM-DD')] : [])}
        />
      );
  }
}

function SearchText({ label, value, onChange, width }: { label: string; value: string; onChange: (value: string) => void; width: number }) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onChange(typed.trim()), 350);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <Input
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ width }}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onChange(typed.trim())}
    />
  );
}
