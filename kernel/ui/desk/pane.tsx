import { useWords } from '@hezhi/web';
import type { ReactNode } from 'react';

/** Queue and detail side by side, each scrolling by itself; below 900 px the detail alone when there is one. */
export function SplitPane({ list, detail, wide = 'list' }: { list: ReactNode; detail: ReactNode | null; wide?: 'list' | 'detail' }) {
  const t = useWords('ui');
  return (
    <div className="hz-split" data-wide={wide} data-open={detail ? '' : undefined}>
      <section className="hz-split-list" aria-label={t('pane.list')} tabIndex={0}>
        {list}
      </section>
      {detail ? (
        <section className="hz-split-detail" aria-label={t('pane.detail')} tabIndex={0}>
          {detail}
        </section>
      ) : null}
    </div>
  );
}
