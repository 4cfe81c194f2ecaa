import { Failure } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/phone';
import { useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useCommand, useRoute, type Ballot, type GivenMandate } from '../shared/client.ts';

/** Mandates that I have given for my units; withdrawn here before a vote was cast with them. */
export function GivenMandates({ ballot }: { ballot: Ballot }) {
  const asked = useRoute('GET /my/ballots/:district/:id/mandates', { params: { district: ballot.district, id: ballot.id } });
  const withdraw = useCommand('POST /my/ballots/:district/:id/mandates/:mandate/withdraw', { refresh: ['GET /my/ballots/:district/:id/mandates'] });
  const onWithdraw = (mandate: string, reason: string): Promise<unknown> =>
    withdraw.run({ params: { district: ballot.district, id: ballot.id, mandate }, body: { reason } });
  return (
    <>
      <Failure error={asked.error} retry={() => void asked.refetch()} />
      <Given items={asked.data?.items ?? []} busy={withdraw.isPending} error={withdraw.error} onWithdraw={onWithdraw} />
    </>
  );
}

/** The same for who came with a code. */
export function GivenByCode({ ballot, code, given }: { ballot: Ballot; code: string; given: readonly GivenMandate[] }) {
  const [gone, setGone] = useState<readonly string[]>([]);
  const withdraw = useCommand('POST /public/ballots/:district/:id/mandates/:mandate/withdraw');
  const onWithdraw = async (mandate: string, reason: string): Promise<void> => {
    await withdraw.run({ params: { district: ballot.district, id: ballot.id, mandate }, body: { code, reason } });
    setGone((before) => [...before, mandate]);
  };
  return <Given items={given.filter(({ id }) => !gone.includes(id))} busy={withdraw.isPending} error={withdraw.error} onWithdraw={onWithdraw} />;
}

type Props = { items: readonly GivenMandate[]; busy: boolean; error: unknown; onWithdraw: (mandate: string, reason: string) => Promise<unknown> };

function Given({ items, busy, error, onWithdraw }: Props) {
  const t = useWords('ballots');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const standing = items.filter(({ ended_at }) => ended_at === null);
  if (standing.length === 0) return null;
  const ask = async (one: GivenMandate) => {
    const given = await confirm({
      title: t('given.withdrawTitle', { name: one.proxy_name }),
      effect: t('given.effect'),
      yes: t('mandate.withdraw'),
      danger: true,
      ask: { label: t('mandate.why'), required: true, max: 400 },
    });
    if (given)
      await onWithdraw(one.id, given.text).then(
        () => toast(t('mandate.withdrawn')),
        // Told below the list.
        () => undefined,
      );
  };
  return (
    <section className="hz-card hzb-card">
      <h2>{t('given.title')}</h2>
      <ul className="hz-list">
        {standing.map((one) => (
          <li key={one.id}>
            <p>
              {t('mandate.line', { label: one.label, name: one.proxy_name })} <span className="hz-small">{time.exact(one.at)}</span>
            </p>
            {one.used ? (
              <p className="hz-small">{t('given.used')}</p>
            ) : (
              <button type="button" className="hz-button" disabled={busy} onClick={() => void ask(one)}>
                {t('mandate.withdraw')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Failure error={error} kept />
    </section>
  );
}
