import { Empty, Icon } from '@hezhi/ui';
import { DataTable, PageHead, Panel } from '@hezhi/ui/desk';
import { useKinds, useSession, useTime, useWords } from '@hezhi/web';
import { Suspense, useMemo, useState } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { useList, useRoute } from '../shared/client.ts';
import { kindScreens, useKindNames, usePathOf } from '../shared/kinds.ts';
import '../shared/shared.css';
import './chips.css';
import './desk.css';
import { useQueueColumns } from './queue-columns.tsx';
import type { QueueRow } from './use-queue.ts';

/** What `/` finds: matters by number and words, territories and categories by name. */
export default function SearchPage() {
  const t = useWords('matters');
  const time = useTime();
  const go = useNavigate();
  const pathOf = usePathOf('/matters/');
  const { district } = useSession();
  const { search } = useLocation();
  const [params, setParams] = useSearchParams();
  const q = (params.get('q') ?? '').trim();
  const [typed, setTyped] = useState(q);
  const [known, setKnown] = useState(q);
  if (known !== q) {
    setKnown(q);
    setTyped(q);
  }
  const asked = { enabled: q !== '' };
  const matters = useList('GET /matters', { query: { q, limit: 20 } }, asked);
  const count = useRoute('GET /matters/count', { query: { q } }, asked);
  const areas = useRoute('GET /territory', { query: { q, limit: 20 } }, asked);
  const all = useQueueColumns('all', false);
  const columns = useMemo(() => all.map((column) => ({ ...column, sortable: false })), [all]);
  const rows: QueueRow[] = matters.items.map((matter) => ({ id: matter.id, matter, leg: null }));
  const near = areas.data?.items.filter((area) => district !== null && area.code.startsWith(district)).slice(0, 12) ?? [];

  return (
    <>
      <PageHead
        title={q ? t('desk.search.title', { q }) : t('desk.search.empty')}
        sub={
          count.data && q
            ? t(count.data.capped ? 'desk.search.countCapped' : 'desk.search.count', { count: count.data.count, shown: time.count(count.data.count) })
            : undefined
        }
      />
      <form
        role="search"
        aria-label={t('desk.search.label')}
        className="hz-row hzc-searchbar"
        onSubmit={(event) => {
          event.preventDefault();
          setParams(typed.trim() ? { q: typed.trim() } : {});
        }}
      >
        <input
          className="hz-input"
          type="search"
          aria-label={t('desk.search.label')}
          placeholder={t('desk.search.hint')}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button className="hz-button" data-primary>
          <Icon name="search" /> {t('desk.search.go')}
        </button>
      </form>
      {q === '' ? (
        <Empty title={t('desk.search.empty')} why={t('desk.search.hint')} icon="search" />
      ) : (
        <>
          <Nearby q={q} areas={near} />
          <DataTable<QueueRow>
            name={t('desk.search.matters')}
            columns={columns}
            items={rows}
            loading={matters.isPending}
            error={matters.error}
            retry={matters.again}
            hasMore={matters.hasMore}
            more={matters.more}
            moreLoading={matters.isMoreFetching}
            onOpen={(row) => void go(pathOf(row.matter, `${search}&view=all`))}
            rowTone={(row) => (row.matter.overdue ? 'late' : undefined)}
            empty={<Empty title={t('desk.search.none', { q })} why={t('desk.search.noneWhy')} />}
          />
        </>
      )}
    </>
  );
}

/** Territories and whatever else the kinds know by that name: each opens the queue narrowed by it. */
function Nearby({ q, areas }: { q: string; areas: readonly { code: string; name: string; level: string }[] }) {
  const t = useWords('matters');
  const screens = useKinds();
  const others = useKindNames().flatMap((kind) => {
    const { found: Found } = kindScreens(screens, kind);
    return Found
      ? [
          <Suspense key={kind} fallback={null}>
            <Found q={q} />
          </Suspense>,
        ]
      : [];
  });
  return (
    <div className="hzc-nearby">
      <Panel title={t('desk.search.nearby')}>
        <ul className="hzc-chips">
          {areas.map((area) => (
            <li key={area.code}>
              <Link className="hzc-chip" to={`/matters?view=all&area=${area.code}`}>
                <Icon name="pin" /> {area.name}
              </Link>
            </li>
          ))}
          {others}
        </ul>
      </Panel>
    </div>
  );
}
