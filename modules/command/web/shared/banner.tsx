import { Tag } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute, type IncidentRow } from './client.ts';
import './command.css';

/** What is under way, in large: nobody overlooks an emergency. Nothing where there is none. */
export function Banner() {
  const t = useWords('command');
  const found = useRoute('GET /command/incidents', { query: { open: 'true' as never, limit: 10 } }, { every: 60_000 });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="cmd-banner" aria-label={t('incident.banner')} role="alert">
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
