import { newId } from '@hezhi/contract/light';
import type { PartProps } from '@hezhi/matters/screens';
import { Failure, Tag } from '@hezhi/ui';
import { FormModal, useConfirm, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useCommand, useRoute, voteKeys, type Vote } from '../shared/client.ts';
import { useOwnerLabel } from '../shared/pieces.tsx';
import { useVote } from './use-vote.ts';

const open = ['proposed', 'checking', 'preparing', 'roll_public'];

/** Candidates of an election; until the notice they can be put up and step back. */
export default function Candidates({ detail }: PartProps) {
  const t = useWords('owners');
  const confirm = useConfirm();
  const { can } = useSession();
  const vote = useVote(detail).data;
  const [adding, setAdding] = useState(false);
  const withdraw = useCommand('POST /owners-votes/:id/candidates/:candidate/withdraw', { refresh: voteKeys });
  if (!vote?.election) return null;
  const may = can('owners.organise') && open.includes(vote.state);
  const back = async (candidate: string, name: string) => {
    if (!(await confirm({ title: t('candidates.backSure', { name }), effect: t('candidates.backEffect'), danger: true }))) return;
    await withdraw.run({ params: { id: vote.id, candidate }, body: {} }).catch(() => undefined);
  };
  return (
    <section>
      <div className="hz-row">
        <h3>{t('candidates.title')}</h3>
        {may ? <Button onClick={() => setAdding(true)}>{t('candidates.add')}</Button> : null}
      </div>
      <p className="hz-small">{t('vote.seats', { seats: vote.election.seats, reserves: vote.election.reserves })}</p>
      <Failure error={withdraw.error} />
      {vote.candidates.length === 0 ? <p>{t('candidates.none')}</p> : null}
      <ul className="hzo-rows">
        {vote.candidates.map((one) => (
          <li key={one.id}>
            <div className="hz-row">
              <strong>{one.name}</strong>
              {one.withdrawn ? <Tag tone="neutral">{t('candidates.withdrawn')}</Tag> : null}
              {may && !one.withdrawn ? (
                <Button size="small" onClick={() => void back(one.id, one.name)}>
                  {t('candidates.back')}
                </Button>
              ) : null}
            </div>
            <div className="hz-small hzo-pre">{one.intro}</div>
          </li>
        ))}
      </ul>
      {adding ? <Add vote={vote} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

function Add({ vote, onClose }: { vote: Vote; onClose: () => void }) {
  const t = useWords('owners');
  const labelOf = useOwnerLabel();
  const needed = useNeeded();
  const toast = useToast();
  const [id] = useState(newId);
  const [q, setQ] = useState('');
  const found = useRoute('GET /owners/:id/people', { params: { id: vote.group }, query: { limit: 20, ...(q ? { q } : {}) } });
  const add = useCommand('POST /owners-votes/:id/candidates', { refresh: voteKeys });
  return (
    <FormModal<{ owner: string; name: string; intro?: string }>
      draft={`owners.candidate.${vote.id}.${vote.candidates.length}`}
      title={t('candidates.add')}
      effect={t('candidates.effect')}
      yes={t('save')}
      onClose={onClose}
      onSubmit={async (typed) => {
        await add.run({ params: { id: vote.id }, body: { id, owner: typed.owner, name: typed.name.trim(), intro: typed.intro?.trim() ?? '' } });
        toast(t('saved'));
      }}
    >
      <Form.Item name="owner" label={t('candidates.owner')} rules={[needed]} extra={t('unit.knownHint')}>
        <Select
          showSearch
          filterOption={false}
          onSearch={setQ}
          options={(found.data?.items ?? []).filter((one) => one.kind !== 'developer').map((one) => ({ value: one.id, label: labelOf(one) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('candidates.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="intro" label={t('candidates.intro')}>
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
    </FormModal>
  );
}
