import { DeadlineTag, Icon } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/desk';
import { Away, Problem, usePageTitle, useSay, useWords } from '@hezhi/web';
import type { RefObject } from 'react';
import { Link, type To } from 'react-router';
import { useCommand, type MatterDetail } from '../shared/client.ts';
import { KindTools } from '../shared/parts.tsx';
import { MarkTags, StateTag, TierTag } from '../shared/status.tsx';
import { useAlone } from './use-alone.ts';

/** Number, title, where it stands; watch, what its kind adds, close. */
export function DetailHead({ detail, back, heading }: { detail: MatterDetail; back: To; heading: RefObject<HTMLHeadingElement | null> }) {
  const t = useWords('matters');
  const say = useSay();
  const { matter, watching, legs } = detail;
  usePageTitle(`${matter.number} ${matter.title}`);
  const alone = useAlone();
  const running = legs.filter((leg) => leg.paused === null).sort((a, b) => a.dueAt.localeCompare(b.dueAt))[0];
  const paused = running ? null : legs.find((leg) => leg.paused !== null);

  return (
    <header className="hzc-detail-head">
      {alone ? <h1 className="hz-visually-hidden">{t('desk.queue.title')}</h1> : null}
      <div className="hzc-detail-tools hz-no-print">
        <Link className="hz-button" to={back}>
          <Icon name="close" /> {t('desk.detail.close')}
        </Link>
        <span className="hzc-gap" />
        <WatchButton id={matter.id} watching={watching} />
        <KindTools detail={detail} />
      </div>
      <h2 id="hzc-detail-title" ref={heading} tabIndex={-1}>
        {matter.title}
      </h2>
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

function WatchButton({ id, watching }: { id: string; watching: boolean }) {
  const t = useWords('matters');
  const toast = useToast();
  const watch = useCommand('PUT /matters/:id/watch', { refresh: ['GET /matters/:id', 'GET /inbox'] });
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
