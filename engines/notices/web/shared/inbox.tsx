import { Empty, Failure, Loading, Tag } from '@hezhi/ui';
import { useFilters, useLiveRefresh, useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useCategories } from './categories.ts';
import { useCommand, useList, useRoute, type Reply } from './client.ts';
import './notices.css';
import type { Sheet } from './sheet.ts';

type One = Reply<'GET /notices'>['items'][number];

/** /me/notices: what I was told, newest first. Opening one marks it as read. */
export function Inbox({ sheet }: { sheet: Sheet }) {
  const { Page, Part } = sheet;
  const t = useWords('notices');
  const [filters, set] = useFilters({ category: '', unread: '' });
  const categories = useCategories();
  const category = categories.find((one) => one === filters.category);
  const list = useList('GET /notices', { query: { limit: 30, ...(category ? { category } : {}), ...(filters.unread ? { unread: 'true' as const } : {}) } });
  const { data } = useRoute('GET /notices/unread');
  const read = useCommand('POST /notices/read', { refresh: ['GET /notices'] });
  useLiveRefresh(['notices.new', 'notices.read'], ['GET /notices']);
  const unread = data?.unread ?? 0;
  const first = list.items[0];
  const mark = (id: string) => void read.run({ body: { ids: [id] } }).catch(() => undefined);
  const filtered = Boolean(category || filters.unread);
  return (
    <Page
      title={t('inbox.title')}
      extra={
        <Link className="hz-button" to="/me/notices/wishes">
          {t('wishes.short')}
        </Link>
      }
    >
      <Part title={unread > 0 ? t('inbox.unread', { count: unread >= 100 ? '99+' : unread }) : t('inbox.allRead')}>
        <div className="hz-row ntc-tools">
          <select className="hz-input" aria-label={t('inbox.category')} value={category ?? ''} onChange={(event) => set({ category: event.target.value })}>
            <option value="">{t('inbox.all')}</option>
            {categories.map((one) => (
              <option key={one} value={one}>
                {t(`category.${one}`)}
              </option>
            ))}
          </select>
          <label className="ntc-check">
            <input type="checkbox" checked={filters.unread === '1'} onChange={(event) => set({ unread: event.target.checked ? '1' : '' })} />{' '}
            {t('inbox.onlyUnread')}
          </label>
          <button
            type="button"
            className="hz-button"
            disabled={unread === 0 || !first || filtered || read.isPending}
            title={filtered ? t('inbox.readAllFiltered') : undefined}
            onClick={() => first && void read.run({ body: { until: first.id } }).catch(() => undefined)}
          >
            {t('inbox.readAll')}
          </button>
        </div>
        <Failure error={read.error} />
        {list.isPending ? <Loading rows={5} /> : <Failure error={list.error} retry={list.again} />}
        {!list.isPending && !list.error && list.items.length === 0 ? (
          <Empty title={t(filtered ? 'inbox.noneMatch' : 'inbox.none')} why={t(filtered ? 'inbox.noneMatchWhy' : 'inbox.noneWhy')} />
        ) : null}
        <ul className="ntc-list" aria-label={t('inbox.title')}>
          {list.items.map((one) => (
            <li key={one.id} data-unread={one.read ? undefined : ''}>
              <Row one={one} to={one.link ?? (one.matter === null ? null : sheet.matter(one.matter))} onRead={() => (one.read ? undefined : mark(one.id))} />
            </li>
          ))}
        </ul>
        {list.hasMore ? (
          <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
            {t('inbox.more')}
          </button>
        ) : null}
      </Part>
    </Page>
  );
}

function Row({ one, to, onRead }: { one: One; to: string | null; onRead: () => void }) {
  const t = useWords('notices');
  const time = useTime();
  const inside = (
    <>
      <span className="ntc-head">
        <strong>{one.title}</strong>
        {one.read ? null : <Tag tone="info">{t('inbox.new')}</Tag>}
        {one.urgent ? <Tag tone="warn">{t('inbox.urgent')}</Tag> : null}
      </span>
      <span className="ntc-body">{one.body}</span>
      <span className="hz-small hz-num" title={time.exact(one.at)}>
        {t(`category.${one.category}`)} · {time.moment(one.at)}
      </span>
    </>
  );
  if (to !== null)
    return (
      <Link className="ntc-row" to={to} onClick={onRead}>
        {inside}
      </Link>
    );
  return (
    <button type="button" className="ntc-row" onClick={onRead} disabled={one.read}>
      {inside}
    </button>
  );
}
