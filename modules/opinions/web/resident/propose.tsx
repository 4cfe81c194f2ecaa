import { newId } from '@hezhi/contract/light';
import { Failure, Icon } from '@hezhi/ui';
import { Field, useToast } from '@hezhi/ui/phone';
import { useDraft, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useCommand } from '../shared/client.ts';

const most = 200;

/** A statement of one's own: one thought, in a sentence on which others can agree or not. */
export function Propose({ district, id }: { district: string; id: string }) {
  const t = useWords('opinions');
  const toast = useToast();
  const [text, setText, clear] = useDraft(`opinions.propose.${id}`, '');
  const [fault, setFault] = useState<string | null>(null);
  const [own, setOwn] = useState(newId);
  const send = useCommand('POST /public/opinions/:district/:id/statements', { refresh: ['GET /public/opinions/:district/:id'] });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim().length < 4) return setFault(t('propose.short'));
    setFault(null);
    try {
      await send.run({ params: { district, id }, body: { id: own, text: text.trim() } });
    } catch {
      // Told below; what was typed stays.
      return;
    }
    clear();
    setOwn(newId());
    toast(t('propose.sent'));
  };
  return (
    <section className="hz-card">
      <form className="hz-form" onSubmit={(event) => void submit(event)} noValidate>
        <h2>{t('propose.title')}</h2>
        <Field label={t('propose.label')} hint={t('propose.hint')} error={fault}>
          {(attributes) => (
            <textarea {...attributes} className="hz-input" rows={3} maxLength={most} value={text} onChange={({ target }) => setText(target.value)} />
          )}
        </Field>
        <Failure error={send.error} kept />
        <div className="hz-row">
          <button className="hz-button" data-primary="" disabled={send.isPending}>
            <Icon name="check" /> {t('propose.send')}
          </button>
        </div>
      </form>
    </section>
  );
}
