import { FormModal, useNeeded } from '@hezhi/ui/desk';
import { languages, newId } from '@hezhi/contract/light';
import { useRefresh, useWords } from '@hezhi/web';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { client, type Reply } from '../shared/client.ts';

type Person = Pick<Reply<'GET /people/:id'>, 'id' | 'name' | 'language' | 'phone' | 'identity_number' | 'version'>;
type Given = { name: string; language: Person['language']; phone?: string; identity_number?: string };

/** A new person, or corrections: phone and identity number are written only when something is typed, since nobody sees them here. */
export function PersonForm({ person: given, onClose, onSaved }: { person?: Person; onClose: () => void; onSaved: (id: string) => void }) {
  const t = useWords('directory');
  // What one began with: a newer state of somebody else must not be overwritten unseen.
  const [person] = useState(given);
  const needed = useNeeded();
  const refresh = useRefresh();
  const send = async (typed: Given) => {
    const secret = {
      ...(typed.phone?.trim() ? { phone: typed.phone.trim() } : {}),
      ...(typed.identity_number?.trim() ? { identity_number: typed.identity_number.trim() } : {}),
    };
    const plain = { name: typed.name, language: typed.language };
    const saved = person
      ? await client('PATCH /people/:id', { params: { id: person.id }, body: { ...plain, ...secret, version: person.version } })
      : await client('POST /people', { body: { id: newId(), ...plain, ...secret } });
    await refresh(['GET /people', 'GET /accounts', 'GET /posts']);
    onSaved(saved.id);
  };
  return (
    <FormModal<Given>
      draft={person ? `directory.person.${person.id}.${person.version}` : 'directory.person'}
      title={person ? t('people.editOf', { name: person.name }) : t('people.create')}
      effect={person ? undefined : t('people.createEffect')}
      yes={t('save')}
      start={person ? { name: person.name, language: person.language } : { language: 'zh-Hans' }}
      onSubmit={send}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('people.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('people.phone')} extra={person?.phone ? t('people.nowIs', { value: person.phone }) : t('people.phoneHint')}>
        <Input maxLength={30} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="identity_number"
        label={t('people.identity')}
        extra={person?.identity_number ? t('people.nowIs', { value: person.identity_number }) : t('people.identityHint')}
      >
        <Input maxLength={18} autoComplete="off" />
      </Form.Item>
      <Form.Item name="language" label={t('people.language')}>
        <Select options={languages.map((value) => ({ value, label: t(`language.${value}`) }))} />
      </Form.Item>
    </FormModal>
  );
}
