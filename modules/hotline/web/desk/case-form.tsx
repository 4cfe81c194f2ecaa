import { newId } from '@hezhi/contract/light';
import { FieldInput, useKind } from '@hezhi/matters/screens';
import { Addresses, Guesses, Located } from '@hezhi/matters/screens/desk';
import { Failure, Field } from '@hezhi/ui';
import { Panel, useToast } from '@hezhi/ui/desk';
import { faultsByField, Problem, useSay, useSession, useWords } from '@hezhi/web';
import { Suspense, useState, type ComponentProps } from 'react';
import { client, useCommand, useRoute, type CallOne } from '../shared/client.ts';
import { SimilarCases } from './case-similar.tsx';
import { caseOf, empty, type Drafting } from './use-draft-call.ts';
import { useKeys } from './use-keys.ts';

const categoryField = { key: 'category', type: 'subject', label: { 'zh-Hans': '类别', en: 'Category' } };

/** The categories that words speak for. */
const guess: ComponentProps<typeof Guesses>['ask'] = (text, district, signal) => client('POST /case-categories/guess', { body: { text, district }, signal });

/** Filing a case while talking: category guessed from what is typed, its questions, place by address. */
export function CaseForm({ call, draft, phone }: { call: CallOne; draft: Drafting; phone: string }) {
  const t = useWords('hotline');
  const say = useSay();
  const toast = useToast();
  const { district } = useSession();
  // The input of categories is the kind's own.
  const { subject: Category } = useKind('case');
  const { value, change } = draft;
  // What is missing is said after the first attempt, and goes as soon as it is there.
  const [tried, setTried] = useState(false);
  const file = useCommand('POST /hotline/calls/:id/cases', { refresh: ['GET /hotline/board', 'GET /matters'] });
  const tree = useRoute('GET /case-categories', { query: { district: district ?? undefined } }, { fresh: 600_000 });
  const leaf = tree.data?.groups.flatMap((group) => group.leaves).find((one) => one.code === value.category);
  const said = faultsByField(file.error);
  const missing: Record<string, string> = {};
  if (tried) {
    if (value.description.trim() === '') missing['description'] = t('form.missing', { label: t('call.words') });
    if (value.kind === '') missing['kind'] = t('form.missing', { label: t('call.kind') });
    if (!leaf) missing['category'] = t('form.missing', { label: t('form.category') });
    if (value.place.lon === null && value.area === '' && value.place.address.trim() === '') missing['place'] = t('form.missing', { label: t('form.place') });
    for (const question of leaf?.questions ?? [])
      if (question.required && (value.answers[question.key] ?? '') === '')
        missing[`answers.${question.key}`] = t('form.missing', { label: say(question.label) });
  }
  const fault = (key: string): string | null => missing[key] ?? said[key] ?? null;
  const complete =
    value.description.trim() !== '' &&
    (value.place.lon !== null || value.area !== '' || value.place.address.trim() !== '') &&
    (leaf?.questions ?? []).every((question) => !question.required || (value.answers[question.key] ?? '') !== '');
  const submit = async () => {
    setTried(true);
    if (!complete || !leaf || value.kind === '') return;
    const id = value.caseId || newId();
    if (!value.caseId) change({ caseId: id });
    const body = caseOf(
      value,
      id,
      value.kind,
      leaf.questions.map((question) => question.key),
    );
    try {
      const filed = await file.run({ params: { id: call.id }, body });
      toast(filed.sentence);
      setTried(false);
      // A second matter of the same call begins with the same caller and place.
      change({ caseId: '', description: '', category: '', answers: {}, outcome: 'case', note: value.note || filed.sentence });
    } catch {
      toast(t('form.notFiled'));
    }
  };
  useKeys({ F8: file.isPending ? undefined : () => void submit() });
  const other = file.error instanceof Problem && Object.keys(said).length > 0 ? null : file.error;
  const lacking = Object.values(missing);
  return (
    <Panel
      title={t('form.title')}
      extra={
        <button type="button" className="hz-button" data-primary disabled={file.isPending} onClick={() => void submit()}>
          {t('form.file')}
          <kbd>F8</kbd>
        </button>
      }
    >
      <div className="hz-form">
        {lacking.length > 0 ? (
          <div className="hz-failure" role="alert">
            <p>{lacking.join(' ')}</p>
          </div>
        ) : null}
        <div>
          <Guesses text={value.description} picked={value.category} onPick={(category) => change({ category })} ask={guess} />
          {Category ? (
            <Suspense fallback={null}>
              <Category
                field={categoryField}
                value={value.category}
                onChange={(code) => change({ category: code ?? '' })}
                current={null}
                district={district}
                label={t('form.category')}
                error={fault('category')}
              />
            </Suspense>
          ) : null}
        </div>
        {(leaf?.questions ?? []).map((question) => (
          <FieldInput
            key={question.key}
            field={question}
            value={value.answers[question.key]}
            onChange={(given) => change({ answers: { ...value.answers, [question.key]: given } })}
            error={fault(`answers.${question.key}`)}
            context={{ id: null, district: district ?? '', draft: 'hotline.case' }}
          />
        ))}
        <Field
          label={t('form.place')}
          hint={t('form.placeHint')}
          error={fault('place') ?? fault('place.point') ?? fault('place.area') ?? fault('place.address')}
        >
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              autoComplete="off"
              maxLength={200}
              value={value.place.address}
              onChange={(event) => change({ place: { ...empty.place, address: event.target.value } })}
            />
          )}
        </Field>
        <Addresses text={value.place.address} onPick={(place) => change({ place })} />
        <Located place={value.place} area={value.area} onArea={(area) => change({ area })} />
        <Field label={t('form.name')} error={fault('contact.name')}>
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
        <label>
          <input type="checkbox" checked={value.hideName} onChange={(event) => change({ hideName: event.target.checked })} /> {t('form.hideName')}
        </label>
        <SimilarCases draft={draft} phone={phone} />
        {other ? <Failure error={other} kept retry={() => void submit()} /> : null}
      </div>
    </Panel>
  );
}
