import { useWords, type ListState } from '@hezhi/web';
import { useEffect, useRef, type ReactNode } from 'react';
import { Failure, Loading } from '../shared/states.tsx';

/** A list of `useList`, longer as one scrolls; a button does the same for keyboards and readers. */
export function ListMore<I extends { id: string }>({
  list,
  empty,
  render,
  label,
}: {
  list: ListState<I>;
  empty: ReactNode;
  render: (item: I) => ReactNode;
  label?: string;
}) {
  const t = useWords('ui');
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(list.more);
  useEffect(() => {
    more.current = list.more;
  });
  useEffect(() => {
    const mark = end.current;
    if (!mark || !('IntersectionObserver' in globalThis)) return undefined;
    const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more.current(), { rootMargin: '400px' });
    watch.observe(mark);
    return () => watch.disconnect();
  }, [list.items.length]);
  if (list.isPending) return <Loading rows={6} />;
  if (list.items.length === 0) return list.error ? <Failure error={list.error} retry={list.again} /> : empty;
  return (
    <>
      {list.error ? <Failure error={list.error} retry={list.again} /> : null}
      <ul className="hz-list" aria-label={label}>
        {list.items.map((item) => (
          <li key={item.id}>{render(item)}</li>
        ))}
      </ul>
      <div ref={end} className="hz-list-end">
        {list.hasMore ? (
          <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
            {t(list.isMoreFetching ? 'loading' : 'table.more')}
          </button>
        ) : (
          <p className="hz-small">{t('table.end', { count: list.items.length })}</p>
        )}
      </div>
    </>
  );
}
