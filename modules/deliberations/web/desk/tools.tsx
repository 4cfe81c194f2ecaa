import type { PartProps } from '@hezhi/matters/screens';
import { Icon } from '@hezhi/ui';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { talkRoutes, useCommand, useRoute } from '../shared/client.ts';

/** The whole course on paper once it has ended; merging while it is screened. */
export default function Tools({ detail }: PartProps) {
  const t = useWords('deliberations');
  const { can } = useSession();
  const [merging, setMerging] = useState(false);
  const { matter } = detail;
  return (
    <>
      {matter.final ? (
        <a className="hz-button" href={`/api/deliberations/${matter.id}/archive`} target="_blank" rel="noreferrer">
          <Icon name="print" /> {t('archive')}
        </a>
      ) : null}
      {matter.state === 'screening' && can('deliberations.organise') ? (
        <button type="button" className="hz-button" onClick={() => setMerging(true)}>
          {t('merge.title')}
        </button>
      ) : null}
      {merging ? <Merge id={matter.id} district={matter.district} area={matter.area} onClose={() => setMerging(false)} /> : null}
    </>
  );
}

function Merge({ id, district, area, onClose }: { id: string; district: string; area: string; onClose: () => void }) {
  const t = useWords('deliberations');
  const needed = useNeeded();
  const toast = useToast();
  const [q, setQ] = useState('');
  const found = useRoute('GET /public/talks', { query: { district, area: area.slice(0, 9), open: 'true', limit: 50, ...(q ? { q } : {}) } });
  const merge = useCommand('POST /deliberations/:id/merge', { refresh: [...talkRoutes, 'GET /matters/:id', 'GET /matters', 'GET /inbox'] });
  return (
    <FormModal<{ into: string; note?: string }>
      draft={`deliberations.merge.${id}`}
      title={t('merge.title')}
      effect={t('merge.effect')}
      yes={t('merge.yes')}
      onClose={onClose}
      onSubmit={async ({ into, note }) => {
        await merge.run({ params: { id }, body: { into, note: note ?? '' } });
        toast(t('merge.done'));
      }}
    >
      <Form.Item name="into" label={t('merge.into')} rules={[needed]}>
        <Select
          showSearch
          filterOption={false}
          onSearch={setQ}
          notFoundContent={t('merge.none')}
          options={(found.data?.items ?? []).filter((one) => one.id !== id).map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormModal>
  );
}
