import { PhotoPicker, type PickedPhoto } from '@hezhi/ui';
import { Field } from '@hezhi/ui/phone';
import { Chips } from '@hezhi/matters/screens/phone';
import { uploadPhoto } from '@hezhi/matters/screens';
import { useWords } from '@hezhi/web';
import { settleOutcomes, type SettleOutcome, type SettleTyped } from './report-body.ts';

/** Done already (当场已处理): what came of it, what was done, what it is like now. Sent with the report as one command. */
export function ReportSettle({
  value,
  onChange,
  photos,
  onPhotos,
  district,
  noteError,
  outcomeError,
}: {
  value: SettleTyped | null;
  onChange: (value: SettleTyped | null) => void;
  photos: readonly PickedPhoto[];
  onPhotos: (change: (before: readonly PickedPhoto[]) => readonly PickedPhoto[]) => void;
  district: string | null;
  noteError: string | null;
  outcomeError: string | null;
}) {
  const t = useWords('cases');
  return (
    <section className="hz-card hz-stack" aria-label={t('field.settle.title')}>
      <Chips
        label={t('field.settle.title')}
        hint={t('field.settle.why')}
        required
        chips={[
          { value: 'no', text: t('field.settle.no') },
          { value: 'yes', text: t('field.settle.yes') },
        ]}
        chosen={[value ? 'yes' : 'no']}
        onChange={([first]) => onChange(first === 'yes' ? (value ?? { outcome: 'solved_on_spot', note: '' }) : null)}
      />
      {value ? (
        <>
          <h2>{t('field.settle.after')}</h2>
          <PhotoPicker label={t('field.settle.after')} photos={photos} onChange={onPhotos} upload={uploadPhoto(district ?? undefined)} max={9} camera />
          <Chips
            label={t('field.settle.outcome')}
            required
            chips={settleOutcomes.map((one) => ({ value: one, text: t(`field.settle.outcomes.${one}`) }))}
            chosen={[value.outcome]}
            onChange={([first]) => onChange({ ...value, outcome: first as SettleOutcome })}
            error={outcomeError}
          />
          <div data-missing={noteError ? '' : undefined}>
            <Field label={t('field.settle.note')} required error={noteError}>
              {(attributes) => (
                <textarea
                  {...attributes}
                  className="hz-input"
                  rows={2}
                  maxLength={1000}
                  value={value.note}
                  onChange={({ target }) => onChange({ ...value, note: target.value })}
                />
              )}
            </Field>
          </div>
          <p className="hz-small">{t('field.settle.effect')}</p>
        </>
      ) : null}
    </section>
  );
}
