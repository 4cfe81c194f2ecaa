import { Failure, Tag } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/desk';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { client, useCommand, type Reply } from '../shared/client.ts';
import { placeOf, type Drafting } from './use-draft-call.ts';

type Similar = Reply<'POST /cases/similar'>['items'][number];

/** What is known near by of the same: "me too" is said for the caller, and the call is about that case; or it is another thing and the form goes on. */
export function SimilarCases({ draft, phone }: { draft: Drafting; /** In clear, once the agent has asked who calls. */ phone: string }) {
  const t = useWords('hotline');
  const say = useSay();
  const time = useTime();
  const toast = useToast();
  const { value, change } = draft;
  const place = placeOf(value);
  const ready = value.category !== '' && value.description.trim().length >= 4 && Object.keys(place).length > 0;
  const body = ready ? JSON.stringify({ category: value.category, description: value.description.trim(), place }) : '';
  const [found, setFound] = useState<{ for: string; items: readonly Similar[] }>({ for: '', items: [] });
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const meToo = useCommand('POST /cases/:district/:id/me-too', { refresh: [] });
  useEffect(() => {
    if (body === '') return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      // A help only: without an answer the case is filed as if there were none.
      client('POST /cases/similar', { body: JSON.parse(body) as { category: string; description: string; place: object }, signal: stop.signal }).then(
        (reply) => setFound({ for: body, items: reply.items }),
        () => undefined,
      );
    }, 800);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [body]);
  const items = found.for === body ? found.items.filter((one) => !gone.has(one.id)) : [];
  const join = async (one: Similar) => {
    try {
      const reply = await meToo.run({ params: { district: one.district, id: one.id }, body: { phone } });
      change({ matter: reply.id, outcome: 'existing', note: value.note || t('similar.note', { number: one.number }) });
      toast(t('similar.joined', { number: one.number }));
    } catch {
      // Shown below.
    }
  };
  if (items.length === 0) return null;
  return (
    <section className="hzl-similar" aria-label={t('similar.title')}>
      <h3>{t('similar.title')}</h3>
      {phone === '' ? <p className="hz-small">{t('similar.needNumber')}</p> : null}
      <ul className="hzl-list">
        {items.map((one) => (
          <li key={one.id}>
            <Link className="hz-num" to={`/matters/${one.id}`} target="_blank">
              {one.number}
            </Link>{' '}
            <Tag>{say(one.stateName)}</Tag> <span className="hz-small">{time.moment(one.openedAt)}</span>
            <p>{one.text}</p>
            <p className="hz-small">{one.reasons.join(t('matters:shared.comma'))}</p>
            <div className="hz-row">
              <button type="button" className="hz-button" disabled={phone === '' || meToo.isPending} onClick={() => void join(one)}>
                {t('similar.same')}
              </button>
              <button type="button" className="hz-button" onClick={() => setGone(new Set([...gone, one.id]))}>
                {t('similar.other')}
              </button>
            </div>
          </li>
        ))}
      </ul>
      {meToo.error ? <Failure error={meToo.error} /> : null}
    </section>
  );
}
