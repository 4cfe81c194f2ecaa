import { Empty, Failure, Loading, StatusSentence } from '@hezhi/ui';
import { Problem, useLive, useRefresh, useWords } from '@hezhi/web';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Link, type To } from 'react-router';
import { useRoute, type MatterDetail } from '../shared/client.ts';
import { KindFacts, KindParts } from '../shared/parts.tsx';
import { MatterTimeline } from '../shared/timeline.tsx';
import './desk.css';
import { DetailHead } from './detail-head.tsx';
import { LegsTable } from './legs-table.tsx';
import { Links } from './links.tsx';
import { MapSnippet } from './map-snippet.tsx';
import { StepBar } from './step-bar.tsx';

/** One matter: the sentence first, then facts, map, who has which part until when, what was done; at the bottom what I may do. */
export function DetailPane({ id, back }: { id: string; back: To }) {
  const t = useWords('matters');
  const detail = useRoute('GET /matters/:id', { params: { id } }, { keep: false });
  const refresh = useRefresh();
  const again = useCallback(() => void refresh(['GET /matters/:id']), [refresh]);
  useLive(['matters.'], (hint) => {
    if (hint.topic === '*' || hint.data?.['matter'] === undefined || hint.data['matter'] === id) again();
  });

  if (detail.data) return <Shown detail={detail.data} back={back} error={detail.error} retry={again} />;
  if (detail.error instanceof Problem && detail.error.status === 404)
    return (
      <Empty
        title={t('desk.detail.missing')}
        why={detail.error.detail}
        action={
          <Link className="hz-button" to={back}>
            {t('desk.detail.close')}
          </Link>
        }
      />
    );
  return detail.error ? <Failure error={detail.error} retry={again} /> : <Loading rows={10} />;
}

function Shown({ detail, back, error, retry }: { detail: MatterDetail; back: To; error: Error | null; retry: () => void }) {
  const t = useWords('matters');
  const { matter } = detail;
  const heading = useRef<HTMLHeadingElement>(null);
  const [arrived, setArrived] = useState('');
  // After the page's own arrival, so that readers and keys go on in the matter that was opened.
  useEffect(() => {
    const frame = requestAnimationFrame(() => heading.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, []);
  const running = detail.legs.filter((leg) => leg.paused === null).sort((a, b) => a.dueAt.localeCompare(b.dueAt))[0];

  return (
    <article className="hzc-detail" aria-labelledby="hzc-detail-title">
      <DetailHead detail={detail} back={back} heading={heading} />
      {error ? <Failure error={error} retry={retry} /> : null}
      <p role="status" className="hz-visually-hidden">
        {arrived}
      </p>
      <StatusSentence text={detail.sentence} until={running?.dueAt ?? null} />
      <KindFacts detail={detail} />
      <LegsTable legs={detail.legs} />
      <MapSnippet matter={matter} />
      <Links links={detail.links} />
      <KindParts detail={detail} />
      <section>
        <h3>{t('shared.timeline')}</h3>
        <MatterTimeline detail={detail} />
      </section>
      <StepBar detail={detail} onDone={(step) => setArrived(t('desk.steps.done', { step }))} />
    </article>
  );
}
