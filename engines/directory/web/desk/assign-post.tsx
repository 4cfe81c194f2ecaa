import { newId } from '@hezhi/contract/light';
import { useToast, FormModal, useNeeded } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Form } from 'antd';
import { useRef } from 'react';
import { useCommand, useRoute } from '../shared/client.ts';
import { DayInput } from './day-input.tsx';
import { AreaPicker, OrgPicker, PersonPicker, RolePicker } from './pickers.tsx';
import { endOfDay } from './term-form.tsx';

type Known = { value: string; label: string };
type Given = { person: string; role: string; org: string; area: string; from?: string; to?: string };

/** Gives a person a post: role, organisation, territory, term. */
export function AssignPost({ person, org, onClose }: { person?: Known; org?: Known & { area: string }; onClose: () => void }) {
  const t = useWords('directory');
  const needed = useNeeded();
  const toast = useToast();
  const create = useCommand('POST /posts');
  const roles = useRoute('GET /roles', undefined, { fresh: 600_000 });
  const id = useRef(newId());
  const send = async (given: Given) => {
    const from = given.from ? new Date(Date.parse(`${given.from}T00:00:00+08:00`)).toISOString() : undefined;
    const post = await create.run({
      body: { id: id.current, person: given.person, role: given.role, org: given.org, area: given.area, to: endOfDay(given.to), ...(from ? { from } : {}) },
    });
    toast(t('posts.assigned', { person: post.person_name, role: post.role_name }));
  };
  return (
    <FormModal<Given>
      draft={`directory.post.${person?.value ?? ''}.${org?.value ?? ''}`}
      title={person ? t('posts.assignTo', { person: person.label }) : t('posts.assign')}
      effect={t('posts.assignEffect')}
      yes={t('posts.assign')}
      start={{ ...(person ? { person: person.value } : {}), ...(org ? { org: org.value, area: org.area } : {}) }}
      onSubmit={send}
      onClose={onClose}
    >
      <Form.Item name="person" label={t('posts.person')} rules={[needed]} hidden={person !== undefined}>
        <PersonPicker label={t('posts.person')} {...(person ? { known: person } : {})} />
      </Form.Item>
      <Form.Item name="role" label={t('posts.role')} rules={[needed]}>
        <RolePicker label={t('posts.role')} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: Given, after: Given) => before.role !== after.role}>
        {(form) => {
          const level = roles.data?.items.find((one) => one.key === form.getFieldValue('role'))?.level;
          return level ? <p className="hz-small dir-effect">{t('posts.levelHint', { level: t(`level.${level}`) })}</p> : null;
        }}
      </Form.Item>
      <Form.Item name="org" label={t('posts.org')} rules={[needed]}>
        <OrgPicker label={t('posts.org')} {...(org ? { known: org } : {})} />
      </Form.Item>
      <Form.Item name="area" label={t('posts.area')} rules={[needed]}>
        <AreaPicker label={t('posts.area')} />
      </Form.Item>
      <Form.Item name="from" label={t('posts.from')} extra={t('posts.fromHint')}>
        <DayInput label={t('posts.from')} />
      </Form.Item>
      <Form.Item name="to" label={t('posts.to')} extra={t('posts.toHint')}>
        <DayInput label={t('posts.to')} />
      </Form.Item>
    </FormModal>
  );
}
