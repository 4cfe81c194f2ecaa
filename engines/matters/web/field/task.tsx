import { Answer, DeadlineTag, Empty, Failure, Loading, StatusSentence } from '@hezhi/ui';
import { BigButton, Card, PhonePage, useToast } from '@hezhi/ui/phone';
import { Away, Problem, useLive, useLiveRefresh, useOnline, useRefresh, useSay, useWords } from '@hezhi/web';
import { useCallback, useEffect, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { LegsList } from '../shared/legs-list.tsx';
import { LinkList } from '../shared/link-list.tsx';
import { useRoute, type MatterDetail, type Step } from '../shared/client.ts';
import { useKind, type KindScreens } from '../shared/kinds.ts';
import { KindFacts, KindParts, KindTools } from '../shared/parts.tsx';
import { pendingFiles, usePendingList } from '../shared/phone/pending.ts';
import { PendingNote } from '../shared/phone/pending-note.tsx';
import { StepList } from '../shared/phone/step-list.tsx';
import { StepSheet, type Again } from '../shared/phone/step-sheet.tsx';
import { isFiles } from '../shared/photos.ts';
import { isLight, useSubmitStep } from '../shared/phone/submit.ts';
import { MarkTags, StateTag, TierTag } from '../shared/status.tsx';
import { MatterTimeline } from '../shared/timeline.tsx';
import './field.css';
import { TaskMap } from './task-map.tsx';

/** One task: the sentence, the facts, where it is, what has happened, and at the thumb what I may do. */
export default function Task() {
  const { id = '' } = useParams();
  const t = useWords('matters');
  const say = useSay();
  const detail = useRoute('GET /matters/:id', { params: { id } }, { keep: false });
  useLiveRefresh(['matters.'], ['GET /matters/:id']);
  const title = detail.data ? say(detail.data.matter.subjectName) : t('field.task.title');
  const gone = detail.error instanceof Problem && detail.error.status === 404 && !detail.data;
  return gone ? (
    <Empty
      page
      icon="search"
      title={t('field.task.gone')}
      why={t('field.task.goneWhy')}
      action={
        <Link className="hz-button" to="/">
          {t('field.task.home')}
        </Link>
      }
    />
  ) : detail.data ? (
    <Shown detail={detail.data} title={title} failed={detail} />
  ) : (
    <PhonePage title={title}>
      <Answer of={detail} rows={8}>
        {() => <Loading />}
      </Answer>
    </PhonePage>
  );
}

function Shown({ detail, title, failed }: { detail: MatterDetail; title: string; failed: Parameters<typeof Answer>[0]['of'] }) {
  const t = useWords('matters');
  const say = useSay();
  const toast = useToast();
  const submit = useSubmitStep();
  const refresh = useRefresh();
  const online = useOnline();
  const { matter, steps } = detail;
  const kind = useKind(matter.kind);
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState<string | null>(params.get('step'));
  const [again, setAgain] = useState<Again | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const entries = usePendingList();
  const wanted = params.get('again');
  const leg = detail.legs.find((one) => !one.paused) ?? detail.legs[0];

  // A step asked for in the address is opened once; going back must not open it again.
  useEffect(() => {
    if (params.has('step')) setParams({}, { replace: true });
  }, [params, setParams]);
  useEffect(() => {
    if (!wanted) return;
    const entry = entries.find((one) => one.id === wanted && one.step !== null);
    setParams({}, { replace: true });
    if (!entry) return;
    void pendingFiles(entry.id).then((files) => {
      setAgain({ entry, files });
      setOpen(entry.step);
    });
  }, [wanted, entries, setParams]);
  // While a sheet is open the page behind it still hears of others' steps.
  useLive(['matters.'], (hint) => {
    if (open && open !== 'list' && hint.data?.['matter'] === matter.id) toast(t('field.task.changed'));
  });

  const allowed = steps.filter((step) => step.allowed);
  const waits = new Set(entries.filter((one) => one.matter === matter.id && one.state !== 'refused').map((one) => one.step));
  const main = [...allowed]
    .sort((a, b) => rank(a, matter, kind) - rank(b, matter, kind))
    .filter((step) => rank(step, matter, kind) < 9 && !waits.has(step.key));
  const current = steps.find((step) => step.key === open && step.allowed);
  const refused = open && open !== 'list' && !current ? steps.find((step) => step.key === open) : null;
  const why = refused?.reason?.detail;
  useEffect(() => {
    if (!why) return;
    toast(why);
    setOpen(null);
  }, [why, toast]);

  const choose = async (step: Step) => {
    if (!isLight(step) || step.fields.some(isFiles)) return setOpen(step.key);
    setOpen(null);
    setBusy(step.key);
    try {
      const name = say(step.name);
      const sent = await submit(matter, { key: step.key, name });
      toast(sent.result === 'refused' ? sent.problem.detail : t(sent.result === 'done' ? 'phone.step.done' : 'phone.step.waiting', { step: name }));
    } catch {
      // The device keeps nothing: the form says so and keeps what is given while it is open.
      setOpen(step.key);
    } finally {
      setBusy(null);
    }
  };
  const close = useCallback(() => {
    setOpen(null);
    setAgain(null);
  }, []);
  const shown = main.slice(0, 2);

  return (
    <>
      <PhonePage
        title={title}
        foot={
          steps.length > 0 ? (
            <div className="hz-task-foot">
              {shown.map((step, at) => (
                <BigButton
                  key={step.key}
                  quiet={at > 0}
                  danger={step.tone === 'danger'}
                  busy={busy === step.key}
                  disabled={busy !== null}
                  onClick={() => void choose(step)}
                >
                  {say(step.name)}
                </BigButton>
              ))}
              <button type="button" className="hz-button hz-task-more" onClick={() => setOpen('list')} aria-haspopup="dialog">
                {t(shown.length > 0 ? 'field.task.more' : 'field.task.moreAlone')}
              </button>
            </div>
          ) : null
        }
      >
        {failed.error && (online || !(failed.error instanceof Away)) ? <Failure error={failed.error} retry={() => void failed.refetch?.()} /> : null}
        <PendingNote matter={matter.id} />
        <Card tone={matter.overdue ? 'late' : undefined}>
          <div className="hz-stack">
            <div className="hz-row">
              <StateTag matter={matter} />
              {leg ? <DeadlineTag due={leg.dueAt} paused={leg.paused ? say(leg.paused.reason) : null} /> : null}
              <TierTag tier={matter.tier} />
              <MarkTags matter={matter} />
            </div>
            <StatusSentence text={detail.sentence} until={leg?.dueAt ?? null} />
            {leg && leg.restDays > 0 ? <p className="hz-small">{t('field.task.restDays', { count: leg.restDays })}</p> : null}
          </div>
        </Card>
        <KindFacts detail={detail} />
        <KindTools detail={detail} />
        <LegsList legs={detail.legs} />
        <TaskMap detail={detail} />
        <LinkList links={detail.links} to={(other) => `/task/${other}`} />
        <KindParts detail={detail} />
        <section className="hz-card" aria-labelledby="task-timeline">
          <h2 id="task-timeline">{t('field.task.timeline')}</h2>
          <div className="hz-task-timeline">
            <MatterTimeline detail={detail} />
          </div>
        </section>
      </PhonePage>
      {open === 'list' ? <StepList steps={steps} onChoose={(step) => void choose(step)} onClose={close} /> : null}
      {current ? (
        <StepSheet
          key={`${current.key}.${again?.entry.id ?? ''}`}
          matter={matter}
          step={current}
          again={again}
          onClose={close}
          onDone={() => {
            close();
            void refresh();
          }}
        />
      ) : null}
    </>
  );
}

/** The thumb's order: taking over what was handed over, then what the kind says, then the procedure's main steps; the rest (9) stands in the list. */
const rank = (step: Step, matter: MatterDetail['matter'], kind: KindScreens): number =>
  step.key === 'accept_hand_over' ? 0 : (kind.rank?.(step, matter) ?? (step.tone === 'main' ? 4 : 9));
