import { useWords, type ListState } from '@hezhi/web';
import { Button, Table, type TableColumnsType } from 'antd';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Empty, Failure } from '../shared/states.tsx';

export type Sort = { key: string; down: boolean };
export type Column<I> = {
  key: string;
  title: string;
  render: (item: I) => ReactNode;
  width?: number | string;
  sortable?: boolean;
  /** Numbers stand right in tabular figures. */
  number?: boolean;
  /** Hidden below this width of the window in px. */
  from?: number;
};

type Props<I extends { id: string }> = {
  /** Said to readers and used for nothing else. */
  name: string;
  columns: readonly Column<I>[];
  items: readonly I[];
  loading?: boolean;
  error?: Error | null;
  retry?: () => void;
  empty?: ReactNode;
  hasMore?: boolean;
  more?: () => void;
  moreLoading?: boolean;
  sort?: Sort | null;
  onSort?: (sort: Sort | null) => void;
  onOpen?: (item: I) => void;
  /** The row that is open beside the table. */
  current?: string | null;
  selected?: readonly string[];
  onSelect?: (ids: string[]) => void;
  rowTone?: (item: I) => 'late' | undefined;
  /** Height in which the body scrolls, e.g. `calc(100vh - 260px)`. */
  height?: string | number;
};

/** What a table needs of a list: `<DataTable {...tableOf(useList(…))} />`. */
export const tableOf = <I,>(list: ListState<I>) => ({
  items: list.items,
  loading: list.isPending,
  error: list.error,
  retry: list.again,
  hasMore: list.hasMore,
  more: list.more,
  moreLoading: list.isMoreFetching,
});

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * A dense list with sort, keyset pages and keys: j and k move, Enter opens, x selects. The row at the cursor is where the keys work;
 * a click opens it too.
 */
export function DataTable<I extends { id: string }>(props: Props<I>) {
  const { name, columns, items, onOpen, onSelect, selected = [], current = null } = props;
  const t = useWords('ui');
  const [cursor, setCursor] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth();
  const at = cursor ?? current;

  const press = useCallback(
    (event: KeyboardEvent) => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        typing(event.target) ||
        document.querySelector('dialog[open], .ant-modal-wrap:not([style*="display: none"])')
      )
        return;
      const index = items.findIndex((item) => item.id === at);
      const item = items[index];
      if (event.key === 'j' || event.key === 'k') {
        const next = items[Math.max(0, Math.min(items.length - 1, index + (event.key === 'j' ? 1 : index < 0 ? 1 : -1)))];
        if (!next) return;
        setCursor(next.id);
        box.current?.querySelector(`[data-row-key="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: 'nearest' });
        if (event.key === 'j' && index >= items.length - 2 && props.hasMore) props.more?.();
      } else if (event.key === 'Enter' && item && onOpen && !(event.target instanceof HTMLElement && event.target.closest('a, button'))) onOpen(item);
      else if (event.key === 'x' && item && onSelect) onSelect(selected.includes(item.id) ? selected.filter((id) => id !== item.id) : [...selected, item.id]);
      else return;
      event.preventDefault();
    },
    [items, at, onOpen, onSelect, selected, props],
  );
  useEffect(() => {
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [press]);

  if (props.error && items.length === 0) return <Failure error={props.error} {...(props.retry ? { retry: props.retry } : {})} />;
  const shown: TableColumnsType<I> = columns
    .filter((column) => column.from === undefined || width >= column.from)
    .map((column) => ({
      key: column.key,
      title: column.title,
      render: (_: unknown, item: I) => column.render(item),
      ...(column.width === undefined ? {} : { width: column.width }),
      ...(column.number ? { align: 'right' as const, className: 'hz-num' } : {}),
      ...(column.sortable
        ? {
            sorter: true,
            sortOrder: props.sort?.key === column.key ? (props.sort.down ? ('descend' as const) : ('ascend' as const)) : null,
            showSorterTooltip: false,
          }
        : {}),
    }));
  return (
    <div ref={box} className="hz-table">
      {props.error ? <Failure error={props.error} {...(props.retry ? { retry: props.retry } : {})} /> : null}
      <div
        className="hz-table-scroll"
        role="region"
        aria-label={name}
        tabIndex={0}
        style={props.height === undefined ? undefined : { maxHeight: props.height }}
      >
        <Table<I>
          aria-label={name}
          size="small"
          rowKey="id"
          columns={shown}
          dataSource={items as I[]}
          pagination={false}
          loading={props.loading ?? false}
          locale={{ emptyText: props.loading ? ' ' : (props.empty ?? <Empty title={t('table.end', { count: 0 })} />) }}
          onChange={(_pages, _filters, sorter) => {
            const one = Array.isArray(sorter) ? sorter[0] : sorter;
            props.onSort?.(one?.order ? { key: String(one.columnKey), down: one.order === 'descend' } : null);
          }}
          onRow={(item) => ({
            onClick: (event) => {
              if ((event.target as HTMLElement).closest('a, button, input, label')) return;
              setCursor(item.id);
              onOpen?.(item);
            },
            'aria-current': item.id === current ? 'true' : undefined,
            className: [item.id === at ? 'hz-row-at' : '', onOpen ? 'hz-row-open' : '', props.rowTone?.(item) === 'late' ? 'hz-row-late' : ''].join(' '),
          })}
          {...(onSelect
            ? {
                rowSelection: {
                  selectedRowKeys: [...selected],
                  onChange: (keys: React.Key[]) => onSelect(keys.map(String)),
                  getCheckboxProps: () => ({ 'aria-label': t('table.select') }) as object,
                  columnTitle: (node: ReactNode) => <label aria-label={t('table.selectAll')}>{node}</label>,
                },
              }
            : {})}
        />
      </div>
      {items.length > 0 ? (
        <div className="hz-table-foot hz-no-print">
          <span className="hz-small hz-num">
            {selected.length > 0 ? `${t('table.selected', { count: selected.length })} · ` : ''}
            {props.hasMore ? t('table.shown', { count: items.length }) : t('table.end', { count: items.length })}
          </span>
          {props.hasMore ? (
            <Button onClick={props.more} loading={props.moreLoading ?? false}>
              {t('table.more')}
            </Button>
          ) : null}
          {onOpen ? <span className="hz-small hz-keys">{t(onSelect ? 'table.keys' : 'table.keysOpen')}</span> : null}
        </div>
      ) : null}
    </div>
  );
}

function useWidth(): number {
  const [width, setWidth] = useState(() => innerWidth);
  useEffect(() => {
    const measure = () => setWidth(innerWidth);
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return width;
}
