import { Failure } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { client, useList, useRoute, type Ballot } from './client.ts';
import type { KeptReceipt } from './receipts.ts';

/** A bulletin as a voter keeps it: its number and its digest. */
export type KeptBulletin = { readonly number: number; readonly digest: string };

/** The newest bulletin of a ballot, for the receipt; null where there is none or it could not be had: a vote is in without it. */
export async function newestBulletin(ballot: Pick<Ballot, 'id' | 'district'>): Promise<KeptBulletin | null> {
  try {
    const { items } = await client('GET /public/ballots/:district/:id/bulletins', {
      params: { district: ballot.district, id: ballot.id },
      query: { limit: 1 },
    });
    const [one] = items;
    return one ? { number: one.number, digest: one.digest } : null;
  } catch {
    return null;
  }
}

/** Hourly digests of what has come in, newest in full and earlier ones to unfold: whoever keeps one would see that something was taken out. */
export function Bulletins({ ballot }: { ballot: Pick<Ballot, 'id' | 'district'> }) {
  const t = useWords('ballots');
  const time = useTime();
  const list = useList('GET /public/ballots/:district/:id/bulletins', { params: { district: ballot.district, id: ballot.id }, query: { limit: 5 } });
  const [newest, ...earlier] = list.items;
  return (
    <>
      <p className="hz-small">{t('bulletins.why')}</p>
      <Failure error={list.error} retry={list.again} />
      {newest ? (
        <p>
          {t('bulletins.one', { n: newest.number, at: time.moment(newest.at) })} <span className="hzb-mono">{newest.digest}</span>
        </p>
      ) : list.isPending || list.error ? null : (
        <p>{t('bulletins.none')}</p>
      )}
      {earlier.length > 0 ? (
        <details>
          <summary>{t('bulletins.earlier')}</summary>
          <ul className="hzb-options">
            {earlier.map((one) => (
              <li key={one.number}>
                {t('bulletins.one', { n: one.number, at: time.moment(one.at) })} <span className="hzb-mono">{one.digest}</span>
              </li>
            ))}
          </ul>
          {list.hasMore ? (
            <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
              {t('more')}
            </button>
          ) : null}
        </details>
      ) : null}
    </>
  );
}

/** Whether the bulletin that stands on a kept receipt is still the one that is published. */
export function StillPublished({ one }: { one: KeptReceipt & { bulletin: KeptBulletin } }) {
  const t = useWords('ballots');
  const { number, digest } = one.bulletin;
  const asked = useRoute('GET /public/ballots/:district/:id/bulletins', {
    params: { district: one.district, id: one.ballot },
    query: { cursor: number + 1, limit: 1 },
  });
  if (!asked.data) return <Failure error={asked.error} retry={() => void asked.refetch()} />;
  const [there] = asked.data.items;
  const same = there?.number === number && there.digest === digest;
  return <p role={same ? undefined : 'alert'}>{t(same ? 'receipts.bulletinSame' : 'receipts.bulletinGone', { n: number })}</p>;
}
