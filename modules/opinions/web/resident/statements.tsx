import { Failure, Icon, Loading, Tag } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { useState } from 'react';
import { useCommand, useList, type Reply } from '../shared/client.ts';
import { FiguresOf } from '../shared/figures.tsx';
import { stances } from './voting.tsx';

type Page = Reply<'GET /public/opinions/:district/:id'>;
type One = Reply<'GET /public/opinions/:district/:id/statements'>['items'][number];
const refresh = ['GET /public/opinions/:district/:id'] as const;

/** Statements with one's own vote, which can be changed while the question is open, and how all voted. */
export function StatementList({ page, view }: { page: Page; view: 'all' | 'voted' | 'own' }) {
  const t = useWords('opinions');
  const list = useList('GET /public/opinions/:district/:id/statements', { params: { district: page.district, id: page.id }, query: { view, limit: 20 } });
  return (
    <>
      {list.isPending ? <Loading rows={4} /> : <Failure error={list.error} retry={list.again} />}
      {!list.isPending && !list.error && list.items.length === 0 ? <p className="hz-small">{t(`statements.none.${view}`)}</p> : null}
      <ul className="hz-list" aria-label={t(`statements.view.${view}`)}>
        {list.items.map((one) => (
          <li key={one.id} className="hzo-item">
            <Statement one={one} page={page} />
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
          {t('more')}
        </button>
      ) : null}
    </>
  );
}

function Statement({ one, page }: { one: One; page: Page }) {
  const t = useWords('opinions');
  const toast = useToast();
  const confirm = useConfirm();
  const [open, setOpen] = useState(false);
  const params = { district: page.district, id: page.id };
  const send = useCommand('POST /public/opinions/:district/:id/votes', { refresh });
  const withdraw = useCommand('DELETE /public/opinions/:district/:id/statements/:statement', { refresh });
  const vote = async (stance: (typeof stances)[number]['key']) => {
    await send.run({ params, body: { statement: one.id, vote: stance } }).then(
      () => {
        setOpen(false);
        toast(t('vote.kept'));
      },
      () => undefined,
    );
  };
  const back = async () => {
    if (!(await confirm({ title: t('propose.withdrawTitle'), effect: t('propose.withdrawEffect'), yes: t('propose.withdraw'), danger: true }))) return;
    await withdraw.run({ params: { ...params, statement: one.id } }).then(
      () => toast(t('propose.withdrawn')),
      () => undefined,
    );
  };
  return (
    <>
      <p className="hzo-text">{one.text}</p>
      {one.own ? (
        <p className="hzo-line">
          <Tag tone={one.state === 'waiting' ? 'warn' : one.state === 'shown' ? 'good' : 'neutral'}>{t(`statements.state.${one.state}`)}</Tag>
          {one.reason ? <span className="hz-small">{t('statements.reason', { reason: one.reason })}</span> : null}
        </p>
      ) : null}
      {one.figures ? <FiguresOf figures={one.figures} /> : null}
      {page.you && one.state === 'shown' ? (
        <p className="hzo-line">
          <span className="hz-small">{one.vote ? t('statements.mine', { vote: t(`stance.${one.vote}`) }) : t('statements.notYet')}</span>
          {page.state === 'open' && page.you.home === 'belongs' ? (
            <button type="button" className="hz-button" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(one.vote ? 'vote.change' : 'vote.now')}
            </button>
          ) : null}
        </p>
      ) : null}
      {open ? (
        <div className="hzo-stances" role="group" aria-label={t('vote.how')}>
          {stances.map(({ key, icon }) => (
            <button key={key} type="button" className="hz-button" aria-pressed={one.vote === key} disabled={send.isPending} onClick={() => void vote(key)}>
              <Icon name={icon} /> {t(`stance.${key}`)}
            </button>
          ))}
        </div>
      ) : null}
      {one.own && one.state === 'waiting' ? (
        <p>
          <button type="button" className="hz-button" disabled={withdraw.isPending} onClick={() => void back()}>
            {t('propose.withdraw')}
          </button>
        </p>
      ) : null}
      <Failure error={send.error ?? withdraw.error} />
    </>
  );
}
