import { Empty, Failure } from '@hezhi/ui';
import { DataTable, Panel, useConfirm } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useCommand, useList, type Reply } from '../shared/client.ts';

/** Signers of the version adopted last: numbers by building for all, names and (for a purpose, on record) pictures for the keeper. */
export function Signers({ detail }: { detail: Reply<'GET /covenants/:id'> }) {
  const t = useWords('covenants');
  const { can } = useSession();
  return (
    <Panel title={t('byBuilding')}>
      {detail.by_building.length > 0 ? (
        <dl className="hzk-counts">
          {detail.by_building.map((one) => (
            <div key={one.key ?? ''}>
              <dt>{one.label ?? t('others')}</dt>
              <dd className="hz-num">{t('res.of', one)}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="hz-small">{t('signersNone')}</p>
      )}
      {can('covenants.keep') ? <Names id={detail.id} /> : null}
    </Panel>
  );
}

function Names({ id }: { id: string }) {
  const t = useWords('covenants');
  const time = useTime();
  const confirm = useConfirm();
  const list = useList('GET /covenants/:id/signatures', { params: { id }, query: { limit: 30 } });
  const look = useCommand('POST /covenants/signatures/:id/image');
  const [shown, setShown] = useState<{ name: string; image: string; home: string | null } | null>(null);
  const open = async (one: { id: string; name: string | null }) => {
    const given = await confirm({
      title: t('lookTitle'),
      effect: t('lookEffect'),
      yes: t('lookImage'),
      ask: { label: t('purpose'), required: true, max: 200 },
    });
    if (!given) return;
    await look.run({ params: { id: one.id }, body: { purpose: given.text } }).then(
      (found) => setShown({ name: one.name ?? '', ...found }),
      () => undefined,
    );
  };
  return (
    <>
      <DataTable
        name={t('signers')}
        columns={[
          { key: 'name', title: t('name'), render: (one) => one.name ?? '' },
          { key: 'building', title: t('building'), render: (one) => one.building ?? '' },
          { key: 'at', title: t('at'), render: (one) => time.moment(one.at) },
          { key: 'look', title: '', render: (one) => <Button onClick={() => void open(one)}>{t('lookImage')}</Button> },
        ]}
        items={list.items}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('signersNone')} />}
        height={360}
      />
      <Failure error={look.error} />
      <Modal open={shown !== null} onCancel={() => setShown(null)} footer={null} title={t('signatureOf', { name: shown?.name ?? '' })}>
        {shown ? (
          <>
            <img className="hzk-image" src={shown.image} alt={t('signatureOf', { name: shown.name })} />
            {shown.home ? <p>{shown.home}</p> : null}
          </>
        ) : null}
      </Modal>
    </>
  );
}
