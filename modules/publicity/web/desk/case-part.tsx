import type { PartProps } from '@hezhi/matters/screens';
import { Failure } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useDraft, useSession, useWords } from '@hezhi/web';
import { Button, Input } from 'antd';
import { useId } from 'react';
import { useCommand, useList } from '../shared/client.ts';
import { Moderate } from './moderate.tsx';
import './desk.css';

/** On the page of a public case: what the public says of it, and the official answer. For those who may moderate. */
export default function CasePart({ detail }: PartProps) {
  const { can } = useSession();
  return can('publicity.moderate') && detail.matter.public ? <Public id={detail.matter.id} /> : null;
}

function Public({ id }: { id: string }) {
  const t = useWords('publicity');
  const waiting = useList('GET /publicity/comments', { query: { view: 'waiting', matter: id, limit: 20 } }, { keep: false });
  const shown = useList('GET /publicity/comments', { query: { view: 'shown', matter: id, limit: 20 } }, { keep: false });
  return (
    <section>
      <h3>{t('desk.part')}</h3>
      <Failure error={waiting.error ?? shown.error} retry={() => (waiting.again(), shown.again())} />
      <ul className="hz-list">
        {[...waiting.items, ...shown.items].map((one) => (
          <li key={one.id} className="hzp-item">
            <Moderate one={one} />
          </li>
        ))}
      </ul>
      {waiting.hasMore || shown.hasMore ? <Button onClick={() => (waiting.more(), shown.more())}>{t('more')}</Button> : null}
      <Answer id={id} />
    </section>
  );
}

function Answer({ id }: { id: string }) {
  const t = useWords('publicity');
  const confirm = useConfirm();
  const toast = useToast();
  const field = useId();
  const [text, setText, clear] = useDraft(`publicity.answer.${id}`, '');
  const send = useCommand('POST /publicity/cases/:id/answers', { refresh: ['GET /publicity/comments'] });
  const answer = async () => {
    if (!(await confirm({ title: t('desk.answerTitle'), effect: t('desk.answerEffect'), yes: t('desk.answer') }))) return;
    try {
      await send.run({ params: { id }, body: { text: text.trim() } });
    } catch {
      // Told below; what was typed stays.
      return;
    }
    clear();
    toast(t('desk.answered'));
  };
  return (
    <div className="hz-no-print">
      <label htmlFor={field}>{t('desk.answerLabel')}</label>
      <Input.TextArea id={field} rows={3} maxLength={1000} showCount value={text} onChange={({ target }) => setText(target.value)} />
      <p className="hz-row" style={{ marginTop: 8 }}>
        <Button type="primary" disabled={text.trim().length < 2} loading={send.isPending} onClick={() => void answer()}>
          {t('desk.answer')}
        </Button>
      </p>
      <Failure error={send.error} kept />
    </div>
  );
}
