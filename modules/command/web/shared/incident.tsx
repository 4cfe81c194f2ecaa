import { DeadlineTag, Failure, Loading, Tag } from '@hezhi/ui';
import { useCalmRefresh } from './calm.ts';
import { useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute, type Incident } from './client.ts';
import './command.css';
import { EndForm } from './incident-end.tsx';
import { Notes } from './incident-notes.tsx';

type Item = Incident['items'][number];
const tones = { todo: 'neutral', doing: 'info', done: 'good', aside: 'neutral' } as const;

/** An emergency: how far it is, who has which item until when, what was noted, and its end. `taskPath`: where an item is worked on in this app. */
export function IncidentBody({ id, taskPath, matterPath }: { id: string; taskPath: (id: string) => string; matterPath: ((id: string) => string) | null }) {
  const t = useWords('command');
  const time = useTime();
  const found = useRoute('GET /command/incidents/:id', { params: { id } });
  useCalmRefresh(['matters.', 'command.'], ['GET /command', 'GET /matters/:id']);
  const view = found.data;
  if (!view) return found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Loading rows={10} />;
  return (
    <>
      {found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
      <div className={view.endedAt ? 'cmd-box' : 'cmd-banner'}>
        <p>
          <strong>{view.title}</strong> <span className="hz-num">{view.number}</span> {view.endedAt ? <Tag tone="good">{t('incident.ended')}</Tag> : null}
        </p>
        <p>{view.reason}</p>
        <p className="hz-small">
          {[
            view.areaName,
            t('incident.since', { at: time.moment(view.startedAt) }),
            view.endedAt ? t('incident.endedAt', { at: time.moment(view.endedAt) }) : '',
            view.commander ? t('incident.commander', { name: view.commander }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <div className="cmd-bar">
          <a className="hz-button" href={`/api/command/incidents/${id}/summary.pdf`} target="_blank" rel="noreferrer">
            {t('incident.pdf')}
          </a>
          {matterPath ? (
            <Link className="hz-button" to={matterPath(id)}>
              {t('incident.matter')}
            </Link>
          ) : null}
        </div>
      </div>
      <section className="cmd-box">
        <h2>
          {t('incident.items')} · {t('incident.progress', { done: view.done, total: view.total })}{' '}
          {view.late > 0 ? <Tag tone="late">{t('incident.late', { n: view.late })}</Tag> : null}
        </h2>
        <progress value={view.done} max={view.total} aria-label={t('incident.progress', { done: view.done, total: view.total })} style={{ width: '100%' }} />
        {groupsOf(view.items).map((group) => (
          <section key={group[0]!.id} className="cmd-group">
            <p className="hz-small">{group[0]!.detail}</p>
            <ul className="cmd-queue">
              {group.map((item) => (
                <ItemLine key={item.id} item={item} path={taskPath(item.id)} />
              ))}
            </ul>
          </section>
        ))}
      </section>
      {view.sees ? <Notes id={id} running={view.endedAt === null} /> : null}
      {view.mayEnd && view.endedAt === null ? <EndForm id={id} open={view.total - view.done} /> : null}
    </>
  );
}

/** Items that several territories have side by side are read together. */
function groupsOf(items: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.[0]?.detail === item.detail) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

function ItemLine({ item, path }: { item: Item; path: string }) {
  const t = useWords('command');
  const time = useTime();
  const mine = item.steps.includes('start') || item.steps.includes('done');
  return (
    <li className="cmd-item">
      <strong>{item.title}</strong>
      <span className="cmd-row-more">
        <Tag tone={tones[item.state]}>{t(`incident.${item.state}`)}</Tag>
        {item.endedAt ? <span className="hz-small">{time.moment(item.endedAt)}</span> : <DeadlineTag due={item.dueAt} />}
        <span className="hz-small">{item.owner}</span>
        {item.endedAt === null && item.steps.length > 0 ? <Link to={path}>{t(mine ? 'incident.openTask' : 'incident.open')}</Link> : null}
      </span>
    </li>
  );
}
