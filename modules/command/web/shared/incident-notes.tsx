import { Failure, Field, useToast } from '@hezhi/ui';
import { MatterTimeline } from '@hezhi/matters/screens';
import { useDraft, useWords } from '@hezhi/web';
import { useCommand, useRoute } from './client.ts';

/** Joint command notes 会商记录: the timeline of the emergency, and a line to add. */
export function Notes({ id, running }: { id: string; running: boolean }) {
  const t = useWords('command');
  const toast = useToast();
  const detail = useRoute('GET /matters/:id', { params: { id } });
  const step = useCommand('POST /matters/:id/steps');
  const [text, setText, clear] = useDraft(`command.note.${id}`, '');
  const may = running && (detail.data?.steps.some((one) => one.key === 'log' && one.allowed) ?? false);
  const send = async () => {
    try {
      await step.run({ params: { id }, body: { step: 'log', data: { note: text.trim() } } });
    } catch {
      return;
    }
    clear();
    toast(t('incident.noted'));
  };
  return (
    <section className="cmd-box">
      <h2>{t('incident.notes')}</h2>
      {may ? (
        <form
          className="hz-form"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Field label={t('incident.note')}>
            {(attributes) => (
              <textarea {...attributes} className="hz-input" rows={2} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
            )}
          </Field>
          {step.error ? <Failure error={step.error} kept /> : null}
          <div className="cmd-bar">
            <button className="hz-button" disabled={step.isPending || text.trim() === ''}>
              {t('incident.note')}
            </button>
          </div>
        </form>
      ) : null}
      {detail.data ? <MatterTimeline detail={detail.data} /> : null}
      {detail.error && !detail.data ? <Failure error={detail.error} retry={() => void detail.refetch()} /> : null}
    </section>
  );
}
