import { Failure, PhotoPicker, VoicePicker } from '@hezhi/ui';
import { BigButton, Card, Field, PhonePage, useConfirm } from '@hezhi/ui/phone';
import { useSay, useSession, useWords } from '@hezhi/web';
import { useCallback, useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Reply } from '../shared/client.ts';
import { PhoneField } from '@hezhi/matters/screens/phone';
import { CategoryField, DangerNote, leafOf, useGuesses, useTree } from './category-field.tsx';
import { ContactFields, PrivacyFields } from './privacy-fields.tsx';
import { useDistrict } from './district.ts';
import { SimilarNearby } from './duplicates.tsx';
import { useKeptPhotos, useResidentUpload } from '@hezhi/matters/screens/resident';
import { PlaceField, useLocated, type DraftPlace } from './place-field.tsx';
import { carryDraft, photoDraft, useReportDraft, voiceDraft } from './report-draft.ts';
import { placeOf, useReportSending } from './report-sending.ts';

/** Photo, place, words, category: one page, the button at the thumb, everything kept on the device until it has arrived. */
export function ReportForm({ onSent }: { onSent: (reported: Reply<'POST /cases'>, title: string) => void }) {
  const t = useWords('cases');
  const say = useSay();
  const session = useSession();
  const go = useNavigate();
  const confirm = useConfirm();
  const visitor = session.status !== 'person';
  const { draft, set, clear, drop, restored } = useReportDraft();
  const { districts, current, choose, asked } = useDistrict();
  const located = useLocated(draft.place);
  const district = located.located?.district ?? current?.code ?? null;
  const tree = useTree(district);
  const guesses = useGuesses(draft.description, district);
  const leaf = leafOf(tree.data?.groups, draft.category);
  const danger = (leaf?.tier ?? guesses[0]?.tier) === 1;
  const photos = useKeptPhotos(photoDraft, district);
  const voices = useKeptPhotos(voiceDraft, district);
  const token = visitor ? draft.token : null;
  const upload = useResidentUpload(district, token);
  const form = useRef<HTMLFormElement>(null);

  const sending = useReportSending({
    draft,
    set,
    leaf,
    district,
    photos,
    voices,
    token,
    onSent: (reported) => {
      clear();
      photos.clear();
      voices.clear();
      onSent(reported, leaf ? say(leaf.name) : '');
    },
  });
  const { faults, attempt } = sending;

  // The first thing that is missing comes into sight, with the focus in it.
  const faultNow = useEffectEvent(() => {
    const first = ['photos', 'place', 'description', 'voices', 'category', 'answers', 'phone'].find(
      (name) => faults[name] !== undefined || (name === 'answers' && Object.keys(faults).some((key) => key.startsWith('answers.'))),
    );
    if (!first) return;
    const field = form.current?.querySelector<HTMLElement>(`[data-field="${first}"]`);
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (attempt > 0) faultNow();
  }, [attempt]);

  const place = useCallback((change: (before: DraftPlace) => DraftPlace) => set((before) => ({ ...before, place: change(before.place) })), [set]);
  const closed = visitor && districts.find((one) => one.code === district)?.visitors === false;
  const login = () => {
    carryDraft(draft);
    drop();
    void go('/login?back=/report');
  };
  const startAgain = async () => {
    if (!(await confirm({ title: t('resident.report.dropTitle'), effect: t('resident.report.dropEffect'), danger: true, yes: t('resident.report.drop') })))
      return;
    clear();
    photos.clear();
    voices.clear();
  };

  return (
    <PhonePage
      title={t('resident.report.title')}
      foot={
        closed ? (
          <BigButton onClick={login}>{t('resident.report.login')}</BigButton>
        ) : (
          <BigButton busy={sending.stage !== 'idle'} onClick={() => form.current?.requestSubmit()}>
            {sending.stage === 'photos'
              ? t('resident.report.sendingPhotos', { done: photos.ids.length + voices.ids.length, all: photos.photos.length + voices.photos.length })
              : t(sending.stage === 'case' ? 'resident.report.sending' : 'resident.report.submit')}
          </BigButton>
        )
      }
    >
      <form
        ref={form}
        className="hz-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!closed) sending.submit();
        }}
      >
        {restored ? (
          <div className="hz-row" role="status">
            <p className="hz-small">{t('resident.report.restored')}</p>
            <button type="button" className="hz-button" onClick={() => void startAgain()}>
              {t('resident.report.drop')}
            </button>
          </div>
        ) : null}
        {closed ? (
          <Card>
            <p>{t('resident.report.closed', { district: current?.name ?? '' })}</p>
          </Card>
        ) : null}

        <Part title={t('resident.report.photos')} note={t('resident.report.photosNote')}>
          <div data-field="photos" tabIndex={-1}>
            <PhotoPicker photos={photos.photos} onChange={photos.change} upload={upload} max={9} label={t('resident.report.photos')} />
            {faults['photos'] ? (
              <p className="hz-field-error" role="alert">
                {faults['photos']}
              </p>
            ) : null}
          </div>
        </Part>

        <Part title={t('resident.report.place')}>
          {asked.error ? <Failure error={asked.error} retry={() => void asked.refetch()} /> : null}
          {districts.length > 1 && !located.located ? (
            <Field label={t('resident.report.district')}>
              {(attributes) => (
                <select
                  {...attributes}
                  className="hz-input"
                  value={current?.code ?? ''}
                  onChange={(event) => (place((before) => ({ ...before, street: '', area: '' })), choose(event.target.value))}
                >
                  {districts.map((one) => (
                    <option key={one.code} value={one.code}>
                      {one.full_name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          ) : null}
          <PlaceField value={draft.place} onChange={place} district={current} located={located} error={faults['place'] ?? null} />
        </Part>

        <Part title={t('resident.report.words')}>
          <Field
            label={t('resident.report.description')}
            hint={t('resident.report.descriptionHint')}
            error={faults['description'] ?? null}
            required={voices.photos.length === 0}
          >
            {(attributes) => (
              <textarea
                {...attributes}
                data-field="description"
                className="hz-input"
                rows={5}
                maxLength={2000}
                placeholder={leaf ? say(leaf.example) : t('resident.report.example')}
                value={draft.description}
                onChange={({ target }) => set((before) => ({ ...before, description: target.value }))}
              />
            )}
          </Field>
          <div data-field="voices" tabIndex={-1}>
            <VoicePicker
              voices={voices.photos}
              onChange={voices.change}
              upload={upload}
              label={t('resident.report.voices')}
              hint={t('resident.report.voicesNote')}
            />
            {faults['voices'] ? (
              <p className="hz-field-error" role="alert">
                {faults['voices']}
              </p>
            ) : null}
          </div>
          {danger ? <DangerNote /> : null}
        </Part>

        <Part title={t('resident.category.title')}>
          <CategoryField
            value={draft.category}
            onChange={(category) => set((before) => ({ ...before, category, answers: before.category === category ? before.answers : {} }))}
            guesses={guesses}
            tree={tree}
            typed={draft.description.trim().length >= 2}
            error={faults['category'] ?? null}
          />
        </Part>

        <SimilarNearby
          asked={
            closed
              ? null
              : {
                  description: draft.description,
                  category: draft.category,
                  place: placeOf(draft.place),
                  ...(district ? { district } : {}),
                }
          }
          visitor={visitor}
        />

        {leaf && leaf.questions.length > 0 ? (
          <Part title={t('resident.report.questions')} note={t('resident.report.questionsNote')}>
            <div className="hz-form" data-field="answers" tabIndex={-1}>
              {leaf.questions.map((question) => (
                <PhoneField
                  key={`${leaf.code}.${question.key}`}
                  field={question}
                  value={draft.answers[question.key]}
                  onChange={(value) =>
                    set((before) => {
                      const { [question.key]: _gone, ...others } = before.answers;
                      return { ...before, answers: value === undefined ? others : { ...others, [question.key]: value } };
                    })
                  }
                  error={faults[`answers.${question.key}`] ?? null}
                  draft="cases.report"
                />
              ))}
            </div>
          </Part>
        ) : null}

        {visitor ? <ContactFields draft={draft} set={set} faults={faults} onLogin={closed ? null : login} /> : null}
        <PrivacyFields draft={draft} set={set} visitor={visitor} />
        {sending.error ? (
          <div>
            <Failure error={sending.error} kept />
            {sending.already ? (
              <p>
                <Link className="hz-button" to={`/mine/${draft.id}`}>
                  {t('resident.report.openIt')}
                </Link>
              </p>
            ) : null}
          </div>
        ) : null}
        <p className="hz-small">{t('resident.report.law')}</p>
      </form>
    </PhonePage>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="hz-card">
      <div className="hz-res-section">
        <h2>{title}</h2>
        {note ? <p className="hz-small">{note}</p> : null}
        {children}
      </div>
    </section>
  );
}
