import { Failure, Icon } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useCommand, useRoute } from '../shared/client.ts';
import { useWho } from './device.ts';

/** On the public page of a case: follow it, or no longer. */
export default function Follow({ district, id }: { district: string; id: string }) {
  const t = useWords('publicity');
  const { ready, visitor, headers } = useWho();
  const call = { params: { district, id }, headers };
  const asked = useRoute('GET /public/cases/:district/:id/follow', call, { enabled: ready, keep: false });
  const refresh = ['GET /public/cases/:district/:id/follow', 'GET /publicity/following'] as const;
  const follow = useCommand('POST /public/cases/:district/:id/follow', { refresh });
  const stop = useCommand('DELETE /public/cases/:district/:id/follow', { refresh });
  const now = asked.data;
  const act = () =>
    (now?.following ? stop.run(call) : follow.run(call)).then(
      () => undefined,
      () => undefined,
    );
  return (
    <section className="hz-card" aria-label={t('follow.title')} aria-busy={asked.isLoading}>
      <div className="hz-row">
        <button
          type="button"
          className="hz-button"
          aria-pressed={now?.following ?? false}
          disabled={!now || follow.isPending || stop.isPending}
          onClick={() => void act()}
        >
          <Icon name={now?.following ? 'check' : 'star'} /> {t(now?.following ? 'follow.on' : 'follow.off')}
        </button>
        <span role="status" className="hz-small">
          {now && now.followers > 0 ? t('follow.count', { count: now.followers }) : ''}
        </span>
      </div>
      {now?.following ? (
        <p className="hz-small" style={{ marginTop: 8 }}>
          {t(now.told ? 'follow.told' : visitor ? 'follow.toldDevice' : 'follow.toldElsewhere')}{' '}
          <Link to={`/following?district=${district}`}>{t('following.title')}</Link>
        </p>
      ) : null}
      <Failure error={asked.error ?? follow.error ?? stop.error} />
    </section>
  );
}
