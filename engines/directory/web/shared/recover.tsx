import { Failure, Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { useCommand } from './client.ts';
import './directory.css';
import { usePasswordRule } from './password.tsx';
import { SecretInput } from './secret-input.tsx';
import type { Sheet } from './sheet.ts';

/** /recover: a new password with the one-time code that an administrator handed out (lost password, new account). */
export function Recover({ sheet: { Page, Part } }: { sheet: Sheet }) {
  const t = useWords('directory');
  const rule = usePasswordRule();
  const recover = useCommand('POST /sessions/recovery', { refresh: [] });
  const [given, setGiven] = useState({ account: '', recovery: '', password: '', again: '' });
  const [differs, setDiffers] = useState(false);
  const [done, setDone] = useState(false);
  const set = (change: Partial<typeof given>) => setGiven({ ...given, ...change });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setDiffers(given.password !== given.again);
    if (given.password !== given.again) return;
    const { account, recovery, password } = given;
    try {
      await recover.run({ body: { account: account.trim(), recovery: recovery.trim(), password } });
    } catch {
      return;
    }
    setDone(true);
  };
  return (
    <Page title={t('recover.title')} sub={t('recover.sub')}>
      <Part title={t(done ? 'recover.done' : 'recover.form')}>
        {done ? (
          <div className="hz-form dir-narrow" role="status">
            <p>{t('recover.doneWhy')}</p>
            <Link className="hz-button" data-primary to="/login">
              {t('recover.toLogin')}
            </Link>
          </div>
        ) : (
          <form className="hz-form dir-narrow" onSubmit={(event) => void submit(event)}>
            <Field label={t('recover.account')}>
              {(attributes) => (
                <input
                  {...attributes}
                  required
                  className="hz-input"
                  autoComplete="username"
                  autoCapitalize="none"
                  spellCheck={false}
                  value={given.account}
                  onChange={(event) => set({ account: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('recover.code')} hint={t('recover.codeHint')}>
              {(attributes) => (
                <input
                  {...attributes}
                  required
                  minLength={8}
                  maxLength={60}
                  className="hz-input hz-num"
                  autoComplete="one-time-code"
                  autoCapitalize="none"
                  spellCheck={false}
                  value={given.recovery}
                  onChange={(event) => set({ recovery: event.target.value })}
                />
              )}
            </Field>
            <SecretInput label={t('password.new')} hint={rule} autoComplete="new-password" value={given.password} onChange={(password) => set({ password })} />
            <SecretInput
              label={t('password.again')}
              autoComplete="new-password"
              value={given.again}
              onChange={(again) => set({ again })}
              error={differs ? t('password.differs') : null}
            />
            <Failure error={recover.error} />
            <div className="hz-row">
              <button className="hz-button" data-primary disabled={recover.isPending}>
                {t('password.save')}
              </button>
              <Link className="hz-button" to="/login">
                {t('recover.back')}
              </Link>
            </div>
          </form>
        )}
      </Part>
    </Page>
  );
}
