import { Failure, Tag, useToast } from '@hezhi/ui';
import { useLiveRefresh, useTime, useWords } from '@hezhi/web';
import { newId } from '@hezhi/contract/light';
import { useState } from 'react';
import { useCommand, useRoute, type Reply } from './client.ts';
import { ProofForm, type ProofGiven } from './proof-form.tsx';

const tone = { waiting: 'neutral', ready: 'good', failed: 'warn' } as const;

/** Copies of the own data: ask for one, fetch it after proving once more who one is. */
export function Copies({ account }: { account: Reply<'GET /sessions/current'>['account'] }) {
  const t = useWords('directory');
  const time = useTime();
  const toast = useToast();
  const list = useRoute('GET /me/copies', { query: { limit: 10 } });
  const ask = useCommand('POST /me/copies', { refresh: ['GET /me/copies'] });
  const open = useCommand('POST /me/copies/:id/pass', { refresh: [] });
  const [chosen, setChosen] = useState<string | null>(null);
  // The notice that a copy is ready is the sign to look again.
  useLiveRefresh(['notices.'], ['GET /me/copies']);
  const fetchIt = async (id: string, given: ProofGiven) => {
    const reply = await open.run({ params: { id }, body: given }).catch(() => null);
    if (!reply) return;
    setChosen(null);
    location.assign(reply.address);
  };
  const items = list.data?.items ?? [];
  return (
    <div className="hz-form">
      <p>{t('data.copy.what')}</p>
      <p className="hz-small">{t('data.copy.how')}</p>
      <Failure error={list.error} retry={() => void list.refetch()} />
      {items.length > 0 ? (
        <ul className="dir-rows">
          {items.map((one) => (
            <li key={one.id}>
              <div>
                <strong>{t('data.copy.asked', { at: time.moment(one.asked_at) })}</strong> <Tag tone={tone[one.state]}>{t(`data.copy.state.${one.state}`)}</Tag>
                <p className="hz-small hz-num">{t(one.state === 'ready' ? 'data.copy.until' : `data.copy.why.${one.state}`, { at: time.moment(one.until) })}</p>
                {chosen === one.id ? (
                  <ProofForm
                    account={account}
                    what={<p>{t('data.proof.why')}</p>}
                    yes={t('data.copy.fetch')}
                    error={open.error}
                    busy={open.isPending}
                    onProve={(given) => void fetchIt(one.id, given)}
                    onCancel={() => setChosen(null)}
                  />
                ) : null}
              </div>
              {one.state === 'ready' && chosen !== one.id ? (
                <button type="button" className="hz-button" onClick={() => setChosen(one.id)}>
                  {t('data.copy.fetch')}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <Failure error={ask.error} />
      <div className="hz-row">
        <button
          type="button"
          className="hz-button"
          disabled={ask.isPending || items[0]?.state === 'waiting'}
          onClick={() =>
            void ask.run({ body: { id: newId() } }).then(
              () => toast(t('data.copy.begun')),
              () => undefined,
            )
          }
        >
          {t('data.copy.ask')}
        </button>
      </div>
    </div>
  );
}
