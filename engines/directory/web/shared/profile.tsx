import { Facts, Failure, Field, useToast } from '@hezhi/ui';
import { useSession, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useCommand, type Reply } from './client.ts';
import { PhoneCode, plainPhone } from './phone-code.tsx';
import { ProofForm, type ProofGiven } from './proof-form.tsx';

type Info = Reply<'GET /sessions/current'>;

/** What the house calls somebody and by which number it reaches them; residents correct both themselves, for staff an administrator does. */
export function Profile({ info }: { info: Info }) {
  const t = useWords('directory');
  const session = useSession();
  const toast = useToast();
  const [open, setOpen] = useState<'name' | 'phone' | null>(null);
  const done = () => {
    setOpen(null);
    toast(t('data.profile.saved'));
    void session.reload();
  };
  const resident = info.account.kind === 'resident';
  return (
    <div className="hz-form">
      <Facts
        items={[
          [t('data.profile.name'), info.person.name],
          [t('data.profile.phone'), info.person.phone],
          [t('data.profile.account'), info.account.name],
          [t('data.profile.district'), info.district_name],
        ]}
      />
      {resident ? null : <p className="hz-small">{t('data.profile.staff')}</p>}
      {open === 'name' ? <NameForm start={info.person.name} onDone={done} onCancel={() => setOpen(null)} /> : null}
      {open === 'phone' ? <PhoneForm account={info.account} onDone={done} onCancel={() => setOpen(null)} /> : null}
      {resident && open === null ? (
        <div className="hz-row">
          <button type="button" className="hz-button" onClick={() => setOpen('name')}>
            {t('data.profile.changeName')}
          </button>
          <button type="button" className="hz-button" onClick={() => setOpen('phone')}>
            {t('data.profile.changePhone')}
          </button>
        </div>
      ) : null}
    </div>
  );
}

function NameForm({ start, onDone, onCancel }: { start: string; onDone: () => void; onCancel: () => void }) {
  const t = useWords('directory');
  const save = useCommand('PUT /me/name', { refresh: ['GET /sessions/current'] });
  const [name, setName] = useState(start);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save.run({ body: { name: name.trim() } }).then(onDone, () => undefined);
  };
  return (
    <form className="hz-form dir-narrow" onSubmit={submit}>
      <Field label={t('data.profile.name')} hint={t('data.profile.nameHint')}>
        {(attributes) => (
          <input
            {...attributes}
            required
            className="hz-input"
            autoComplete="name"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Failure error={save.error} />
      <div className="hz-row">
        <button className="hz-button" data-primary disabled={save.isPending || name.trim() === ''}>
          {t('data.profile.save')}
        </button>
        <button type="button" className="hz-button" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}

/** The new number proves itself by a code, the person by what one logs in with. */
function PhoneForm({ account, onDone, onCancel }: { account: Info['account']; onDone: () => void; onCancel: () => void }) {
  const t = useWords('directory');
  const save = useCommand('PUT /me/phone', { refresh: ['GET /sessions/current'] });
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const prove = (given: ProofGiven) => void save.run({ body: { phone: plainPhone(phone), phone_code: code.trim(), ...given } }).then(onDone, () => undefined);
  return (
    <ProofForm
      account={account}
      what={
        <>
          <Field label={t('data.profile.newPhone')}>
            {(attributes) => (
              <input
                {...attributes}
                required
                className="hz-input hz-num"
                type="tel"
                autoComplete="tel"
                value={phone}
                onChange={(event) => setPhone(event.target.value)}
              />
            )}
          </Field>
          <PhoneCode label={t('data.profile.newCode')} phone={phone} value={code} onChange={setCode} />
          <p className="hz-small">{t('data.proof.why')}</p>
        </>
      }
      yes={t('data.profile.save')}
      error={save.error}
      busy={save.isPending}
      onProve={prove}
      onCancel={onCancel}
    />
  );
}
