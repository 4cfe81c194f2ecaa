import { Failure, Field } from '@hezhi/ui';
import { Problem, faultsByField, useDraft, useLanguage, useSession, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { useCommand } from './client.ts';
import { CommunityField } from './community-field.tsx';
import './directory.css';
import { PhoneCode, plainPhone } from './phone-code.tsx';
import { SecretInput } from './secret-input.tsx';
import type { Sheet } from './sheet.ts';
import { usePasswordRule } from './password.tsx';

const empty = { phone: '', name: '', district: '', street: '', community: '' };

/** /register: a resident's account by phone and SMS code, in a community. What is typed is kept (never code and password). */
export function Register({ sheet: { Page, Part } }: { sheet: Sheet }) {
  const t = useWords('directory');
  const session = useSession();
  const go = useNavigate();
  const [params] = useSearchParams();
  const [language] = useLanguage();
  const rule = usePasswordRule();
  const [draft, setDraft, clear] = useDraft('register', { ...empty, phone: params.get('phone') ?? '' });
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const register = useCommand('POST /registrations');
  const wanted = params.get('back') ?? '/';
  const back = wanted.startsWith('/') && !wanted.startsWith('//') ? wanted : '/';
  const faults = faultsByField(register.error);
  if (session.status === 'person') return <Navigate to={back} replace />;
  const phone = plainPhone(draft.phone);
  const area = draft.community || draft.street || draft.district;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { phone, code: code.trim(), name: draft.name, area, language, ...(password ? { password } : {}) };
    try {
      await register.run({ body });
    } catch {
      return;
    }
    clear();
    await session.reload();
    void go(back, { replace: true });
  };
  const known = register.error instanceof Problem && register.error.code === 'directory.already_registered';
  return (
    <Page title={t('register.title')} sub={t('register.sub')}>
      <Part title={t('register.you')}>
        <form className="hz-form" onSubmit={(event) => void submit(event)}>
          <Field label={t('register.phone')} error={faults['phone'] ?? null}>
            {(attributes) => (
              <input
                {...attributes}
                required
                className="hz-input hz-num"
                type="tel"
                autoComplete="tel"
                value={draft.phone}
                onChange={(event) => setDraft({ ...draft, phone: event.target.value })}
              />
            )}
          </Field>
          <PhoneCode label={t('register.code')} phone={draft.phone} value={code} error={faults['code'] ?? null} onChange={setCode} />
          <Field label={t('register.name')} hint={t('register.nameHint')} error={faults['name'] ?? null}>
            {(attributes) => (
              <input
                {...attributes}
                required
                className="hz-input"
                autoComplete="name"
                maxLength={60}
                value={draft.name}
                onChange={(event) => setDraft({ ...draft, name: event.target.value })}
              />
            )}
          </Field>
          <CommunityField value={draft} onChange={(choice) => setDraft({ ...draft, ...choice })} />
          <details>
            <summary>{t('register.withPassword')}</summary>
            <SecretInput label={t('password.new')} hint={rule} autoComplete="new-password" required={false} value={password} onChange={setPassword} />
          </details>
          <p className="hz-small">{t('register.privacy')}</p>
          <Failure error={register.error} kept />
          {known ? (
            <Link className="hz-button" to={`/login?back=${encodeURIComponent(back)}`}>
              {t('register.toLogin')}
            </Link>
          ) : null}
          <button className="hz-button hz-big" data-primary disabled={register.isPending || area === ''}>
            {t(register.isPending ? 'register.busy' : 'register.do')}
          </button>
        </form>
      </Part>
      <p style={{ marginTop: 16 }}>
        <Link to={`/login?back=${encodeURIComponent(back)}`}>{t('register.haveAccount')}</Link>
      </p>
    </Page>
  );
}
