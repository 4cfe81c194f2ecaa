import { FieldInput, stepDraft, useStep, type MatterDetail, type Step } from '@hezhi/matters/screens';
import { Drawer } from '@hezhi/matters/screens/desk';
import { Empty, Failure, Loading, useToast } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';

type Taker = { readonly org: string; readonly post: string; readonly name: string };
const rank = { main: 0, plain: 1, danger: 2 } as const;

/** Steps that give a matter to somebody: allowed now, with one owner to name, and no choice of leg. */
const giving = (detail: MatterDetail): Step[] =>
  detail.steps
    .filter((step) => step.allowed && step.choose.length === 0 && step.fields.some((field) => field.type === 'owner'))
    .sort((a, b) => rank[a.tone] - rank[b.tone]);

/** Gives a matter to who was chosen: the step is the procedure's own, filled in as far as it can be. Ctrl+Enter sends. */
export function Dispatch({ matter, taker, onClose }: { matter: string; taker: Taker; onClose: () => void }) {
  const t = useWords('command');
  const say = useSay();
  const detail = useRoute('GET /matters/:id', { params: { id: matter } }, { keep: false });
  const [key, setKey] = useState('');
  const steps = detail.data ? giving(detail.data) : [];
  const step = steps.find((one) => one.key === key) ?? steps[0];
  return (
    <Drawer
      title={t('dispatch.title', { name: taker.name })}
      {...(detail.data ? { sub: `${detail.data.matter.title} ${detail.data.matter.number}` } : {})}
      onClose={onClose}
    >
      {detail.isPending ? <Loading rows={4} /> : null}
      {detail.error && !detail.data ? <Failure error={detail.error} retry={() => void detail.refetch()} /> : null}
      {detail.data && !step ? (
        <Empty
          title={t('dispatch.none')}
          why={t('dispatch.noneWhy')}
          action={
            <Link className="hz-button" to={`/matters/${matter}`}>
              {t('dispatch.openPage')}
            </Link>
          }
        />
      ) : null}
      {detail.data && step ? (
        <>
          <p>{detail.data.sentence}</p>
          {steps.length > 1 ? (
            <div className="cmd-bar" role="group" aria-label={t('dispatch.step')}>
              {steps.map((one) => (
                <label key={one.key} className="cmd-check">
                  <input type="radio" name="cmd-step" checked={one.key === step.key} onChange={() => setKey(one.key)} /> {say(one.name)}
                </label>
              ))}
            </div>
          ) : null}
          <Form key={step.key} detail={detail.data} step={step} taker={taker} onClose={onClose} />
        </>
      ) : null}
    </Drawer>
  );
}

function Form({ detail: { matter }, step, taker, onClose }: { detail: MatterDetail; step: Step; taker: Taker; onClose: () => void }) {
  const t = useWords('command');
  const say = useSay();
  const toast = useToast();
  const button = useRef<HTMLButtonElement>(null);
  const taking = useStep(matter, step, () => {
    toast(t('dispatch.done', { name: taker.name }));
    onClose();
  });
  const owner = step.fields.find((field) => field.type === 'owner')!.key;
  const { set } = taking;
  useEffect(() => {
    set(owner, { org: taker.org, post: taker.post });
  }, [set, owner, taker.org, taker.post]);
  const rest = step.fields.filter((field) => field.key !== owner);
  useEffect(() => {
    // Where nothing must be typed, Enter sends.
    if (!rest.some((field) => field.required)) button.current?.focus();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the sheet opens
  }, []);
  const latest = useRef(taking.submit);
  useEffect(() => {
    latest.current = taking.submit;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void latest.current();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  const context = {
    id: matter.id,
    kind: matter.kind,
    step: step.key,
    district: matter.district,
    area: matter.area,
    point: matter.point,
    subject: matter.subject,
    draft: stepDraft(matter.id, step.key),
  };
  return (
    <form
      className="hz-form"
      noValidate
      aria-busy={taking.busy}
      onSubmit={(event) => {
        event.preventDefault();
        void taking.submit();
      }}
    >
      {taking.fault(owner) ? <p className="hz-field-error">{taking.fault(owner)}</p> : null}
      {rest.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          value={taking.values[field.key]}
          onChange={(value) => taking.set(field.key, value)}
          error={taking.fault(field.key)}
          context={context}
        />
      ))}
      {step.confirm ? <p className="hz-dialog-effect">{say(step.confirm)}</p> : null}
      {taking.stale ? <p role="alert">{taking.stale}</p> : null}
      {taking.error ? <Failure error={taking.error} kept /> : null}
      <div className="hz-dialog-buttons">
        <button type="button" className="hz-button" onClick={onClose}>
          {t('dispatch.cancel')}
        </button>
        <button ref={button} className="hz-button" data-primary="" disabled={taking.busy}>
          {taking.busy ? t('dispatch.busy') : `${say(step.name)} → ${taker.name}`}
        </button>
      </div>
    </form>
  );
}
