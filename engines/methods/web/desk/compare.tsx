import { Answer } from '@hezhi/ui';
import { PageHead, Panel } from '@hezhi/ui/desk';
import { useFilters, useWords } from '@hezhi/web';
import { Select } from 'antd';
import { useId } from 'react';
import { useRoute } from '../shared/client.ts';
import { Differences } from './differences.tsx';
import './methods.css';

/** `key@version` of the address. */
const read = (text: string): { key: string; version: number } | null => {
  const [key, version] = text.split('@');
  return key && Number(version) > 0 ? { key, version: Number(version) } : null;
};

/** Two packs or two versions of one, compared in words. */
export default function ComparePage() {
  const t = useWords('methods');
  const [filters, set] = useFilters({ a: '', b: '' });
  const packs = useRoute('GET /methods/packs');
  const names = (packs.data?.items ?? []).map((one) => ({ value: `${one.key}@${one.version}`, label: `${one.name} ${t('version', { n: one.version })}` }));
  const options = (chosen: string) =>
    chosen === '' || names.some((one) => one.value === chosen) ? names : [...names, { value: chosen, label: chosen.replace('@', ' ') }];
  const [a, b] = [read(filters.a), read(filters.b)];
  const found = useRoute(
    'GET /methods/compare',
    { query: { a: a?.key ?? 'none', av: a?.version ?? 1, b: b?.key ?? 'none', bv: b?.version ?? 1 } },
    { enabled: a !== null && b !== null },
  );
  return (
    <div className="hzm-narrow">
      <PageHead title={t('compare.title')} back="/methods" />
      <div className="hzm-settings">
        <Choice label={t('compare.from')} value={filters.a} options={options(filters.a)} onChange={(value) => set({ a: value })} />
        <Choice label={t('compare.to')} value={filters.b} options={options(filters.b)} onChange={(value) => set({ b: value })} />
      </div>
      {a && b ? (
        <Panel title={t('preview.differences')}>
          <Answer of={found}>{(data) => <Differences items={data.items} />}</Answer>
        </Panel>
      ) : (
        <p>{t('compare.choose')}</p>
      )}
    </div>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        style={{ width: '100%' }}
        showSearch={{ optionFilterProp: 'label' }}
        value={value || null}
        options={options}
        onChange={(one) => onChange(one ?? '')}
      />
    </div>
  );
}
