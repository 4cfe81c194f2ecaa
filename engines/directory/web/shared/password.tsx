import { Failure } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useCommand, useRoute } from './client.ts';
import { SecretInput } from './secret-input.tsx';

/** The sentence that says what a password needs here. */
export function usePasswordRule(): string {
  const t = useWords('directory');
  const ways = useRoute('GET /sessions/ways', undefined, { fresh: 3_600_000 });
  return t(ways.data?.kinds ? 'password.ruleKinds' : 'password.rule', { count: ways.data?.min_length ?? 8 });
}

/** Old password, new one, the new one again. `hasOld` is false for who signed up by phone and never had one. */
export function PasswordForm({ hasOld, onDone }: { hasOld: boolean; onDone: () => void }) {
  const t = useWords('directory');
  const rule = usePasswordRule();
  const save = useCommand('PUT /me/password', { refresh: ['GET /sessions'] });
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setDiffers(next !== again);
    if (next !== again) return;
    try {
      await save.run({ body: { password: next, ...(hasOld ? { old } : {}) } });
    } catch {
      return;
    }
    setOld('');
    setNext('');
    setAgain('');
    onDone();
  };
  return (
    <form className="hz-form dir-narrow" onSubmit={(event) => void submit(event)}>
      {hasOld ? <SecretInput label={t('password.old')} autoComplete="current-password" value={old} onChange={setOld} /> : <p>{t('password.none')}</p>}
      <SecretInput label={t('password.new')} hint={rule} autoComplete="new-password" value={next} onChange={setNext} />
      <SecretInput label={t('password.again')} autoComplete="new-password" value={again} onChange={setAgain} error={differs ? t('password.differs') : null} />
      <p className="hz-small">{t('password.effect')}</p>
      <Failure error={save.error} />
      <div className="hz-row">
        <button className="hz-button" data-primary disabled={save.isPending}>
          {t('password.save')}
        </button>
      </div>
    </form>
  );
}
