import { Failure, Field, useConfirm } from '@hezhi/ui';
import { useDraft, useWords } from '@hezhi/web';
import { useCommand } from './client.ts';

/** Ends an emergency: summary, and where items are open the reason why they are set aside. */
export function EndForm({ id, open }: { id: string; open: number }) {
  const t = useWords('command');
  const confirm = useConfirm();
  const [typed, setTyped, clear] = useDraft(`command.end.${id}`, { summary: '', aside: '' });
  const end = useCommand('POST /command/incidents/:id/end');
  const ready = typed.summary.trim().length >= 5 && (open === 0 || typed.aside.trim().length >= 2);
  const send = async () => {
    if (!(await confirm({ title: t('incident.end'), effect: t('incident.endEffect'), yes: t('incident.end'), danger: true }))) return;
    try {
      await end.run({ params: { id }, body: { summary: typed.summary, ...(open > 0 ? { aside: typed.aside } : {}) } });
      clear();
    } catch {
      // Shown below; what was typed stays.
    }
  };
  return (
    <form
      className="cmd-box hz-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{t('incident.end')}</h2>
      <Field label={t('incident.summary')} required>
        {(attributes) => (
          <textarea
            {...attributes}
            className="hz-input"
            rows={3}
            maxLength={2000}
            value={typed.summary}
            onChange={(event) => setTyped({ ...typed, summary: event.target.value })}
          />
        )}
      </Field>
      {open > 0 ? (
        <Field label={t('incident.asideWhy', { n: open })} required>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              maxLength={300}
              value={typed.aside}
              onChange={(event) => setTyped({ ...typed, aside: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {end.error ? <Failure error={end.error} kept /> : null}
      <div className="cmd-bar">
        <button className="hz-button" data-danger="" disabled={!ready || end.isPending}>
          {t('incident.end')}
        </button>
      </div>
    </form>
  );
}
