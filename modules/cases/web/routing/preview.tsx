import { Empty, Failure } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { client, type Draft, type Preview } from './client.ts';

type Sum = { total: number; looked: number; done: boolean; rules: Preview['rules']; moved: Preview['moved'] };
const most = 200;

/** Adds a part to what is known. */
function plus(sum: Sum | null, part: Preview): Sum {
  const rules = new Map((sum?.rules ?? []).map((one) => [`${one.leg} ${one.rule}`, one]));
  for (const one of part.rules) {
    const key = `${one.leg} ${one.rule}`;
    const before = rules.get(key);
    rules.set(key, before ? { ...one, cases: before.cases + one.cases, moved: before.moved + one.moved } : one);
  }
  return {
    total: part.total,
    looked: (sum?.looked ?? 0) + part.looked,
    done: part.next === null,
    rules: [...rules.values()],
    moved: [...(sum?.moved ?? []), ...part.moved].slice(0, most),
  };
}

/** What of the last 30 days would have gone elsewhere by the draft: by rule, and case by case. */
export function PreviewPanel({ draft }: { draft: Draft }) {
  const t = useWords('routing');
  const time = useTime();
  const [sum, setSum] = useState<Sum | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  const run = async () => {
    const mine = ++turn.current;
    setBusy(true);
    setError(null);
    setSum(null);
    try {
      let known: Sum | null = null;
      for (let after: string | null | undefined; ;) {
        const part: Preview = await client('GET /case-routing/preview', { query: { revision: draft.revision, ...(after ? { after } : {}) } });
        if (turn.current !== mine) return;
        known = plus(known, part);
        setSum(known);
        if (part.next === null) break;
        after = part.next;
      }
    } catch (thrown) {
      if (turn.current === mine) setError(thrown);
    } finally {
      if (turn.current === mine) setBusy(false);
    }
  };
  const number = (rule: string | null) => draft.rules.findIndex((one) => one.id === rule) + 1;
  const named = (rule: string | null) => (rule === null ? t('preview.without') : t('preview.rule', { number: number(rule) }));
  const moved = sum?.rules.reduce((all, one) => all + one.moved, 0) ?? 0;
  return (
    <section aria-label={t('preview.title')}>
      <div className="hz-row">
        <h3>{t('preview.title')}</h3>
        <Button onClick={() => void run()} loading={busy}>
          {t(sum ? 'preview.again' : 'preview.run')}
        </Button>
      </div>
      <p className="hz-small">{t('preview.why')}</p>
      {sum && !sum.done ? (
        <Progress percent={sum.total === 0 ? 100 : Math.min(100, Math.round((100 * sum.looked) / sum.total))} aria-label={t('preview.running')} />
      ) : null}
      <Failure error={error} retry={() => void run()} />
      {sum?.done && sum.total === 0 ? <Empty title={t('preview.noCases')} why={t('preview.noCasesWhy')} /> : null}
      {sum && sum.looked > 0 ? (
        <>
          <p role="status">{t('preview.said', { looked: sum.looked, moved })}</p>
          <div className="rt-scroll" tabIndex={0} role="region" aria-label={t('preview.byRule')}>
            <table className="rt-table">
              <caption className="hz-visually-hidden">{t('preview.byRule')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('preview.ruleHead')}</th>
                  <th scope="col">{t('head.leg')}</th>
                  <th scope="col">{t('preview.cases')}</th>
                  <th scope="col">{t('preview.moved')}</th>
                </tr>
              </thead>
              <tbody>
                {sum.rules
                  .toSorted((a, b) => b.moved - a.moved || number(a.rule) - number(b.rule))
                  .map((one) => (
                    <tr key={`${one.leg} ${one.rule}`}>
                      <th scope="row">{named(one.rule)}</th>
                      <td>{t(`legs.${one.leg}`)}</td>
                      <td className="hz-num">{one.cases}</td>
                      <td className="hz-num">{one.moved}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
          {sum.moved.length > 0 ? (
            <div className="rt-scroll" tabIndex={0} role="region" aria-label={t('preview.list')}>
              <table className="rt-table">
                <caption>{t('preview.list')}</caption>
                <thead>
                  <tr>
                    {['number', 'title', 'leg', 'from', 'to', 'rule', 'at'].map((key) => (
                      <th key={key} scope="col">
                        {t(`preview.heads.${key}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {sum.moved.map((one) => (
                    <tr key={`${one.id} ${one.leg}`}>
                      <td className="hz-num">
                        <Link to={`/matters/${one.id}`}>{one.number}</Link>
                      </td>
                      <td>{one.title}</td>
                      <td>{t(`legs.${one.leg}`)}</td>
                      <td>{one.from}</td>
                      <td>{one.to}</td>
                      <td>{named(one.rule)}</td>
                      <td>{time.moment(one.opened_at)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ) : null}
          {sum.done && moved > sum.moved.length ? <p className="hz-small">{t('preview.more', { count: sum.moved.length })}</p> : null}
        </>
      ) : null}
    </section>
  );
}
