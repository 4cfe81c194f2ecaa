import { Failure, PhotoPicker, VoicePicker, pickedPhoto } from '@hezhi/ui';
import { BigButton, Field, PhonePage } from '@hezhi/ui/phone';
import { Away, faultsByField, useDraft, useRefresh, useSession, useWords } from '@hezhi/web';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useRoute } from '../shared/client.ts';
import { uploadPhoto } from '@hezhi/matters/screens';
import {
  Chips,
  dropPending,
  keepPending,
  PendingNote,
  pendingFiles,
  PhoneField,
  sendPending,
  sortPhotos,
  usePendingList,
  usePhotoDraft,
} from '@hezhi/matters/screens/phone';
import { leafOf } from './subject-field.tsx';
import './field.css';
import { CategoryGuess } from './report-category.tsx';
import { SimilarNearby } from './duplicates.tsx';
import { nothingYet, placeBody, reportBody, wholeArea, type Report, type ReportBody } from './report-body.ts';
import { Reported, type ReportSent } from './report-done.tsx';
import { ReportPlace } from './report-place.tsx';
import { ReportSettle } from './report-settle.tsx';

/** What one meets on the way: photograph, place, a few words, a guessed category, and on. */
export default function FieldReport() {
  const t = useWords('cases');
  const { person, post, district, can } = useSession();
  const refresh = useRefresh();
  const [report, setReport, clearReport, restored] = useDraft<Report>('field.report', nothingYet);
  const [photos, setPhotos, clearPhotos] = usePhotoDraft('field.report');
  const [after, setAfter, clearAfter] = usePhotoDraft('field.report.after');
  const [voices, setVoices, clearVoices] = usePhotoDraft('field.report.voices', {}, true);
  const [error, setError] = useState<Error | null>(null);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<ReportSent | null>(null);
  const tree = useRoute('GET /case-categories', { query: district ? { district } : {} }, { fresh: 3600_000 });
  const leaf = leafOf(tree.data?.groups, report.category)?.leaf;
  const area = wholeArea(post?.area);
  const faults = faultsByField(error);
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<Report>) => {
    setReport((before) => ({ ...before, ...part }));
    const touched = Object.keys(part);
    setMissing((before) => before.filter((key) => !touched.some((one) => key === one || key.startsWith(`${one}.`))));
  };
  useAgain((again, filesOf) => {
    setReport(again);
    setPhotos(() => filesOf('photos').map(pickedPhoto));
    setAfter(() => filesOf('settle.photos').map(pickedPhoto));
    setVoices(() => filesOf('voices').map(pickedPhoto));
  });
  // A draft of an earlier version of the app has no such part; a post without the right does not settle.
  const settle = can('cases.settle_on_spot') ? (report.settle ?? null) : null;

  const sending = [...photos, ...voices, ...(settle ? after : [])].some((photo) => photo.id === null && !photo.failed);
  const send = async () => {
    const needed = (leaf?.questions ?? [])
      .filter((question) => question.required && (report.answers[question.key] ?? '') === '')
      .map((question) => `answers.${question.key}`);
    const lacking = [
      ...(report.description.trim() === '' && voices.length === 0 ? ['description'] : []),
      ...(report.category === null ? ['category'] : []),
      ...(area === null && report.place.lon === null && report.place.address.trim() === '' ? ['place'] : []),
      ...needed,
      ...(settle && settle.note.trim() === '' ? ['settle.note'] : []),
    ];
    setMissing(lacking);
    setError(null);
    if (lacking.length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-missing] :is(input, textarea, button)')?.focus());
      return;
    }
    setBusy(true);
    try {
      const { ids, files } = sortPhotos(photos);
      const done = sortPhotos(settle ? after : []);
      const said = sortPhotos(voices);
      const description = report.description.trim() || t('matters:shared.spoken');
      const body = reportBody(
        { ...report, description, settle },
        { photos: ids, voices: said.ids, after: done.ids, area, questions: leaf?.questions.map((question) => question.key) ?? [] },
      );
      const entry = await keepPending({
        person: person?.id ?? '',
        route: 'POST /cases',
        form: '/report',
        title: description.slice(0, 30),
        matter: null,
        step: null,
        body,
        district,
        files: { photos: files, voices: said.files, 'settle.photos': done.files },
      });
      const result = await sendPending(entry);
      if (result.result === 'refused') {
        dropPending(entry.id);
        return setError(result.problem);
      }
      setSent(result.result === 'done' ? { state: 'done', reply: result.reply } : { state: 'waiting' });
      clearReport();
      clearPhotos();
      clearAfter();
      clearVoices();
      await refresh(['GET /inbox', 'GET /cases/map', 'GET /matters']);
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Away('network'));
    } finally {
      setBusy(false);
    }
  };

  if (sent) return <Reported sent={sent} onNext={() => setSent(null)} />;
  const need = (key: string) => (missing.includes(key) ? t('matters:phone.step.needed') : null);
  return (
    <PhonePage
      title={t('field.report.title')}
      back={false}
      foot={
        <BigButton busy={busy} disabled={sending} onClick={() => void send()}>
          {t(busy ? 'matters:phone.step.sending' : sending ? 'matters:phone.step.photos' : 'field.report.send')}
        </BigButton>
      }
    >
      <PendingNote />
      <form
        ref={form}
        className="hz-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {restored ? <p className="hz-small">{t('matters:phone.step.restored')}</p> : null}
        <section className="hz-card hz-stack" aria-label={t('field.report.photos')}>
          <h2>{t('field.report.photos')}</h2>
          <PhotoPicker label={t('field.report.photos')} photos={photos} onChange={setPhotos} upload={uploadPhoto(district ?? undefined)} max={9} camera />
        </section>
        <section className="hz-card hz-stack" data-missing={missing.includes('place') ? '' : undefined} aria-label={t('field.report.place')}>
          <h2>{t('field.report.place')}</h2>
          <ReportPlace
            place={report.place}
            onChange={(place) => change({ place })}
            fallback={area ? (post?.area_name ?? null) : null}
            error={faults['place'] ?? need('place')}
          />
        </section>
        <section className="hz-card hz-stack" aria-label={t('field.report.what')}>
          <div data-missing={missing.includes('description') ? '' : undefined}>
            <Field
              label={t('field.report.what')}
              hint={t('field.report.whatHint')}
              required={voices.length === 0}
              error={faults['description'] ?? need('description')}
            >
              {(attributes) => (
                <textarea
                  {...attributes}
                  className="hz-input"
                  rows={3}
                  maxLength={2000}
                  value={report.description}
                  onChange={({ target }) => change({ description: target.value })}
                />
              )}
            </Field>
          </div>
          <VoicePicker
            voices={voices}
            onChange={setVoices}
            upload={uploadPhoto(district ?? undefined)}
            label={t('field.report.voices')}
            hint={t('field.report.voicesNote')}
          />
          <div data-missing={missing.includes('category') ? '' : undefined}>
            <CategoryGuess
              text={report.description}
              value={report.category}
              tree={tree.data?.groups}
              onChange={(category) => change({ category, answers: {} })}
              error={faults['category'] ?? need('category')}
            />
          </div>
          {leaf?.tier === 1 ? <p className="hz-report-danger">{t('field.report.danger')}</p> : null}
          {leaf?.questions.map((question) => (
            <div key={question.key} data-missing={missing.includes(`answers.${question.key}`) ? '' : undefined}>
              <PhoneField
                field={question}
                value={report.answers[question.key]}
                onChange={(value) => change({ answers: { ...report.answers, [question.key]: value } })}
                error={faults[`answers.${question.key}`] ?? need(`answers.${question.key}`)}
                draft="field.report"
              />
            </div>
          ))}
        </section>
        {can('cases.settle_on_spot') ? (
          <ReportSettle
            value={settle}
            onChange={(value) => change({ settle: value })}
            photos={after}
            onPhotos={setAfter}
            district={district}
            noteError={faults['settle.note'] ?? need('settle.note')}
            outcomeError={faults['settle.outcome'] ?? null}
          />
        ) : null}
        <SimilarNearby
          asked={{ description: report.description, category: report.category ?? '', place: placeBody(report.place, area) }}
          phone={report.phone}
        />
        <details className="hz-card">
          <summary>{t('field.report.for')}</summary>
          <div className="hz-form hz-report-for">
            <p className="hz-small">{t('field.report.forWhy')}</p>
            <Field label={t('field.report.name')}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="hz-input"
                  maxLength={60}
                  autoComplete="off"
                  value={report.name}
                  onChange={({ target }) => change({ name: target.value })}
                />
              )}
            </Field>
            <Field label={t('field.report.phone')} error={faults['contact.phone'] ?? null}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="hz-input hz-num"
                  type="tel"
                  inputMode="tel"
                  maxLength={20}
                  autoComplete="off"
                  value={report.phone}
                  onChange={({ target }) => change({ phone: target.value })}
                />
              )}
            </Field>
            <Chips
              label={t('field.report.public')}
              hint={t('field.report.publicWhy')}
              required
              chips={[
                { value: 'yes', text: t('matters:phone.yes') },
                { value: 'no', text: t('matters:phone.no') },
              ]}
              chosen={[report.public ? 'yes' : 'no']}
              onChange={([first]) => change({ public: first === 'yes' })}
            />
          </div>
        </details>
        {error ? <Failure error={error} kept /> : null}
      </form>
    </PhonePage>
  );
}

/** A refused report comes back into the form. */
function useAgain(begin: (report: Report, filesOf: (field: string) => readonly Blob[]) => void): void {
  const [params, setParams] = useSearchParams();
  const entries = usePendingList();
  const wanted = params.get('again');
  const latest = useRef(begin);
  useEffect(() => {
    latest.current = begin;
  });
  useEffect(() => {
    if (!wanted) return;
    const entry = entries.find((one) => one.id === wanted && one.form === '/report');
    setParams({}, { replace: true });
    if (!entry) return;
    const body = entry.body as ReportBody;
    void pendingFiles(entry.id).then((files) => {
      latest.current(
        {
          description: body.description,
          category: body.category,
          answers: body.answers,
          place: { lon: body.place.point?.[0] ?? null, lat: body.place.point?.[1] ?? null, address: body.place.address ?? '' },
          public: body.public,
          name: body.contact?.name ?? '',
          phone: body.contact?.phone ?? '',
          settle: body.settle ? { outcome: body.settle.outcome, note: body.settle.note } : null,
        },
        (field) => files.filter((_, at) => entry.photos[at]?.field === field),
      );
      dropPending(entry.id);
    });
  }, [wanted, entries, setParams]);
}
