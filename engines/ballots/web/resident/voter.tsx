import { Failure } from '@hezhi/ui';
import { BigButton, Field } from '@hezhi/ui/phone';
import { useSession, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { Link, useLocation } from 'react-router';
import { useCommand, useRoute, type Ballot, type GivenMandate } from '../shared/client.ts';
import { CastForm } from './cast.tsx';
import { GivenByCode, GivenMandates } from './given.tsx';

/** Whom a vote is for: own units, by mandate, or by a code from paper or SMS. */
export type ForVoter = {
  entry: string;
  label: string;
  units: number;
  area: number;
  shares: number;
  mandate: string | null;
  code: string | null;
  voted: boolean;
  /** Mandates that this voter has given, known by code. */
  given?: readonly GivenMandate[];
};

/** Who I am here: my units and mandates, or a code. */
export function Voter({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const { status } = useSession();
  const { pathname } = useLocation();
  const [byCode, setByCode] = useState<ForVoter | null>(null);
  const asked = useRoute('GET /my/ballots', { query: { district: ballot.district, limit: 100 } }, { enabled: status === 'person' });
  const mine = (asked.data?.items ?? []).filter((one) => one.ballot === ballot.id);
  const own = mine.map((one): ForVoter => ({ ...one, code: null, voted: one.voted_at !== null }));
  const online = ballot.channels.includes('online');
  const shown = byCode ? [byCode] : online ? own : [];
  return (
    <>
      <Failure error={asked.error} retry={() => void asked.refetch()} />
      {shown.map((one) => (
        <CastForm key={`${one.entry}${one.mandate ?? ''}${one.code ?? ''}`} ballot={ballot} voter={one} />
      ))}
      {byCode?.code && byCode.given ? <GivenByCode ballot={ballot} code={byCode.code} given={byCode.given} /> : null}
      {status === 'person' && !byCode && ballot.rule.proxies > 0 && own.some(({ mandate }) => mandate === null) ? <GivenMandates ballot={ballot} /> : null}
      {online && status === 'visitor' && !byCode ? (
        <section className="hz-card hzb-card">
          <h2>{t('who.login')}</h2>
          <p>{t('who.loginWhy')}</p>
          <Link className="hz-button hz-big" data-primary="" to="/login" state={{ from: pathname }}>
            {t('who.toLogin')}
          </Link>
        </section>
      ) : null}
      {online && status === 'person' && asked.data && own.length === 0 && !byCode ? (
        <section className="hz-card hzb-card">
          <h2>{t('who.none')}</h2>
          <p>{t('who.noneWhy')}</p>
        </section>
      ) : null}
      {ballot.channels.includes('code') && !byCode ? <CodeForm ballot={ballot} onFound={setByCode} open={status === 'visitor' || own.length === 0} /> : null}
      {byCode ? (
        <button type="button" className="hz-button" onClick={() => setByCode(null)}>
          {t('code.other')}
        </button>
      ) : null}
      {!online && !ballot.channels.includes('code') ? (
        <section className="hz-card hzb-card">
          <p>{t('who.paperOnly', { channels: ballot.channels.map((one) => t(`channel.${one}`)).join(t('and')) })}</p>
        </section>
      ) : null}
    </>
  );
}

function CodeForm({ ballot, onFound, open }: { ballot: Ballot; onFound: (voter: ForVoter) => void; open: boolean }) {
  const t = useWords('ballots');
  const [code, setCode] = useState('');
  const ask = useCommand('POST /public/ballots/:district/:id/code');
  const plain = code.replace(/[^0-9a-z]/gi, '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void ask.run({ params: { district: ballot.district, id: ballot.id }, body: { code: plain } }).then(
      ({ mandates, ...found }) => onFound({ ...found, mandate: null, code: plain, voted: false, given: mandates }),
      // Told below the field; what was typed stays.
      () => undefined,
    );
  };
  return (
    <section className="hz-card hzb-card">
      <details open={open}>
        <summary>
          <h2>{t('code.title')}</h2>
        </summary>
        <form className="hz-form" onSubmit={submit}>
          <Field label={t('code.label')} hint={t('code.hint')}>
            {(attributes) => (
              <input
                {...attributes}
                className="hz-input hzb-code"
                autoComplete="one-time-code"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={20}
                value={code}
                onChange={({ target }) => setCode(target.value)}
              />
            )}
          </Field>
          <Failure error={ask.error} kept />
          <BigButton submit busy={ask.isPending} disabled={plain.length < 10}>
            {t('code.next')}
          </BigButton>
        </form>
      </details>
    </section>
  );
}
