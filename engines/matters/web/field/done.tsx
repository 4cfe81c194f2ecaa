import { Empty, Tag } from '@hezhi/ui';
import { Card, ListMore, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useLiveRefresh, useTime, useWords } from '@hezhi/web';
import { useList } from '../shared/client.ts';
import { usePathOf } from '../shared/kinds.ts';
import { KindTag } from '../shared/kind-tag.tsx';
import { MarkTags, StateTag } from '../shared/status.tsx';
import './field.css';

const views = ['all', 'verifying', 'closed'] as const;

/** What has been handled in what I may see: waiting for verification, or settled. */
export default function Done() {
  const t = useWords('matters');
  const time = useTime();
  const pathOf = usePathOf('/task/');
  const [filters, setFilters] = useFilters({ view: 'all' });
  const view = views.find((one) => one === filters.view) ?? 'all';
  const list = useList('GET /matters', {
    query: { mark: 'handled', ...(view === 'verifying' ? { state: 'verifying' } : view === 'closed' ? { open: 'false' } : {}) },
  });
  useLiveRefresh(['matters.'], ['GET /matters']);
  return (
    <PhonePage title={t('field.done.title')}>
      <div className="hz-segments" role="group" aria-label={t('field.done.view')}>
        {views.map((one) => (
          <button key={one} type="button" aria-pressed={view === one} onClick={() => setFilters({ view: one })}>
            {t(`field.done.${one}`)}
          </button>
        ))}
      </div>
      <ListMore
        list={list}
        label={t('field.done.title')}
        empty={<Empty title={t('field.done.none')} why={t('field.done.noneWhy')} />}
        render={(matter) => (
          <Card to={pathOf(matter).pathname}>
            <h2 className="hz-task-title">{matter.title}</h2>
            <p className="hz-small">
              {matter.areaName} · {t('field.done.opened', { at: time.moment(matter.openedAt) })}
            </p>
            <div className="hz-row">
              <KindTag kind={matter.kind} />
              <StateTag matter={matter} />
              {matter.marks.includes('handled_in_time') ? <Tag tone="good">{t('field.done.inTime')}</Tag> : null}
              {matter.rating === null ? null : <Tag icon="star">{t('field.done.rating', { count: matter.rating })}</Tag>}
              <MarkTags matter={matter} max={2} />
              <span className="hz-num hz-small">{matter.number}</span>
            </div>
          </Card>
        )}
      />
    </PhonePage>
  );
}
