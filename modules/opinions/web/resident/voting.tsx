import { Failure, Icon, Loading, ReadAloud } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useEffect, useRef, useState } from 'react';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';

export const stances = [
  { key: 'agree', icon: 'check' },
  { key: 'disagree', icon: 'close' },
  { key: 'pass', icon: 'right' },
] as const;
type Stance = (typeof stances)[number]['key'];
type Page = Reply<'GET /public/opinions/:district/:id'>;

/** One statement at a time, three large buttons, how far one has come; the last answer can be changed at once. */
export function Voting({ page }: { page: Page }) {
  const t = useWords('opinions');
  const params = { district: page.district, id: page.id };
  const next = useRoute('GET /public/opinions/:district/:id/next', { params }, { fresh: 0 });
  const send = useCommand('POST /public/opinions/:district/:id/votes', { refresh: ['GET /public/opinions/:district/:id/statements'] });
  const [done, setDone] = useState<readonly string[]>([]);
  const [last, setLast] = useState<{ id: string; text: string; vote: Stance } | null>(null);
  const [again, setAgain] = useState(false);
  const heading = useRef<HTMLParagraphElement>(null);
  const waiting = (next.data?.items ?? []).filter(({ id }) => !done.includes(id));
  const now = again && last ? last : waiting[0];
  // What the server counted, and what was answered since.
  const fresh = done.filter((id) => next.data?.items.some((one) => one.id === id)).length;
  const voted = (next.data?.you.voted ?? 0) + fresh;
  const left = Math.max(0, (next.data?.you.left ?? 0) - fresh);
  const needed = Math.max(0, (next.data?.you.needed ?? 0) - fresh);
  const { refetch } = next;
  const empty = next.data !== undefined && !next.isFetching && waiting.length === 0 && left > 0;
  useEffect(() => {
    if (empty) void refetch();
  }, [empty, refetch]);
  const answer = async (vote: Stance) => {
    if (!now) return;
    try {
      await send.run({ params, body: { statement: now.id, vote } });
    } catch {
      // Told below; the statement stays.
      return;
    }
    setLast({ id: now.id, text: now.text, vote });
    if (!again) setDone([...done, now.id]);
    setAgain(false);
    heading.current?.focus();
  };
  if (next.isPending) return <Loading rows={5} />;
  if (next.error && !next.data) return <Failure error={next.error} retry={() => void next.refetch()} />;
  return (
    <section className="hz-card hzo-card" aria-label={t('vote.title')}>
      <div>
        <p className="hz-small hz-num" id="hzo-progress">
          {t('vote.progress', { voted, all: voted + left })}
        </p>
        <progress value={voted} max={Math.max(1, voted + left)} aria-labelledby="hzo-progress" />
        <p className="hz-small">{needed > 0 ? t('vote.needed', { n: needed }) : t('vote.enough')}</p>
      </div>
      <div aria-live="polite">
        {now ? (
          <p className="hzo-statement" tabIndex={-1} ref={heading}>
            {now.text}
          </p>
        ) : (
          <p className="hzo-statement" tabIndex={-1} ref={heading}>
            {left > 0 ? t('vote.loading') : t('vote.done')}
          </p>
        )}
      </div>
      {now ? (
        <>
          <div className="hzo-stances" role="group" aria-label={t('vote.how')}>
            {stances.map(({ key, icon }) => (
              <button
                key={key}
                type="button"
                className="hz-button"
                disabled={send.isPending}
                {...(again && last ? { 'aria-pressed': last.vote === key } : {})}
                onClick={() => void answer(key)}
              >
                <Icon name={icon} /> {t(`stance.${key}`)}
              </button>
            ))}
          </div>
          <ReadAloud text={now.text} />
        </>
      ) : null}
      <Failure error={send.error} kept />
      {last && !again ? (
        <p className="hzo-line">
          <span className="hz-small">{t('vote.last', { vote: t(`stance.${last.vote}`) })}</span>
          <button type="button" className="hz-button" onClick={() => setAgain(true)}>
            {t('vote.change')}
          </button>
        </p>
      ) : null}
    </section>
  );
}
