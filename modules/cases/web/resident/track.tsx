import { Failure, Loading } from '@hezhi/ui';
import { PhonePage } from '@hezhi/ui/phone';
import { Problem, useSay, useWords } from '@hezhi/web';
import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { client, useCommand, type Reply } from '../shared/client.ts';
import { AskerMatter, fileHeaders, fileToken, Stale } from '@hezhi/matters/screens/resident';
import { CaseTold } from './case-told.tsx';
import NearLink from './near-link.tsx';
import { useRemembered } from './remembered.ts';
import { TrackForm } from './track-form.tsx';
import '@hezhi/matters/screens/resident.css';
import './resident.css';

/** Photos open for half an hour at most; a page that is looked at gets fresh addresses in time. */
const refreshMs = 15 * 60_000;

type Proof = { readonly number: string; readonly code: string };

/** From the form, or from a photographed code whose secret stands behind `#`. */
function proofOf(state: unknown, hash: string): Proof | null {
  const given = state as Partial<Proof> | null;
  if (typeof given?.number === 'string' && typeof given.code === 'string') return { number: given.number, code: given.code };
  const cut = hash.lastIndexOf('.');
  if (cut < 2) return null;
  try {
    return { number: decodeURIComponent(hash.slice(1, cut)), code: hash.slice(cut + 1) };
  } catch {
    return null;
  }
}

/** A visitor's own case by number and code. */
export default function TrackPage() {
  const t = useWords('cases');
  const { state, hash, key } = useLocation();
  const proof = proofOf(state, hash);
  return proof ? (
    <Tracked key={key} proof={proof} />
  ) : (
    <PhonePage title={t('resident.track.title')}>
      <TrackForm />
    </PhonePage>
  );
}

function Tracked({ proof }: { proof: Proof }) {
  const t = useWords('cases');
  const say = useSay();
  const [followed, forget] = useRemembered();
  const [detail, setDetail] = useState<Reply<'POST /public/track'> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [token] = useState(fileToken);
  const step = useCommand('POST /public/track/steps', { refresh: ['GET /public'] });
  const { number, code } = proof;

  const ask = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const found = await client('POST /public/track', { body: { number, code }, ...(signal ? { signal } : {}) });
        setDetail(found);
        setError(null);
      } catch (failure) {
        if (!signal?.aborted) setError(failure);
      }
    },
    [number, code],
  );
  useEffect(() => {
    const gone = new AbortController();
    void ask(gone.signal);
    // A visitor hears of no changes: the page asks again when it is looked at again.
    const seen = () => document.hidden || void ask(gone.signal);
    document.addEventListener('visibilitychange', seen);
    const again = setInterval(seen, refreshMs);
    return () => {
      gone.abort();
      clearInterval(again);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [ask]);

  const wrong = error instanceof Problem && error.code === 'cases.not_tracked';
  return (
    <PhonePage title={detail ? say(detail.case.category.name) : t('resident.track.title')} back="/mine">
      {error ? <Failure error={error} {...(wrong ? {} : { retry: () => void ask() })} /> : null}
      {wrong ? <TrackForm number={number} /> : null}
      {!detail && !error ? <Loading rows={8} /> : null}
      <Stale error={step.error} />
      {detail ? (
        <>
          <AskerMatter
            detail={detail}
            facts={<CaseTold detail={detail} facts={detail.case} />}
            after={<NearLink />}
            token={token}
            take={async (key, data) => {
              const call = { body: { number, code, step: key, revision: detail.matter.revision, data }, headers: fileHeaders(token) };
              try {
                await step.run(call);
              } catch (failure) {
                if (failure instanceof Problem && failure.status === 409) void ask();
                throw failure;
              }
              await ask();
            }}
          />
          {followed.some((one) => one.number === detail.matter.number) ? (
            <div className="hz-row">
              <button type="button" className="hz-button" onClick={() => forget(detail.matter.number)}>
                {t('resident.sent.forget')}
              </button>
            </div>
          ) : null}
        </>
      ) : null}
    </PhonePage>
  );
}
