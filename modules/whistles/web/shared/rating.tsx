import { Failure, Stars, useToast } from '@hezhi/ui';
import type { PartProps } from '@hezhi/matters/screens';
import { useDraft, useRefresh, useWords } from '@hezhi/web';
import { useCommand, useRoute, type Response } from './client.ts';
import './shared.css';

/** Stars for each department that came, for whoever is to rate them now. */
export default function Rating({ detail }: PartProps) {
  const t = useWords('whistles');
  const may = detail.steps.some((step) => step.key === 'rate_department' && step.allowed);
  const facts = useRoute('GET /whistles/:id/facts', { params: { id: detail.matter.id } }, { enabled: may, keep: false });
  if (!may || !facts.data) return null;
  const open = facts.data.responses.filter((one) => one.checkedInAt !== null && one.score === null);
  return (
    <section>
      <h3>{t('rating.title')}</h3>
      <p className="hz-small">{t('rating.why')}</p>
      <ul className="hzw-departments">
        {open.map((one) => (
          <RateOne key={one.leg} one={one} matter={detail.matter} last={open.length === 1} />
        ))}
      </ul>
    </section>
  );
}

function RateOne({ one, matter, last }: { one: Response; matter: PartProps['detail']['matter']; last: boolean }) {
  const t = useWords('whistles');
  const toast = useToast();
  const refresh = useRefresh();
  const [draft, setDraft, clear] = useDraft<{ score: number | null; note: string }>(`whistle.rate.${matter.id}.${one.leg}`, { score: null, note: '' });
  const rate = useCommand('POST /matters/:id/steps', { refresh: ['GET /matters/:id', 'GET /whistles/:id/facts', 'GET /inbox'] });
  const save = async () => {
    if (draft.score === null) return;
    const data = { department: { org: one.org }, score: draft.score, ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }) };
    try {
      await rate.run({ params: { id: matter.id }, body: { step: 'rate_department', revision: matter.revision, data } });
    } catch {
      // Shown below; somebody may have been faster, so the matter is asked again.
      void refresh(['GET /matters/:id', 'GET /whistles/:id/facts']);
      return;
    }
    clear();
    toast(t(last ? 'rating.closed' : 'rating.saved', { name: one.name }));
  };
  return (
    <li>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stars label={`${t(`role.${one.role}`)} ${one.name}`} value={draft.score} onChange={(score) => setDraft((before) => ({ ...before, score }))} />
        <div className="hz-row">
          <input
            className="hz-input"
            aria-label={t('rating.note', { name: one.name })}
            placeholder={t('rating.noteHint')}
            maxLength={1000}
            value={draft.note}
            onChange={(event) => setDraft((before) => ({ ...before, note: event.target.value }))}
          />
          <button type="submit" className="hz-button" disabled={draft.score === null || rate.isPending}>
            {t('rating.save')}
          </button>
        </div>
        <Failure error={rate.error} />
      </form>
    </li>
  );
}
