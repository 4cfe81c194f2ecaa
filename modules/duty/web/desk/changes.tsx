import { Empty } from '@hezhi/ui';
import { DataTable, PageHead, tableOf } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { useParams } from 'react-router';
import { useList } from '../shared/client.ts';

/** Who changed what on a roster, newest first. */
export default function ChangesPage() {
  const t = useWords('duty');
  const time = useTime();
  const { id = '' } = useParams();
  const list = useList('GET /duty/rosters/:id/changes', { params: { id }, query: { limit: 50 } });
  return (
    <>
      <PageHead title={t('changes.title')} back={`/duty/rosters/${id}`} />
      <DataTable
        name={t('changes.title')}
        columns={[
          { key: 'at', title: t('changes.at'), render: (one) => <span title={time.exact(one.at)}>{time.moment(one.at)}</span> },
          { key: 'by', title: t('now.name'), render: (one) => one.by },
          { key: 'kind', title: t('changes.title'), render: (one) => t(`changes.kind.${one.kind}`) },
          {
            key: 'what',
            title: t('now.shift'),
            render: (one) => [one.day, one.shift, [one.before, one.after].filter(Boolean).join(' → ')].filter(Boolean).join(' '),
          },
          { key: 'note', title: t('month.note'), from: 768, render: (one) => one.note },
        ]}
        {...tableOf(list)}
        empty={<Empty title={t('changes.none')} />}
      />
    </>
  );
}
