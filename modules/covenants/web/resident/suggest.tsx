import { newId } from '@hezhi/contract/light';
import { Failure, Tag } from '@hezhi/ui';
import { Field, useConfirm, useToast } from '@hezhi/ui/phone';
import { useDraft, useTime, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useCommand, type Reply } from '../shared/client.ts';

type Page = Reply<'GET /public/covenants/:district/:id'>;
const refresh = ['GET /public/covenants'] as const;

/** A suggestion with its answer; one's own may be taken back while it waits. */
export function SuggestionView({ one, district }: { one: Page['suggestions'][number]; district: string }) {
  const t = useWords('covenants');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const back = useCommand('DELETE /public/covenants/:district/suggestions/:id', { refresh });
  const run = async () => {
    if (!(await confirm({ title: t('res.takeBack'), yes: t('res.takeBack'), danger: true }))) return;
    await back.run({ params: { district, id: one.id } }).then(
      () => toast(t('res.unsigned')),
      () => undefined,
    );
  };
  return (
    <article className="hzk-suggestion">
      <p>
        {one.own ? <Tag tone="info">{t('res.mySuggestion')}</Tag> : null}{' '}
        <Tag tone={one.state === 'open' ? 'warn' : one.state === 'declined' ? 'neutral' : 'good'}>{t(`answers.${one.state}`)}</Tag>{' '}
        <span className="hz-small">{time.day(one.at)}</span>
      </p>
      <p>{one.text}</p>
      {one.reason ? <p className="hz-small">{t('res.reply', { reason: one.reason })}</p> : null}
      {one.own && one.state === 'open' ? (
        <p>
          <button type="button" className="hz-button" disabled={back.isPending} onClick={() => void run()}>
            {t('res.takeBack')}
          </button>
        </p>
      ) : null}
      <Failure error={back.error} />
    </article>
  );
}

/** Says something to an article or to the whole. */
export function SuggestForm({ page, article, label, onDone }: { page: Page; article: string | null; label: string; onDone?: () => void }) {
  const t = useWords('covenants');
  const toast = useToast();
  const [id, setId] = useState(newId);
  const [text, setText, clear] = useDraft(`covenants.suggest.${page.id}.${article ?? ''}`, '');
  const [fault, setFault] = useState<string | null>(null);
  const send = useCommand('POST /public/covenants/:district/:id/suggestions', { refresh });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim().length < 4) return setFault(t('res.short'));
    setFault(null);
    try {
      await send.run({ params: { district: page.district, id: page.id }, body: { id, article, text: text.trim() } });
    } catch {
      return;
    }
    clear();
    setId(newId());
    toast(t('res.sent'));
    onDone?.();
  };
  return (
    <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={label} hint={t('res.suggestHint')} error={fault}>
        {(attributes) => (
          <textarea {...attributes} className="hz-input" rows={3} maxLength={500} value={text} onChange={({ target }) => setText(target.value)} />
        )}
      </Field>
      <Failure error={send.error} kept />
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={send.isPending}>
          {t('res.send')}
        </button>
        {onDone ? (
          <button type="button" className="hz-button" onClick={onDone}>
            {t('cancel')}
          </button>
        ) : null}
      </div>
    </form>
  );
}
