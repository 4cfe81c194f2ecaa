import { Tag } from '@hezhi/ui';
import { useLiveRefresh, useSession, useTime, useWords } from '@hezhi/web';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { useRoute, type IncidentRow } from './client.ts';
import './command.css';

/** The emergencies that were read out to whoever cannot see them: pages change, but each is said once. */
const said = new Set<string>();

/** What is under way, above every page of the desk: nobody overlooks an emergency. Nothing where there is none, or for whoever has no part in them. */
export default function Banner() {
  const { can } = useSession();
  return can('command.use') || can('duty.read') ? <Running /> : null;
}

function Running() {
  const t = useWords('command');
  const found = useRoute('GET /command/incidents', { query: { open: 'true' as never, limit: 10 } }, { every: 60_000 });
  useLiveRefresh(['command.started', 'command.ended'], ['GET /command/incidents']);
  const items = found.data?.items ?? [];
  const fresh = items.some((one) => !said.has(one.id));
  const ids = items.map((one) => one.id).join();
  useEffect(() => {
    for (const id of ids.split(',')) said.add(id);
  }, [ids]);
  if (items.length === 0) return null;
  return (
    <section className="cmd-banner hz-no-print" aria-label={t('incident.banner')} role={fresh ? 'alert' : undefined}>
      {items.map((one) => (
        <Line key={one.id} incident={one} />
      ))}
    </section>
  );
}

function Line({ incident }: { incident: IncidentRow }) {
  const t = useWords('command');
  const time = useTime();
  return (
    <p>
      <strong>{incident.title}</strong> · {t('incident.progress', { done: incident.done, total: incident.total })}{' '}
      {incident.late > 0 ? <Tag tone="late">{t('incident.late', { n: incident.late })}</Tag> : null} ·{' '}
      {t('incident.since', { at: time.moment(incident.startedAt) })}
      {incident.commander ? ` · ${t('incident.commander', { name: incident.commander })}` : ''} <Link to={`/command/${incident.id}`}>{t('incident.open')}</Link>
    </p>
  );
}
