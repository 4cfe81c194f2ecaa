import { Failure, Field } from '@hezhi/ui';
import { useCountdown, useWords } from '@hezhi/web';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useCommand, type Reply } from './client.ts';
import { SecretInput } from './secret-input.tsx';

export type ProofGiven = { password?: string; code?: string; sms?: string };
type Account = Reply<'GET /sessions/current'>['account'];

/** Asks once more who somebody is: password, second factor, or a code sent to the own phone, whatever the account has. `onProve` throws what the server says against it. */
export function ProofForm({
  account,
  what,
  yes,
  danger = false,
  error,
  busy,
  onProve,
  onCancel,
}: {
  account: Account;
  what: ReactNode;
  yes: string;
  danger?: boolean;
  error: unknown;
  busy: boolean;
  onProve: (given: ProofGiven) => void;
  onCancel: () => void;
}) {
  const t = useWords('directory');
  const send = useCommand('POST /me/proof-code', { refresh: [] });
  const [wait, startWait] = useCountdown();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const byPhone = !account.has_password && !account.second_factor;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onProve({
      ...(account.has_password ? { password } : {}),
      ...(account.second_factor ? { code: code.trim() } : {}),
      ...(byPhone ? { sms: code.trim() } : {}),
    });
  };
  return (
    <form className="hz-form dir-narrow" onSubmit={submit}>
      {what}
      {account.has_password ? <SecretInput label={t('password.old')} autoComplete="current-password" value={password} onChange={setPassword} /> : null}
      {account.second_factor || byPhone ? (
        <Field label={t(byPhone ? 'data.proof.sms' : 'factor.code')} hint={t(byPhone ? 'data.proof.smsHint' : 'factor.codeOrRecovery')}>
          {(attributes) => (
            <div className="hz-row">
              <input
                {...attributes}
                required
                className="hz-input hz-num"
                inputMode={byPhone ? 'numeric' : 'text'}
                autoComplete="one-time-code"
                minLength={6}
                maxLength={byPhone ? 6 : 20}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
              {byPhone ? (
                <button
                  type="button"
                  className="hz-button hz-num"
                  disabled={send.isPending || wait > 0}
                  onClick={() =>
                    void send.run({}).then(
                      ({ again_in }) => startWait(again_in),
                      () => undefined,
                    )
                  }
                >
                  {wait > 0 ? t('phoneCode.again', { count: wait }) : t('phoneCode.send')}
                </button>
              ) : null}
            </div>
          )}
        </Field>
      ) : null}
      <Failure error={send.error ?? error} />
      <div className="hz-row">
        <button className="hz-button" {...(danger ? { 'data-danger': '' } : { 'data-primary': '' })} disabled={busy}>
          {yes}
        </button>
        <button type="button" className="hz-button" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
