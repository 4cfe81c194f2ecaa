import type { PartProps } from '@hezhi/matters/screens';
import { Tag } from '@hezhi/ui';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { talkRoutes, useCommand } from '../shared/client.ts';
import { useFacts } from './use-facts.ts';

/** Objections to the result, and answering them. */
export default function Objections({ detail }: PartProps) {
  const t = useWords('deliberations');
  const time = useTime();
  const { can } = useSession();
  const [open, setOpen] = useState<string | null>(null);
  const talk = useFacts(detail).data;
  if (!talk || talk.objections.length === 0) return null;
  return (
    <section>
      <h3>{t('objections.title')}</h3>
      <ul className="hzd-rows">
        {talk.objections.map((one) => (
          <li key={one.id}>
            <div className="hz-row">
              <Tag tone={one.standing === 'supervisor' ? 'warn' : 'neutral'}>{t(`standing.${one.standing}`)}</Tag>
              <span className="hz-small">{time.moment(one.at)}</span>
              {one.answer === null ? (
                <Tag tone="warn">{t('objections.waiting')}</Tag>
              ) : (
                <Tag tone="good">{t(one.upheld ? 'objections.upheld' : 'objections.notUpheld')}</Tag>
              )}
            </div>
            <div className="hzd-pre">{one.words}</div>
            {one.answer === null ? null : <div className="hzd-pre">{t('talk.answer', { answer: one.answer })}</div>}
            {one.answer === null && can('deliberations.organise') ? <Button onClick={() => setOpen(one.id)}>{t('objections.answer')}</Button> : null}
          </li>
        ))}
      </ul>
      {open ? <AnswerForm id={detail.matter.id} objection={open} onClose={() => setOpen(null)} /> : null}
    </section>
  );
}

function AnswerForm({ id, objection, onClose }: { id: string; objection: string; onClose: () => void }) {
  const t = useWords('deliberations');
  const needed = useNeeded();
  const toast = useToast();
  const send = useCommand('POST /deliberations/:id/objections/:objection/answer', { refresh: [...talkRoutes, 'GET /matters/:id', 'GET /inbox'] });
  return (
    <FormModal<{ answer: string; upheld: boolean }>
      draft={`deliberations.answer.${objection}`}
      title={t('objections.answer')}
      effect={t('objections.effect')}
      yes={t('objections.send')}
      start={{ upheld: false }}
      onClose={onClose}
      onSubmit={async (body) => {
        await send.run({ params: { id, objection }, body });
        toast(t('objections.sent'));
      }}
    >
      <Form.Item name="answer" label={t('objections.words')} rules={[{ ...needed, whitespace: true }]}>
        <Input.TextArea rows={5} maxLength={2000} />
      </Form.Item>
      <Form.Item name="upheld" label={t('objections.finding')} extra={t('objections.upheldHint')}>
        <Radio.Group
          options={[
            { value: false, label: t('objections.notUpheld') },
            { value: true, label: t('objections.upheld') },
          ]}
        />
      </Form.Item>
    </FormModal>
  );
}
