import { FormModal, useNeeded } from '@hezhi/ui/desk';
import { newId } from '@hezhi/contract/light';
import { useSession, useWords } from '@hezhi/web';
import { Form, Input, Segmented } from 'antd';
import { useRef } from 'react';
import { useCommand } from '../shared/client.ts';
import type { Once } from './once-code.tsx';
import { PersonPicker } from './pickers.tsx';

type Given = { whose: 'known' | 'new'; person?: string; person_name?: string; phone?: string; name: string };

/** A new account for somebody known or new; a one-time code is made to hand over, so that nobody else ever knows the password. */
export function CreateAccount({ onClose, onOnce, onMade }: { onClose: () => void; onOnce: (once: Once) => void; onMade: (id: string) => void }) {
  const t = useWords('directory');
  const needed = useNeeded();
  const { can } = useSession();
  const person = useCommand('POST /people', { refresh: ['GET /people'] });
  const account = useCommand('POST /accounts', { refresh: ['GET /accounts'] });
  // A second try after a refused account name must not make the person twice.
  const made = useRef<{ said: string; id: string } | null>(null);
  const personOf = async (given: Given): Promise<string> => {
    if (given.whose === 'known') return given.person!;
    const said = JSON.stringify([given.person_name, given.phone]);
    if (made.current?.said === said) return made.current.id;
    const id = newId();
    await person.run({ body: { id, name: given.person_name!, ...(given.phone ? { phone: given.phone } : {}) } });
    made.current = { said, id };
    return id;
  };
  const send = async (given: Given) => {
    const reply = await account.run({ body: { name: given.name, person: await personOf(given) } });
    onMade(reply.id);
    if (reply.recovery) onOnce({ account: reply.name, person: reply.person_name, code: reply.recovery, expires: null });
  };
  return (
    <FormModal<Given>
      draft="directory.account"
      title={t('accounts.create')}
      effect={t('accounts.createEffect')}
      yes={t('accounts.create')}
      start={{ whose: 'known' }}
      onSubmit={send}
      onClose={onClose}
    >
      {can('directory.manage_people') ? (
        <Form.Item name="whose" label={t('accounts.whose')}>
          <Segmented
            options={[
              { value: 'known', label: t('accounts.whoseKnown') },
              { value: 'new', label: t('accounts.whoseNew') },
            ]}
          />
        </Form.Item>
      ) : null}
      <Form.Item noStyle shouldUpdate={(before: Given, after: Given) => before.whose !== after.whose}>
        {(form) =>
          form.getFieldValue('whose') === 'new' ? (
            <>
              <Form.Item name="person_name" label={t('people.name')} rules={[{ ...needed, whitespace: true }]}>
                <Input maxLength={60} autoComplete="off" />
              </Form.Item>
              <Form.Item name="phone" label={t('people.phone')} extra={t('people.phoneHint')}>
                <Input maxLength={20} inputMode="tel" autoComplete="off" />
              </Form.Item>
            </>
          ) : (
            <Form.Item name="person" label={t('accounts.person')} rules={[needed]}>
              <PersonPicker label={t('accounts.person')} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="name" label={t('accounts.name')} extra={t('accounts.nameHint')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
    </FormModal>
  );
}
