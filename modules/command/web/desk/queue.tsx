import { KindTag, StateTag, useMatterKinds } from '@hezhi/matters/screens';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { DeadlineTag, Empty, Failure, Loading } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { memo, type RefObject } from 'react';
import type { Row } from '../shared/client.ts';
import { carried, type useDesk } from './use-desk.ts';

/** The queue: what is open in the territory, the most pressing first. */
export function Queue({
  desk,
  at,
  picked,
  search,
  onAt,
  onToggle,
  onOpen,
}: {
  desk: ReturnType<typeof useDesk>;
  at: string | null;
  picked: readonly string[];
  search: RefObject<HTMLInputElement | null>;
  onAt: (id: string) => void;
  onToggle: (id: string) => void;
  onOpen: (id: string) => void;
}) {
  const t = useWords('command');
  const { list, rows } = desk;
  return (
    <section className="cmd-pane cmd-box" aria-label={t('desk.queue')}>
      <h2>
        {t('desk.queue')} <span className="hz-small hz-num">{t('desk.rows', { count: rows.length })}</span>
      </h2>
      <QueueFilters desk={desk} search={search} />
      {list.error ? <Failure error={list.error} retry={list.again} /> : null}
      <div className="cmd-scroll cmd-grow" role="region" aria-label={t('desk.queue')} tabIndex={0}>
        {list.isPending ? <Loading rows={10} /> : null}
        {!list.isPending && !list.error && rows.length === 0 ? <Empty title={t('desk.empty')} why={t('desk.emptyWhy')} icon="check" /> : null}
        <ul className="cmd-queue">
          {rows.map((row) => (
            <Line
              key={row.matter.id}
              row={row}
              here={row.matter.id === at}
              picked={picked.includes(row.matter.id)}
              onAt={onAt}
              onToggle={onToggle}
              onOpen={onOpen}
            />
          ))}
        </ul>
        {list.hasMore && !list.isMoreFetching ? (
          <button type="button" className="hz-button" onClick={list.more}>
            {t('desk.more')}
          </button>
        ) : null}
      </div>
    </section>
  );
}

function QueueFilters({ desk, search }: { desk: ReturnType<typeof useDesk>; search: RefObject<HTMLInputElement | null> }) {
  const t = useWords('command');
  const say = useSay();
  const kinds = useMatterKinds();
  const { filters, set } = desk;
  return (
    <div className="cmd-filters" role="search" aria-label={t('desk.filter')}>
      <input
        ref={search}
        type="search"
        className="hz-input"
        style={{ flex: '1 1 110px', minWidth: 90 }}
        placeholder={t('desk.search')}
        aria-label={t('desk.search')}
        defaultValue={filters.q}
        onKeyDown={(event) => {
          if (event.key === 'Enter') set({ q: event.currentTarget.value.trim() });
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        onBlur={(event) => set({ q: event.currentTarget.value.trim() })}
      />
      <select className="hz-input" aria-label={t('desk.kind')} value={filters.kind} onChange={(event) => set({ kind: event.target.value })}>
        <option value="">{t('desk.kind')}</option>
        {kinds.map((kind) => (
          <option key={kind.kind} value={kind.kind}>
            {say(kind.name)}
          </option>
        ))}
      </select>
      <AreaPicker value={filters.area} onChange={(area) => set({ area: area ?? '' })} width={130} label={t('desk.area')} />
      {(['overdue', 'watching'] as const).map((key) => (
        <label key={key} className="cmd-check">
          <input type="checkbox" checked={filters[key] !== ''} onChange={(event) => set({ [key]: event.target.checked ? '1' : '' })} /> {t(`desk.${key}`)}
        </label>
      ))}
    </div>
  );
}

const Line = memo(function Line({
  row: { matter, leg },
  here,
  picked,
  onAt,
  onToggle,
  onOpen,
}: {
  row: Row;
  here: boolean;
  picked: boolean;
  onAt: (id: string) => void;
  onToggle: (id: string) => void;
  onOpen: (id: string) => void;
}) {
  const t = useWords('command');
  const say = useSay();
  return (
    // Dragging is for pointing devices; the keyboard has d and 1 to 9.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      id={`cmd-${matter.id}`}
      className="cmd-row"
      data-at={here ? '' : undefined}
      aria-current={here ? 'true' : undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(carried, matter.id);
        event.dataTransfer.effectAllowed = 'link';
        onAt(matter.id);
      }}
    >
      <input type="checkbox" aria-label={t('desk.select', { title: matter.title })} checked={picked} onChange={() => onToggle(matter.id)} />
      <div>
        <button
          type="button"
          className="cmd-row-title"
          title={matter.title}
          aria-pressed={here}
          onClick={() => onAt(matter.id)}
          onDoubleClick={() => onOpen(matter.id)}
        >
          {matter.title}
        </button>
        <div className="cmd-row-more">
          <DeadlineTag due={leg.dueAt} paused={leg.paused ? say(leg.paused.reason) : null} />
          <StateTag matter={matter} />
          <KindTag kind={matter.kind} />
          <span className="hz-small">{[matter.areaName, leg.owner.name || say(leg.name)].filter(Boolean).join(' · ')}</span>
        </div>
      </div>
    </li>
  );
});
