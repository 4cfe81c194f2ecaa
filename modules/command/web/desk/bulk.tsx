import { FieldInput, type StepField } from '@hezhi/matters/screens';
import { Drawer } from '@hezhi/matters/screens/desk';
import { Empty, Failure, Loading, Tag, useConfirm } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { useMemo, useState } from 'react';
import { useRoute, type Allowed } from '../shared/client.ts';
import { useBulk } from './bulk-run.ts';

type Step = Allowed['steps'][number];
type Choice = { step: Step; matters: Allowed['matter'][] };
/** Fields that mean the same for many matters. */
const common = new Set(['text', 'number', 'choice', 'choices', 'boolean', 'date', 'moment', 'owner']);
const most = 50;
const tones = { waiting: 'neutral', running: 'info', ok: 'good', failed: 'late' } as const;
const words = { waiting: 'bulk.waiting', running: 'bulk.waiting', ok: 'bulk.ok', failed: 'bulk.failed' } as const;

/** Steps that can be taken for several of the chosen matters with one form, those that fit the most first. */
function choicesOf(items: readonly Allowed[]): Choice[] {
  const found = new Map<string, Choice>();
  for (const { matter, steps } of items)
    for (const step of steps) {
      if (step.fields.some((field) => field.required && !common.has(field.type))) continue;
      const key = `${matter.kind}/${step.key}/${step.fields.map((field) => `${field.key}:${field.type}`).join()}`;
      const choice = found.get(key) ?? { step, matters: [] };
      choice.matters.push(matter);
      found.set(key, choice);
    }
  return [...found.values()].toSorted((a, b) => b.matters.length - a.matters.length);
}

/** One step with one note for many: progress, a result for each, and another try for what failed. */
export function Bulk({ ids, onClose, onDone }: { ids: readonly string[]; onClose: () => void; onDone: (left: string[]) => void }) {
  const t = useWords('command');
  const say = useSay();
  const confirm = useConfirm();
  // The list of the moment the sheet was opened: what is done must not fall out of sight.
  const [chosen] = useState(() => ids.slice(0, most));
  const allowed = useRoute('GET /command/steps', { query: { ids: chosen.join(',') } }, { keep: false });
  const [asked] = [allowed.data];
  const [start, setStart] = useState<readonly Allowed[] | null>(null);
  const items = useMemo(() => start ?? asked?.items ?? [], [start, asked]);
  const choices = useMemo(() => choicesOf(items), [items]);
  const [index, setIndex] = useState(0);
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [missing, setMissing] = useState<readonly string[]>([]);
  const { results, busy, run } = useBulk();
  const choice = choices[index];
  const failed = choice?.matters.filter((matter) => results.get(matter.id)?.state === 'failed') ?? [];
  const done = choice?.matters.filter((matter) => results.get(matter.id)?.state === 'ok') ?? [];
  const over = results.size > 0 && !busy;

  const take = async (matters: readonly Allowed['matter'][]) => {
    if (!choice) return;
    const lacking = choice.step.fields
      .filter((field) => field.required && (values[field.key] === undefined || values[field.key] === ''))
      .map((field) => field.key);
    setMissing(lacking);
    if (lacking.length > 0) return;
    const name = say(choice.step.name);
    const effect = [t('bulk.confirm', { n: matters.length, step: name }), choice.step.confirm ? say(choice.step.confirm) : ''].filter(Boolean).join(' ');
    if (!(await confirm({ title: name, effect, yes: t('bulk.run', { n: matters.length }), danger: choice.step.tone === 'danger' }))) return;
    setStart(items);
    const known = new Set(choice.step.fields.map((field) => field.key));
    await run(matters, choice.step.key, Object.fromEntries(Object.entries(values).filter(([key]) => known.has(key))));
  };
  const close = () => {
    const ok = new Set([...results].filter(([, result]) => result.state === 'ok').map(([id]) => id));
    if (ok.size > 0) onDone(ids.filter((id) => !ok.has(id)));
    onClose();
  };
  return (
    <Drawer title={t('bulk.title')} sub={t('desk.selected', { count: chosen.length })} onClose={close}>
      {allowed.isPending ? <Loading rows={4} /> : null}
      {allowed.error && items.length === 0 ? <Failure error={allowed.error} retry={() => void allowed.refetch()} /> : null}
      {allowed.data && choices.length === 0 ? <Empty title={t('bulk.none')} why={t('bulk.hint')} /> : null}
      {choice ? (
        <form
          className="hz-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void take(choice.matters);
          }}
        >
          <label className="hz-field">
            <span>{t('bulk.choose')}</span>
            <select className="hz-input" value={index} disabled={results.size > 0} onChange={(event) => setIndex(Number(event.target.value))}>
              {choices.map(({ step, matters }, n) => (
                // oxlint-disable-next-line react/no-array-index-key -- the list stands while the sheet is open
                <option key={n} value={n}>
                  {say(step.name)} · {t('bulk.fits', { n: matters.length, all: chosen.length })}
                </option>
              ))}
            </select>
          </label>
          {choice.step.fields
            .filter((field) => common.has(field.type))
            .map((field) => (
              <FieldInput
                key={field.key}
                field={field as StepField}
                value={values[field.key]}
                onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
                error={missing.includes(field.key) ? t('bulk.missing', { label: say(field.label) }) : null}
                context={contextOf(choice.matters[0]!, choice.step.key)}
              />
            ))}
          {results.size === 0 ? (
            <button className="hz-button" data-primary="" disabled={busy}>
              {t('bulk.run', { n: choice.matters.length })}
            </button>
          ) : (
            <>
              <p role="status">
                {over
                  ? failed.length > 0
                    ? t('bulk.someFailed', { n: failed.length })
                    : t('bulk.allDone', { n: done.length })
                  : t('bulk.progress', { done: done.length + failed.length, all: choice.matters.length })}
              </p>
              <progress value={done.length + failed.length} max={choice.matters.length} aria-label={t('bulk.title')} style={{ width: '100%' }} />
              <div className="cmd-bar">
                {over && failed.length > 0 ? (
                  <button type="button" className="hz-button" onClick={() => void again(failed)}>
                    {t('bulk.retry', { n: failed.length })}
                  </button>
                ) : null}
                <button type="button" className="hz-button" disabled={busy} onClick={close}>
                  {t('bulk.close')}
                </button>
              </div>
            </>
          )}
          <ul className="cmd-results">
            {choice.matters.map((matter) => {
              const result = results.get(matter.id);
              return (
                <li key={matter.id}>
                  {result ? <Tag tone={tones[result.state]}>{t(words[result.state])}</Tag> : null} {matter.title}
                  {result?.why ? <div className="hz-small">{result.why}</div> : null}
                </li>
              );
            })}
          </ul>
        </form>
      ) : null}
    </Drawer>
  );

  /** Another try goes by what is now: somebody may have been faster. */
  async function again(matters: readonly Allowed['matter'][]) {
    const fresh = await allowed.refetch();
    const now = new Map((fresh.data?.items ?? []).map((one) => [one.matter.id, one.matter]));
    await take(matters.map((matter) => now.get(matter.id) ?? matter));
  }
}

const contextOf = (matter: Allowed['matter'], step: string) => ({
  id: matter.id,
  kind: matter.kind,
  step,
  district: matter.district,
  area: matter.area,
  point: matter.point,
  subject: matter.subject,
  draft: `bulk.${step}`,
});
