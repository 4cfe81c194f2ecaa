import { Empty, Failure, Tag } from '@hezhi/ui';
import { DataTable, PageHead, useConfirm, useToast } from '@hezhi/ui/desk';
import { useFilters, useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useCommand, useList, type Reply } from '../shared/client.ts';

type One = Reply<'GET /methods/upgrades'>['items'][number];

/** Running matters that began by another version, and the way to bring one to the version in force. */
export default function UpgradesPage() {
  const t = useWords('methods');
  const { post } = useSession();
  const confirm = useConfirm();
  const toast = useToast();
  const [filters] = useFilters({ area: (post?.area ?? '').slice(0, 12) });
  const list = useList('GET /methods/upgrades', { query: { area: filters.area } });
  const upgrade = useCommand('POST /methods/upgrades/:id', { refresh: ['GET /methods/upgrades'] });
  const run = async (one: One) => {
    if (!(await confirm({ title: t('upgrade.ask', { title: one.title }), effect: t('upgrade.effect', { state: one.stateAfter }), yes: t('upgrade.do') })))
      return;
    await upgrade.run({ params: { id: one.id }, body: { revision: one.revision } }).then(
      () => toast(t('upgrade.done')),
      () => undefined,
    );
  };
  return (
    <>
      <PageHead title={t('upgrade.title')} sub={t('upgrade.intro')} back="/methods" />
      <Failure error={upgrade.error} />
      <DataTable
        name={t('upgrade.title')}
        columns={[
          { key: 'title', title: t('upgrade.matter'), render: (one) => <Link to={`/matters/${one.id}`}>{`${one.number} ${one.title}`}</Link> },
          { key: 'procedure', title: t('upgrade.procedure'), render: (one) => one.procedure, from: 768 },
          { key: 'state', title: t('upgrade.state'), render: (one) => one.stateName },
          {
            key: 'do',
            title: t('upgrade.can'),
            render: (one) =>
              one.possible ? (
                <Button size="small" loading={upgrade.isPending} onClick={() => void run(one)}>
                  {t('upgrade.do')}
                </Button>
              ) : (
                <>
                  <Tag tone="neutral">{t('upgrade.no')}</Tag> <span className="hz-small">{one.why}</span>
                </>
              ),
          },
        ]}
        items={list.items}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('upgrade.emptyTitle')} why={t('upgrade.emptyWhy')} />}
      />
    </>
  );
}
