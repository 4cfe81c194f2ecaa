import { Failure, Field } from '@hezhi/ui';
import { PageHead, Panel, useToast } from '@hezhi/ui/desk';
import { PlacePicker } from '@hezhi/ui/map';
import { dropBlobDraft, faultsByField, useSay, useSession, useWords } from '@hezhi/web';
import { newId } from '@hezhi/contract/light';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { borderLayers, FieldInput, Group, groundOf, PhotosField, photosWaiting } from '@hezhi/matters/screens';
import { Addresses, Located } from '@hezhi/matters/screens/desk';
import './desk.css';
import { CategoryPicker } from './category-picker.tsx';
import { SimilarNearby } from './duplicates-intake.tsx';
import { Guesses } from './intake-guesses.tsx';
import { photoDraft, placeOf, reportOf, useIntake } from './use-intake.ts';
import { Taken } from './intake-taken.tsx';

/** 登记案件: what somebody tells at the counter or on the telephone; nothing typed is lost. */
export default function IntakePage() {
  const t = useWords('cases');
  const say = useSay();
  const toast = useToast();
  const { district, post } = useSession();
  const intake = useIntake();
  const { value } = intake;
  // What is being mended is not at fault any more.
  const mended = (keys: readonly string[]) => setOwn((before) => Object.fromEntries(Object.entries(before).filter(([key]) => !keys.includes(key))));
  const change = (part: Parameters<typeof intake.change>[0]) => {
    intake.change(part);
    mended([...Object.keys(part), ...(part.area === undefined ? [] : ['place'])]);
  };
  const answer = (key: string, given: unknown) => {
    intake.answer(key, given);
    mended([`answers.${key}`]);
  };
  const report = useCommand('POST /cases');
  const [taken, setTaken] = useState<Reply<'POST /cases'> | null>(null);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const tree = useRoute('GET /case-categories', { query: { district: district ?? undefined } }, { fresh: 600_000 });
  const leaf = tree.data?.groups.flatMap((group) => group.leaves).find((one) => one.code === value.category);
  const layers = useMemo(() => borderLayers(district, post?.area), [district, post?.area]);
  const ground = useMemo(() => groundOf(district), [district]);
  const said = faultsByField(report.error);
  const fault = (key: string): string | null => own[key] ?? said[key] ?? null;
  const placeFault = fault('place') ?? fault('place.point') ?? fault('place.area') ?? fault('place.address');

  const faults = JSON.stringify(own) + JSON.stringify(said);
  useEffect(() => {
    const box = form.current?.querySelector<HTMLElement>('[aria-invalid], [data-error] input, [data-error] button');
    if (faults !== '{}{}') box?.focus();
  }, [faults]);

  const submit = async () => {
    const missing: Record<string, string> = {};
    const need = (key: string, label: string, there: boolean) => there || (missing[key] = t('matters:shared.step.missing', { label }));
    need('description', t('desk.intake.description'), value.description.trim() !== '');
    need('category', t('desk.intake.category'), value.category !== '');
    need('place', t('desk.intake.place'), value.place.lon !== null || value.place.address.trim() !== '' || value.area !== '');
    for (const question of leaf?.questions ?? [])
      if (question.required) need(`answers.${question.key}`, say(question.label), value.answers[question.key] !== undefined);
    if (await photosWaiting(photoDraft)) missing['photos'] = t('matters:shared.step.photosWaiting');
    setOwn(missing);
    if (Object.keys(missing).length > 0 || !leaf) return;
    try {
      const id = value.id || newId();
      if (!value.id) change({ id });
      setTaken(
        await report.run({
          body: reportOf(
            { ...value, id },
            leaf.questions.map((question) => question.key),
          ),
        }),
      );
      intake.clear();
      void dropBlobDraft(photoDraft);
    } catch {
      toast(t('desk.intake.notTaken'));
    }
  };

  if (taken)
    return (
      <Taken
        taken={taken}
        onNext={() => {
          report.reset();
          setTaken(null);
        }}
      />
    );
  return (
    <>
      <PageHead title={t('desk.intake.title')} sub={t('desk.intake.sub')} back="/matters" />
      <form
        ref={form}
        noValidate
        className="hzc-intake"
        aria-busy={report.isPending}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div>
          <Panel>
            <div className="hz-form">
              {intake.restored ? (
                <p className="hz-small hzc-restored" role="status">
                  {t('matters:shared.step.restored')}{' '}
                  <button
                    type="button"
                    className="hzc-link"
                    onClick={() => {
                      intake.clear();
                      void dropBlobDraft(photoDraft);
                    }}
                  >
                    {t('matters:shared.step.forget')}
                  </button>
                </p>
              ) : null}
              <Field label={t('desk.intake.description')} hint={t('desk.intake.descriptionHint')} required error={fault('description')}>
                {(attributes) => (
                  <textarea
                    {...attributes}
                    className="hz-input"
                    rows={5}
                    maxLength={2000}
                    value={value.description}
                    onChange={(event) => change({ description: event.target.value })}
                  />
                )}
              </Field>
              <Group label={t('desk.intake.category')} required error={fault('category')}>
                <Guesses text={value.description} picked={value.category} onPick={(category) => change({ category })} />
                <CategoryPicker
                  value={value.category}
                  onChange={(category) => change({ category })}
                  width="100%"
                  label={t('desk.intake.category')}
                  {...(fault('category') ? { status: 'error' as const } : {})}
                />
                {leaf?.tier === 1 ? (
                  <p className="hz-dialog-effect" role="status">
                    {t('desk.intake.danger')}
                  </p>
                ) : null}
              </Group>
              {leaf?.questions.map((question) => (
                <FieldInput
                  key={question.key}
                  field={question}
                  value={value.answers[question.key]}
                  onChange={(given) => answer(question.key, given)}
                  error={fault(`answers.${question.key}`)}
                  context={{ id: null, district: district ?? '', draft: photoDraft }}
                />
              ))}
              <Group label={t('desk.intake.photos')} error={fault('photos')}>
                <PhotosField
                  key={intake.round}
                  label={t('desk.intake.photos')}
                  max={9}
                  value={value.photos}
                  onChange={(photos) => change({ photos: photos ?? [] })}
                  context={{ id: null, district: district ?? '', draft: photoDraft }}
                />
              </Group>
            </div>
          </Panel>
          <Panel title={t('desk.intake.reporter')}>
            <div className="hz-form">
              <Field label={t('desk.intake.name')} error={fault('contact.name')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    className="hz-input"
                    autoComplete="off"
                    maxLength={60}
                    value={value.name}
                    onChange={(event) => change({ name: event.target.value })}
                  />
                )}
              </Field>
              <Field label={t('desk.intake.phone')} hint={t('desk.intake.phoneHint')} error={fault('contact.phone')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    className="hz-input hz-num"
                    type="tel"
                    autoComplete="off"
                    maxLength={20}
                    value={value.phone}
                    onChange={(event) => change({ phone: event.target.value })}
                  />
                )}
              </Field>
              <label className="hzc-choice">
                <input type="checkbox" checked={value.public} onChange={(event) => change({ public: event.target.checked })} />{' '}
                <span>{t('desk.intake.public')}</span>
              </label>
              <label className="hzc-choice">
                <input type="checkbox" checked={value.hideName} onChange={(event) => change({ hideName: event.target.checked })} />{' '}
                <span>{t('desk.intake.hideName')}</span>
              </label>
            </div>
          </Panel>
        </div>
        <div>
          <Panel title={t('desk.intake.place')}>
            <Group label={null} error={placeFault}>
              <div className="hz-form">
                <PlacePicker
                  label={t('desk.intake.place')}
                  layers={layers}
                  backdrop={ground}
                  value={value.place}
                  onChange={(place) => change({ place })}
                  height={260}
                />
                <Addresses text={value.place.address} onPick={(place) => change({ place })} />
                <Located place={value.place} area={value.area} onArea={(area) => change({ area })} />
              </div>
            </Group>
          </Panel>
          <SimilarNearby asked={{ description: value.description, category: value.category, place: placeOf(value) }} phone={value.phone} />
          <div className="hzc-intake-foot">
            {report.error ? <Failure error={report.error} kept retry={() => void submit()} /> : null}
            <button className="hz-button" data-primary disabled={report.isPending}>
              {t(report.isPending ? 'matters:shared.step.busy' : 'desk.intake.submit')}
            </button>
          </div>
        </div>
      </form>
    </>
  );
}
