import { Failure, Field, Tag } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useCommand } from './client.ts';
import { Qr } from './qr.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SecretInput } from './secret-input.tsx';

/** Six digits of the authenticator, or a recovery code. */
function CodeField({ value, onChange, recovery = false }: { value: string; onChange: (value: string) => void; recovery?: boolean }) {
  const t = useWords('directory');
  return (
    <Field label={t('factor.code')} hint={t(recovery ? 'factor.codeOrRecovery' : 'factor.codeHint')}>
      {(attributes) => (
        <input
          {...attributes}
          required
          className="hz-input hz-num"
          inputMode={recovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          minLength={6}
          maxLength={20}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** The second factor: what it is, setting it up in three steps, taking it away. `onDone` after the recovery codes were kept. */
export function Factor({ on, hasPassword, onDone }: { on: boolean; hasPassword: boolean; onDone: () => void }) {
  const t = useWords('directory');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes)
    return (
      <RecoveryCodes
        codes={codes}
        onKept={() => {
          setCodes(null);
          onDone();
        }}
      />
    );
  if (on) return <Remove onDone={onDone} />;
  if (!hasPassword) return <p>{t('factor.passwordFirst')}</p>;
  return <Enrol onCodes={setCodes} />;
}

function Enrol({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const t = useWords('directory');
  const begin = useCommand('POST /me/second-factor', { refresh: [] });
  const confirm = useCommand('POST /me/second-factor/confirm', { refresh: ['GET /sessions'] });
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [made, setMade] = useState<{ secret: string; uri: string } | null>(null);
  const start = async (event: FormEvent) => {
    event.preventDefault();
    const reply = await begin.run({ body: { password } }).catch(() => null);
    if (!reply) return;
    setMade(reply);
    setPassword('');
  };
  const finish = async (event: FormEvent) => {
    event.preventDefault();
    const reply = await confirm.run({ body: { code: code.trim() } }).catch(() => null);
    if (reply) onCodes(reply.recovery_codes);
  };
  if (!made)
    return (
      <form className="hz-form dir-narrow" onSubmit={(event) => void start(event)}>
        <p>{t('factor.what')}</p>
        <SecretInput label={t('password.old')} autoComplete="current-password" value={password} onChange={setPassword} />
        <Failure error={begin.error} />
        <div className="hz-row">
          <button className="hz-button" data-primary disabled={begin.isPending}>
            {t('factor.start')}
          </button>
        </div>
      </form>
    );
  return (
    <form className="hz-form dir-narrow" onSubmit={(event) => void finish(event)}>
      <ol className="dir-steps">
        <li>{t('factor.step1')}</li>
        <li>{t('factor.step2')}</li>
      </ol>
      <Qr text={made.uri} label={t('factor.qr')} />
      <details>
        <summary>{t('factor.noCamera')}</summary>
        <p className="hz-small">{t('factor.byHand')}</p>
        <p>
          <code className="dir-code">{(made.secret.match(/.{1,4}/g) ?? []).join(' ')}</code>
        </p>
      </details>
      <CodeField value={code} onChange={setCode} />
      <Failure error={confirm.error} />
      <div className="hz-row">
        <button className="hz-button" data-primary disabled={confirm.isPending}>
          {t('factor.confirm')}
        </button>
        <button type="button" className="hz-button" onClick={() => setMade(null)}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}

function Remove({ onDone }: { onDone: () => void }) {
  const t = useWords('directory');
  const remove = useCommand('POST /me/second-factor/removal', { refresh: ['GET /sessions'] });
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await remove.run({ body: { password, code: code.trim() } });
    } catch {
      return;
    }
    onDone();
  };
  return (
    <div className="hz-form">
      <p>
        <Tag tone="good">{t('factor.on')}</Tag> {t('factor.onWhy')}
      </p>
      {open ? (
        <form className="hz-form dir-narrow" onSubmit={(event) => void submit(event)}>
          <p>{t('factor.removeEffect')}</p>
          <SecretInput label={t('password.old')} autoComplete="current-password" value={password} onChange={setPassword} />
          <CodeField value={code} onChange={setCode} recovery />
          <Failure error={remove.error} />
          <div className="hz-row">
            <button className="hz-button" data-danger disabled={remove.isPending}>
              {t('factor.remove')}
            </button>
            <button type="button" className="hz-button" onClick={() => setOpen(false)}>
              {t('cancel')}
            </button>
          </div>
        </form>
      ) : (
        <div className="hz-row">
          <button type="button" className="hz-button" onClick={() => setOpen(true)}>
            {t('factor.removeOpen')}
          </button>
        </div>
      )}
    </div>
  );
}
