import { Field } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import type { ReportDraft } from './report-draft.ts';

type Set = (change: (before: ReportDraft) => ReportDraft) => void;

/** How to reach a visitor: nothing is needed, and it is said what a phone number is for. */
export function ContactFields({
  draft,
  set,
  faults,
  onLogin,
}: {
  draft: ReportDraft;
  set: Set;
  faults: Readonly<Record<string, string>>;
  onLogin: (() => void) | null;
}) {
  const t = useWords('cases');
  return (
    <section className="hz-card">
      <div className="hz-res-section">
        <h2>{t('resident.contact.title')}</h2>
        <p className="hz-small">{t('resident.contact.why')}</p>
        <Field label={t('resident.contact.phone')} error={faults['phone'] ?? null}>
          {(attributes) => (
            <input
              {...attributes}
              data-field="phone"
              className="hz-input"
              type="tel"
              autoComplete="tel"
              maxLength={20}
              value={draft.phone}
              onChange={({ target }) => set((before) => ({ ...before, phone: target.value }))}
            />
          )}
        </Field>
        <Field label={t('resident.contact.name')}>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              autoComplete="name"
              maxLength={60}
              value={draft.name}
              onChange={({ target }) => set((before) => ({ ...before, name: target.value }))}
            />
          )}
        </Field>
        {onLogin ? (
          <p className="hz-row">
            <span className="hz-small">{t('resident.contact.orLogin')}</span>
            <button type="button" className="hz-button" onClick={onLogin}>
              {t('resident.report.login')}
            </button>
          </p>
        ) : null}
      </div>
    </section>
  );
}

/** What others see of it; each switch says its effect. */
export function PrivacyFields({ draft, set, visitor }: { draft: ReportDraft; set: Set; visitor: boolean }) {
  const t = useWords('cases');
  return (
    <section className="hz-card">
      <div className="hz-res-section">
        <h2>{t('resident.privacy.title')}</h2>
        {visitor ? null : (
          <Switch
            on={draft.hideName}
            onChange={(hideName) => set((before) => ({ ...before, hideName }))}
            label={t('resident.privacy.hideName')}
            note={t(draft.hideName ? 'resident.privacy.hidden' : 'resident.privacy.shown')}
          />
        )}
        <Switch
          on={draft.public}
          onChange={(on) => set((before) => ({ ...before, public: on }))}
          label={t('resident.privacy.public')}
          note={t(draft.public ? 'resident.privacy.publicOn' : 'resident.privacy.publicOff')}
        />
      </div>
    </section>
  );
}

function Switch({ on, onChange, label, note }: { on: boolean; onChange: (on: boolean) => void; label: string; note: string }) {
  return (
    <label className="hz-res-choice hz-res-switch" data-on={on ? '' : undefined}>
      <input type="checkbox" checked={on} onChange={({ target }) => onChange(target.checked)} />
      <span>
        {label}
        <small>{note}</small>
      </span>
    </label>
  );
}
