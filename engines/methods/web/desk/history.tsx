import { Empty, Tag } from '@hezhi/ui';
import { DataTable, PageHead } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useList } from '../shared/client.ts';

/** What was put in force and withdrawn in the district, newest first. */
export default function HistoryPage() {
  const t = useWords('methods');
  const time = useTime();
  const list = useList('GET /methods/history');
  return (
    <>
      <PageHead title={t('history.title')} back="/methods" />
      <DataTable
        name={t('history.title')}
        columns={[
          { key: 'at', title: t('history.at'), render: (one) => <span title={time.exact(one.at)}>{time.moment(one.at)}</span> },
          { key: 'area', title: t('history.place'), render: (one) => one.areaName },
          {
            key: 'action',
            title: t('history.what'),
            render: (one) => <Tag tone={one.action === 'install' ? 'good' : 'neutral'}>{t(`history.${one.action}`)}</Tag>,
          },
          {
            key: 'name',
            title: t('history.method'),
            render: (one) => <Link to={`/methods/packs/${one.pack}?version=${one.version}`}>{`${one.name} ${t('version', { n: one.version })}`}</Link>,
          },
          { key: 'by', title: t('history.by'), render: (one) => one.by, from: 768 },
          { key: 'reason', title: t('reason'), render: (one) => one.reason, from: 1024 },
        ]}
        items={list.items}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('history.emptyTitle')} why={t('history.emptyWhy')} />}
      />
    </>
  );
}
