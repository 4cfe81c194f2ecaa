import { newId } from '@hezhi/contract/light';
import { OwnerPicker, type PartProps } from '@hezhi/matters/screens';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { talkRoutes, useCommand } from '../shared/client.ts';
import { Tasks } from '../shared/pieces.tsx';
import { useFacts } from './use-facts.ts';

/** What was decided as tasks with owner and date. */
export default function TasksPart({ detail }: PartProps) {
  const t = useWords('deliberations');
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const talk = useFacts(detail).data;
  const open = detail.matter.state === 'carrying_out';
  if (!talk || (!open && talk.tasks.length === 0)) return null;
  return (
    <section>
      <div className="hz-row">
        <h3>{t('talk.tasks')}</h3>
        {open && can('deliberations.organise') ? <Button onClick={() => setAdding(true)}>{t('task.add')}</Button> : null}
      </div>
      {talk.tasks.length === 0 ? <p className="hz-small">{t('task.none')}</p> : <Tasks tasks={talk.tasks} />}
      <div className="hz-row">
        {talk.tasks.map((one) => (
          <Link key={one.id} to={`/matters/${one.id}`}>
            {t('task.open', { title: one.title })}
          </Link>
        ))}
      </div>
      {adding ? <Add id={detail.matter.id} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

type Owner = { org: string; post?: string | null };

function Add({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords('deliberations');
  const needed = useNeeded();
  const toast = useToast();
  const [task] = useState(newId);
  const add = useCommand('POST /deliberations/:id/tasks', { refresh: [...talkRoutes, 'GET /matters', 'GET /inbox'] });
  return (
    <FormModal<{ title: string; text: string; owner: Owner; due: string }>
      draft={`deliberations.task.${id}`}
      title={t('task.add')}
      effect={t('task.effect')}
      yes={t('task.add')}
      width={640}
      onClose={onClose}
      onSubmit={async ({ title, text, owner, due }) => {
        await add.run({ params: { id }, body: { id: task, title: title.trim(), text: text.trim(), owner: { org: owner.org, post: owner.post ?? null }, due } });
        toast(t('task.added'));
      }}
    >
      <Form.Item name="title" label={t('task.title')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="text" label={t('task.text')} rules={[{ ...needed, whitespace: true }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item name="due" label={t('task.due')} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="owner" label={t('task.owner')} rules={[needed]}>
        <Owners id={id} />
      </Form.Item>
    </FormModal>
  );
}

function Owners({ id, value, onChange }: { id: string; value?: Owner; onChange?: (value: Owner | undefined) => void }) {
  const t = useWords('deliberations');
  return (
    <OwnerPicker
      context={{ id, kind: 'deliberation' }}
      value={value}
      label={t('task.owner')}
      onChange={(one) => onChange?.(Array.isArray(one) ? one[0] : one)}
    />
  );
}
