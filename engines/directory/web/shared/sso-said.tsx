import { Failure, Field } from '@hezhi/ui';
import { useSay, useSession, useWords } from '@hezhi/web';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import { useCommand } from './client.ts';
import { startOf, useLoginWays, useSitePath } from './ways.tsx';

/** How logging in by another system went, and what is still to do; and after logging out here, the way to log out there too. */
export function SsoSaid() {
  const t = useWords('directory');
  const say = useSay();
  const [params] = useSearchParams();
  const site = useSitePath();
  const ways = useLoginWays();
  const said = params.get('sso');
  const way = ways.data?.by.find((one) => one.key === params.get('way'));
  const out = ways.data?.log_out;
  if (said === 'failed' || said === 'unlinked' || said === 'away')
    return (
      <p className="hz-field-error" role="alert">
        {t(`sso.${said}`)}
      </p>
    );
  if (said === 'factor') return <FactorDue />;
  if (said === 'bind' && way)
    return (
      <p className="dir-note" role="status">
        {t('sso.bind', { name: say(way.name) })}
      </p>
    );
  if (!out) return null;
  return (
    <div className="dir-note" role="status">
      <p>{t('sso.logOutToo', { name: say(out.name) })}</p>
      <p style={{ marginTop: 8 }}>
        <a className="hz-button" href={startOf(out.key, site('/')).replace('/start?', '/logout?')}>
          {t('sso.logOutDo', { name: say(out.name) })}
        </a>
      </p>
    </div>
  );
}

/** The other system asked for no second factor: ours is asked before the session begins. */
function FactorDue() {
  const t = useWords('directory');
  const session = useSession();
  const prove = useCommand('POST /sessions/sso/factor', { refresh: [] });
  const [code, setCode] = useState('');
  const input = useRef<HTMLInputElement>(null);
  // The one thing left to do on this page.
  useEffect(() => input.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await prove.run({ body: { code: code.trim() } });
    } catch {
      return;
    }
    // The log-in page then leads on by itself.
    await session.reload();
  };
  return (
    <form className="hz-form dir-note" onSubmit={(event) => void submit(event)}>
      <p role="status">{t('sso.factor')}</p>
      <Field label={t('factor.code')} hint={t('factor.codeOrRecovery')}>
        {(attributes) => (
          <input
            {...attributes}
            required
            ref={input}
            className="hz-input hz-num"
            autoComplete="one-time-code"
            minLength={6}
            maxLength={20}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Failure error={prove.error} />
      <button className="hz-button" data-primary disabled={prove.isPending}>
        {t('sso.factorDo')}
      </button>
    </form>
  );
}
