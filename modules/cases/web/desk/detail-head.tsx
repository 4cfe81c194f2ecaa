import { DeadlineTag, Icon } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/desk';
import { Away, Problem, usePageTitle, useSay, useWords } from '@hezhi/web';
import { useSyncExternalStore, type RefObject } from 'react';
import { Link, type To } from 'react-router';
import { useCommand, type CaseDetail } from '../shared/client.ts';
import { MarkTags, StateTag, TierTag } from '../shared/status.tsx';

/** Number, title, where it stands; watch, paper, close. */
export function DetailHead({ detail, back, heading }: { detail: CaseDetail; back: To; heading: RefObject<HTMLHeadingElement | null> }) {
  const t = useWords('cases');
  const say = useSay();
  const { matter, watching, legs } = detail;
  usePageTitle(`${matter.number} ${matter.title}`);
  const Title = useAlone() ? 'h1' : 'h2';
  const running = legs.filter((leg) => leg.paused === null).sort((a, b) => a.dueAt.localeCompare(b.dueAt))[0];
  const paused = running ? null : legs.find((leg) => leg.paused !== null);

  return (
    <header className="hzc-detail-head">
      <div className="hzc-detail-tools hz-no-print">
        <Link className="hz-button" to={back}>
          <Icon name="close" /> {t('desk.detail.close')}
        </Link>
        <span className="hzc-gap" />
        <WatchButton id={matter.id} watching={watching} />
        <a className="hz-button" href={`/api/cases/${matter.id}/print.pdf`} target="_blank" rel="noreferrer">
          <Icon name="print" /> {t('desk.detail.print')}
        </a>
      </div>
      <Title id="hzc-detail-title" ref={heading} tabIndex={-1}>
        {matter.title}
      </Title>
      <p className="hzc-tags">
        <span className="hz-num hz-small">{matter.number}</span>
        <StateTag matter={matter} />
        {running ? <DeadlineTag due={running.dueAt} sub /> : paused ? <DeadlineTag due={paused.dueAt} paused={say(paused.paused!.reason)} /> : null}
        <TierTag tier={matter.tier} />
        <MarkTags matter={matter} />
      </p>
    </header>
  );
}

const narrow = matchMedia('(max-width: 899px)');
const watchNarrow = (changed: () => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};
/** On narrow windows the matter stands alone (the queue gives way): then its title is the page's heading. */
const useAlone = (): boolean => useSyncExternalStore(watchNarrow, () => narrow.matches);

function WatchButton({ id, watching }: { id: string; watching: boolean }) {
  const t = useWords('cases');
  const toast = useToast();
  const watch = useCommand('PUT /matters/:id/watch', { refresh: ['GET /cases/:id', 'GET /inbox'] });
  const run = async () => {
    try {
      await watch.run({ params: { id }, body: { on: !watching } });
      toast(t(watching ? 'desk.detail.unwatched' : 'desk.detail.watched'));
    } catch (error) {
      toast(error instanceof Problem ? error.detail : t(error instanceof Away ? 'desk.export.away' : 'desk.export.failed'));
    }
  };
  return (
    <button type="button" className="hz-button" aria-pressed={watching} disabled={watch.isPending} onClick={() => void run()}>
      <Icon name="star" fill={watching} /> {t(watching ? 'desk.detail.watching' : 'desk.detail.watch')}
    </button>
  );
}
