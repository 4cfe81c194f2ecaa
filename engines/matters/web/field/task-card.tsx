import { DeadlineTag, Icon, Tag } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/phone';
import { Away, Problem, useOnline, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { client, type InboxItem } from '../shared/client.ts';
import { isFiles } from '../shared/photos.ts';
import { isLight, useSubmitStep } from '../shared/phone/submit.ts';
import { KindTag } from '../shared/kind-tag.tsx';
import { useKind, usePathOf, type KindScreens, type NextStep } from '../shared/kinds.ts';
import { MarkTags, StateTag, TierTag } from '../shared/status.tsx';
import { metresWords } from './words.ts';

/** One task: what and where, how long I still have, and the one thing that the thumb does next. */
export function TaskCard({ item, metres }: { item: InboxItem; metres: number | null }) {
  const t = useWords('matters');
  const say = useSay();
  const time = useTime();
  const toast = useToast();
  const go = useNavigate();
  const online = useOnline();
  const submit = useSubmitStep();
  const { post } = useSession();
  const [busy, setBusy] = useState(false);
  const { matter, leg } = item;
  const { next, plainLegs } = useKind(matter.kind);
  const offer = offered(item, post?.id ?? null, next);
  const step = offer?.step ?? null;
  const page = usePathOf('/task/')(matter).pathname;

  // What may be done is asked at the touch: a light step is done at once, another opens with its sheet.
  const act = async () => {
    if (!online) return void go(`${page}?step=${step}`);
    setBusy(true);
    try {
      const detail = await client('GET /matters/:id', { params: { id: matter.id } });
      const now = detail.steps.find((one) => one.key === step);
      if (!now?.allowed) {
        toast(now?.reason?.detail ?? t('field.card.changed'));
        return void go(page);
      }
      if (!isLight(now) || now.fields.some(isFiles)) return void go(`${page}?step=${step}`);
      const sent = await submit(detail.matter, { key: now.key, name: say(now.name) });
      if (sent.result === 'refused') toast(sent.problem.detail);
      else toast(t(sent.result === 'done' ? 'phone.step.done' : 'phone.step.waiting', { step: say(now.name) }));
    } catch (failure) {
      if (failure instanceof Problem) toast(failure.detail);
      else if (failure instanceof Away) void go(`${page}?step=${step}`);
      else throw failure;
    } finally {
      setBusy(false);
    }
  };

  const late = leg.overdue && !leg.paused;
  return (
    <article className="hz-card hz-task" data-tone={late ? 'late' : undefined}>
      <Link className="hz-task-link" to={page}>
        <div className="hz-row">
          <DeadlineTag due={leg.dueAt} paused={leg.paused ? say(leg.paused.reason) : null} sub={!leg.paused} />
          <TierTag tier={matter.tier} />
        </div>
        <h3>{matter.title}</h3>
        <p className="hz-small">
          <Icon name="pin" /> {matter.areaName}
          {metres === null ? '' : ` · ${metresWords(t, time, metres)}`}
        </p>
        {leg.paused ? <p className="hz-small">{t('field.card.paused', { reason: say(leg.paused.reason), at: time.moment(leg.paused.until) })}</p> : null}
        {leg.offer ? <p className="hz-small">{t('field.card.offered', { name: leg.offer.to.name })}</p> : null}
        <div className="hz-row">
          <KindTag kind={matter.kind} />
          <StateTag matter={matter} />
          {plainLegs?.includes(leg.key) ? null : <Tag>{say(leg.name)}</Tag>}
          <MarkTags matter={matter} max={2} />
          <span className="hz-num hz-small">{matter.number}</span>
        </div>
      </Link>
      {offer ? (
        <button
          type="button"
          className="hz-button hz-big"
          data-primary=""
          aria-busy={busy}
          disabled={busy}
          onClick={() => void act()}
          aria-label={t('field.card.doLabel', { step: t(offer.label), title: matter.title })}
        >
          {busy ? t('field.card.busy') : t(offer.label)}
        </button>
      ) : null}
    </article>
  );
}

/** The step that the card offers: a hand-over to take for any kind, else what the kind says. */
function offered(item: InboxItem, post: string | null, next: KindScreens['next']): NextStep | null {
  const { leg } = item;
  if (leg.paused) return null;
  if (leg.offer) return leg.offer.to.post === post && post !== null ? { step: 'accept_hand_over', label: 'field.acceptHandOver' } : null;
  return next?.(item, post) ?? null;
}
