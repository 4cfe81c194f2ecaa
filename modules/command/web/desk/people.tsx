import { Empty, Failure, Loading } from '@hezhi/ui';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useState, type RefObject } from 'react';
import type { Candidate, Person, Row } from '../shared/client.ts';
import { carried } from './use-desk.ts';

/** Who is on duty: nearest to the matter that is chosen, else everybody. A row of the queue may be dropped on a person; keys 1 to 9 do the same. */
export function People({
  boxRef,
  matter,
  candidates,
  everybody,
  loading,
  error,
  onGive,
}: {
  boxRef: RefObject<HTMLDivElement | null>;
  matter: Row['matter'] | null;
  candidates: readonly Candidate[];
  everybody: readonly Person[];
  loading: boolean;
  error: Error | null;
  onGive: (matter: string, to: Candidate | Person) => void;
}) {
  const t = useWords('command');
  const shown: readonly (Candidate | Person)[] = matter ? candidates : everybody;
  return (
    <section className="cmd-box" aria-label={t(matter ? 'desk.nearest' : 'desk.people')} ref={boxRef} tabIndex={-1}>
      <h2>{t(matter ? 'desk.nearest' : 'desk.people')}</h2>
      {matter ? <p className="hz-small">{matter.title}</p> : null}
      {error ? <Failure error={error} /> : null}
      {loading && shown.length === 0 ? <Loading rows={3} /> : null}
      {!loading && !error && shown.length === 0 ? <Empty title={t('people.none')} why={t('people.noneWhy')} /> : null}
      <ol className="cmd-people">
        {shown.map((one, index) => (
          <li key={one.post}>
            <PersonLine one={one} n={matter && index < 9 ? index + 1 : null} matter={matter?.id ?? null} onGive={onGive} />
          </li>
        ))}
      </ol>
      <p className="hz-small">{t('people.privacy')}</p>
    </section>
  );
}

function PersonLine({
  one,
  n,
  matter,
  onGive,
}: {
  one: Candidate | Person;
  n: number | null;
  matter: string | null;
  onGive: (matter: string, to: Candidate | Person) => void;
}) {
  const t = useWords('command');
  const say = useSay();
  const time = useTime();
  const [over, setOver] = useState(false);
  const metres = 'metres' in one ? one.metres : null;
  const far =
    metres === null
      ? one.checkedIn === null
        ? t('people.noPlace')
        : t('people.checked', { at: time.moment(one.checkedIn) })
      : metres < 1000
        ? t('people.metres', { n: metres })
        : t('people.km', { n: (metres / 1000).toFixed(1) });
  return (
    <button
      type="button"
      className="cmd-person"
      data-drop={over ? '' : undefined}
      title={t(matter ? 'people.pick' : 'people.chooseFirst', { name: one.name })}
      aria-disabled={matter === null ? true : undefined}
      onClick={() => matter && onGive(matter, one)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(carried)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onGive(event.dataTransfer.getData(carried), one);
      }}
    >
      <span>
        {n === null ? null : <kbd>{n}</kbd>} <strong>{one.name}</strong> <span className="hz-small">{far}</span>
      </span>
      <br />
      <span className="hz-small">
        {[one.orgName, say(one.roleName), t('people.open', { n: one.open }), t('people.until', { at: time.moment(one.until) })].join(' · ')}
      </span>
    </button>
  );
}
