import { newId } from '@hezhi/contract/light';
import type { PartProps } from '@hezhi/matters/screens';
import { Tag } from '@hezhi/ui';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useCommand, voteKeys, type Vote } from '../shared/client.ts';
import { useVote } from './use-vote.ts';

const decided = ['posting', 'carrying_out', 'done', 'not_passed', 'told'];

/** Requests that a court revoke the decision, and how they ended. */
export default function Challenges({ detail }: PartProps) {
  const t = useWords('owners');
  const time = useTime();
  const { can } = useSession();
  const vote = useVote(detail).data;
  const [open, setOpen] = useState<string | null>(null);
  if (!vote || (vote.challenges.length === 0 && !decided.includes(vote.state))) return null;
  const may = can('owners.organise');
  return (
    <section>
      <div className="hz-row">
        <h3>{t('challenges.title')}</h3>
        {may && decided.includes(vote.state) ? <Button onClick={() => setOpen('new')}>{t('challenges.add')}</Button> : null}
      </div>
      <p className="hz-small">{t('challenges.law')}</p>
      <ul className="hzo-rows">
        {vote.challenges.map((one) => (
          <li key={one.id}>
            <div className="hz-row">
              <Tag tone={one.state === 'pending' ? 'warn' : one.state === 'upheld' ? 'late' : 'neutral'}>{t(`challenges.state.${one.state}`)}</Tag>
              <span className="hz-small">{[time.day(one.at), one.court, t('challenges.lastDay', { day: one.lastDay })].filter(Boolean).join(' · ')}</span>
              {may && one.state === 'pending' ? (
                <Button size="small" onClick={() => setOpen(one.id)}>
                  {t('challenges.end')}
                </Button>
              ) : null}
            </div>
            <div className="hzo-pre">{one.text}</div>
            {one.note ? <div className="hz-small hzo-pre">{one.note}</div> : null}
          </li>
        ))}
      </ul>
      {open === 'new' ? <Add vote={vote} onClose={() => setOpen(null)} /> : null}
      {open !== null && open !== 'new' ? <End vote={vote} id={open} onClose={() => setOpen(null)} /> : null}
    </section>
  );
}

function Add({ vote, onClose }: { vote: Vote; onClose: () => void }) {
  const t = useWords('owners');
  const needed = useNeeded();
  const toast = useToast();
  const [id] = useState(newId);
  const add = useCommand('POST /owners-votes/:id/challenges', { refresh: voteKeys });
  return (
    <FormModal<{ name: string; text: string; knownOn: string; court?: string }>
      draft={`owners.challenge.${vote.id}`}
      title={t('challenges.add')}
      effect={t('challenges.effect')}
      yes={t('save')}
      onClose={onClose}
      onSubmit={async (typed) => {
        await add.run({
          params: { id: vote.id },
          body: { id, name: typed.name.trim(), text: typed.text.trim(), knownOn: typed.knownOn, court: typed.court?.trim() ?? '' },
        });
        toast(t('saved'));
      }}
    >
      <Form.Item name="name" label={t('challenges.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="knownOn" label={t('challenges.knownOn')} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="court" label={t('challenges.court')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="text" label={t('challenges.text')} rules={[{ ...needed, whitespace: true }]}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </FormModal>
  );
}

function End({ vote, id, onClose }: { vote: Vote; id: string; onClose: () => void }) {
  const t = useWords('owners');
  const needed = useNeeded();
  const toast = useToast();
  const end = useCommand('POST /owners-votes/:id/challenges/:challenge/end', { refresh: voteKeys });
  return (
    <FormModal<{ state: 'upheld' | 'dismissed' | 'withdrawn'; note: string }>
      draft={`owners.challenge.end.${id}`}
      title={t('challenges.end')}
      effect={t('challenges.endEffect')}
      yes={t('save')}
      danger
      onClose={onClose}
      onSubmit={async ({ state, note }) => {
        await end.run({ params: { id: vote.id, challenge: id }, body: { state, note: note.trim() } });
        toast(t('saved'));
      }}
    >
      <Form.Item name="state" label={t('challenges.how')} rules={[needed]}>
        <Radio.Group options={(['upheld', 'dismissed', 'withdrawn'] as const).map((value) => ({ value, label: t(`challenges.state.${value}`) }))} />
      </Form.Item>
      <Form.Item name="note" label={t('challenges.note')} rules={[{ ...needed, whitespace: true }]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormModal>
  );
}
