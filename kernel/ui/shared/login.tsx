import { isShared, Problem, request, setShared, useCountdown, useSession, useWords, type Screens } from '@hezhi/web';
import { Suspense, useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { Field } from './field.tsx';
import { useLogOut } from './log-out.tsx';
import { Failure } from './states.tsx';

/**
 * Log in by account and password, with the second factor's code when the server asks for it; with `phone`, residents may also come by an SMS code.
 * `onDone` after success.
 */
export function LoginForm({
  phone = false,
  onDone,
  onSent,
  account: fixed,
}: {
  phone?: boolean;
  onDone?: () => void;
  /** A code went to this phone. */ onSent?: (phone: string) => void;
  account?: string;
}) {
  const t = useWords('ui');
  const session = useSession();
  const [way, setWay] = useState<'account' | 'phone'>('account');
  const [account, setAccount] = useState(fixed ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [factor, setFactor] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [wait, startWait] = useCountdown();
  const codeInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (factor) codeInput.current?.focus();
  }, [factor]);

  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof Problem && error.code === 'directory.second_factor_needed' && !factor) setFactor(true);
      else setFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const given = way === 'phone' ? { phone: account.trim(), code } : { account: account.trim(), password, ...(factor && code ? { code } : {}) };
    if (await attempt(() => session.logIn(given))) onDone?.();
  };
  const sendCode = () =>
    attempt(async () => {
      const reply = (await request('POST /sessions/codes', { body: { phone: account.trim() } })) as { again_in?: number };
      startWait(reply.again_in ?? 60);
      onSent?.(account.trim());
      codeInput.current?.focus();
    });
  const change = (next: 'account' | 'phone') => {
    setWay(next);
    setFactor(false);
    setCode('');
    setFailure(null);
  };

  return (
    <form className="hz-form" onSubmit={(event) => void submit(event)} noValidate={false}>
      {phone ? (
        <div className="hz-segments" role="group" aria-label={t('login.way')}>
          <button type="button" aria-pressed={way === 'account'} onClick={() => change('account')}>
            {t('login.byPassword')}
          </button>
          <button type="button" aria-pressed={way === 'phone'} onClick={() => change('phone')}>
            {t('login.byCode')}
          </button>
        </div>
      ) : null}
      <Field label={t(way === 'phone' ? 'login.phone' : 'login.account')}>
        {(attributes) => (
          <input
            {...attributes}
            required
            className="hz-input"
            name={way === 'phone' ? 'tel' : 'username'}
            type={way === 'phone' ? 'tel' : 'text'}
            autoComplete={way === 'phone' ? 'tel' : 'username'}
            autoCapitalize="none"
            spellCheck={false}
            value={account}
            onChange={(event) => setAccount(event.target.value)}
            readOnly={fixed !== undefined}
          />
        )}
      </Field>
      {way === 'account' ? (
        <Field label={t('login.password')}>
          {(attributes) => (
            <input
              {...attributes}
              required
              className="hz-input"
              name="password"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {way === 'phone' || factor ? (
        <Field label={t(factor ? 'login.factor' : 'login.code')} hint={factor ? t('login.factorHint') : undefined}>
          {(attributes) => (
            <div className="hz-row">
              <input
                {...attributes}
                required
                ref={codeInput}
                className="hz-input"
                name="code"
                inputMode={way === 'phone' ? 'numeric' : 'text'}
                autoComplete="one-time-code"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
              {way === 'phone' ? (
                <button type="button" className="hz-button hz-num" disabled={busy || wait > 0 || account.trim().length < 11} onClick={() => void sendCode()}>
                  {wait > 0 ? t('login.codeAgain', { count: wait }) : t('login.sendCode')}
                </button>
              ) : null}
            </div>
          )}
        </Field>
      ) : null}
      {fixed === undefined ? <SharedDevice /> : null}
      <Failure error={failure} />
      <button className="hz-button" data-primary disabled={busy}>
        {t(busy ? 'login.busy' : 'login.do')}
      </button>
    </form>
  );
}

/** Said once for a device that several people use: whoever leaves it leaves nothing on it. */
function SharedDevice() {
  const t = useWords('ui');
  const [on, setOn] = useState(isShared);
  return (
    <label className="hz-check">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => {
          setShared(event.target.checked);
          setOn(event.target.checked);
        }}
      />
      <span>
        {t('logOut.shared')}
        <span className="hz-small" style={{ display: 'block' }}>
          {t('logOut.sharedWhy')}
        </span>
      </span>
    </label>
  );
}

/** The page that one is led to and away from again. */
export function LoginPage({
  title,
  sub,
  phone = false,
  rooms = [],
  below,
}: {
  title: string;
  sub?: string;
  phone?: boolean;
  /** Their `login` sections stand below the form. */ rooms?: readonly Screens[];
  below?: ReactNode;
}) {
  const { status } = useSession();
  const [params] = useSearchParams();
  const back = params.get('back') ?? '/';
  const [sent, setSent] = useState<string | null>(null);
  const sections = rooms.flatMap((room) => room.login ?? []).sort((a, b) => a.order - b.order);
  if (status === 'person') return <Navigate to={back.startsWith('/') && !back.startsWith('//') ? back : '/'} replace />;
  return (
    <div className="hz-login">
      <div className="hz-login-box">
        <h1>{title}</h1>
        {sub ? <p className="hz-small">{sub}</p> : null}
        <LoginForm phone={phone} onSent={setSent} />
        <Suspense>
          {sections.map((section) => (
            <section.element key={section.order} sent={sent} />
          ))}
        </Suspense>
        {below}
      </div>
    </div>
  );
}

/** Over whatever page one was on, when the session has ended: nothing typed is lost. */
export function SessionEndedDialog({ phone = false }: { phone?: boolean }) {
  const { ended } = useSession();
  return ended ? <EndedBox phone={phone} /> : null;
}

function EndedBox({ phone }: { phone: boolean }) {
  const t = useWords('ui');
  const session = useSession();
  const logOut = useLogOut();
  const dialog = useRef<HTMLDialogElement>(null);
  const name = session.info?.account.name;
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLInputElement>('input:not([readonly])')?.focus();
  }, []);
  return (
    <dialog ref={dialog} className="hz-dialog" aria-labelledby="hz-ended" onCancel={(event) => event.preventDefault()}>
      <h2 id="hz-ended">{t('login.ended')}</h2>
      <p className="hz-small">{t('login.endedWhy')}</p>
      <LoginForm phone={phone && !name} {...(name ? { account: name } : {})} />
      <button type="button" className="hz-button" onClick={() => void logOut()}>
        {t('login.other')}
      </button>
    </dialog>
  );
}
