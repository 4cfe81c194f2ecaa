import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useCommand, useRoute, voteKeys, type Vote } from '../shared/client.ts';
import { useOwnerLabel } from '../shared/pieces.tsx';

/** Owners who signed the proposal on paper, found by their units. */
export function SupportForm({ vote, onClose }: { vote: Vote; onClose: () => void }) {
  const t = useWords('owners');
  const labelOf = useOwnerLabel();
  const needed = useNeeded();
  const toast = useToast();
  const [q, setQ] = useState('');
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const found = useRoute('GET /owners/:id/people', { params: { id: vote.group }, query: { limit: 20, ...(q ? { q } : {}) } });
  const send = useCommand('POST /owners-votes/:id/support', { refresh: voteKeys });
  const options = new Map([...known, ...(found.data?.items ?? []).filter((one) => one.kind !== 'developer').map((one) => [one.id, labelOf(one)] as const)]);
  return (
    <FormModal<{ owners: string[] }>
      draft={`owners.support.${vote.id}`}
      title={t('work.support')}
      effect={t('support.effect', { need: vote.support.need })}
      yes={t('save')}
      onClose={onClose}
      onSubmit={async ({ owners }) => {
        const { have, need } = await send.run({ params: { id: vote.id }, body: { owners } });
        toast(t('support.done', { have, need }));
      }}
    >
      <Form.Item name="owners" label={t('support.owners')} rules={[needed]} extra={t('support.hint')}>
        <Select
          mode="multiple"
          showSearch
          filterOption={false}
          onSearch={setQ}
          onChange={(ids: string[]) => setKnown(new Map(ids.map((id) => [id, options.get(id) ?? id])))}
          options={[...options].map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
    </FormModal>
  );
}
