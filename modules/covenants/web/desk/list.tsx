import { Empty, Tag, type Tone } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useList, type Reply } from '../shared/client.ts';

type Phase = Reply<'GET /covenants'>['items'][number]['phase'];
export const phases = ['drafting', 'consulting', 'voting', 'idle', 'ended'] as const;
const tones: Record<Phase, Tone> = { drafting: 'neutral', consulting: 'info', voting: 'info', idle: 'good', ended: 'neutral' };

/** How a covenant stands. */
export function PhaseTag({ phase }: { phase: Phase }) {
  const t = useWords('covenants');
  return <Tag tone={tones[phase]}>{t(`phases.${phase}`)}</Tag>;
}

/** /covenants: those of the territory. */
export default function CovenantsPage() {
  const t = useWords('covenants');
  const time = useTime();
  const go = useNavigate();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ phase: '' });
  const phase = phases.find((one) => one === filters.phase);
  const list = useList('GET /covenants', { query: { limit: 30, ...(phase ? { phase } : {}) } });
  return (
    <>
      <PageHead
        title={t('nav')}
        sub={t('sub')}
        actions={
          can('covenants.keep') ? (
            <Button type="primary" onClick={() => void go('/covenants/new')}>
              {t('new')}
            </Button>
          ) : null
        }
      />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[{ key: 'phase', kind: 'select', label: t('phase'), options: phases.map((value) => ({ value, label: t(`phases.${value}`) })) }]}
      />
      <DataTable
        name={t('nav')}
        columns={[
          { key: 'title', title: t('title'), render: (one) => <Link to={`/covenants/${one.id}`}>{one.title}</Link> },
          { key: 'scope', title: t('scope'), from: 700, render: (one) => `${t(`scopes.${one.scope}`)} · ${one.scope_name}` },
          { key: 'area', title: t('area'), from: 1000, render: (one) => one.areaName },
          { key: 'phase', title: t('phase'), render: (one) => <PhaseTag phase={one.phase} /> },
          { key: 'version', title: t('version'), render: (one) => (one.version > 0 ? t('versionN', { n: one.version }) : t('noVersion')) },
          { key: 'signed', title: t('signed'), number: true, render: (one) => time.count(one.signed) },
        ]}
        items={list.items}
        onOpen={(one) => void go(`/covenants/${one.id}`)}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('none')} why={t('noneWhy')} />}
      />
    </>
  );
}
