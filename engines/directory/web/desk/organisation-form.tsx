import { FormModal, useNeeded } from '@hezhi/ui/desk';
import { newId } from '@hezhi/contract/light';
import { useRefresh, useSay, useWords } from '@hezhi/web';
import { Form, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { client, useRoute, type Reply } from '../shared/client.ts';
import { AreaPicker, OrgPicker } from './pickers.tsx';

type Org = Reply<'GET /organisations/:id'>;
type Given = { kind: string; name: string; short_name?: string; area: string; parent?: string; phone?: string };

/** A new organisation, or another name, parent or phone for one that stands. */
export function OrgForm({ org: given, onClose, onSaved }: { org?: Org; onClose: () => void; onSaved: (id: string) => void }) {
  const t = useWords('directory');
  // What one began with: a newer state of somebody else must not be overwritten unseen.
  const [org] = useState(given);
  const say = useSay();
  const needed = useNeeded();
  const refresh = useRefresh();
  const kinds = useRoute('GET /organisations/kinds', undefined, { fresh: 600_000 });
  const id = useRef(newId());
  const send = async (typed: Given) => {
    const named = {
      name: typed.name,
      parent: typed.parent ?? null,
      phone: typed.phone?.trim() || null,
      ...(typed.short_name?.trim() ? { short_name: typed.short_name.trim() } : {}),
    };
    const saved = org
      ? await client('PATCH /organisations/:id', { params: { id: org.id }, body: { ...named, version: org.version } })
      : await client('POST /organisations', { body: { id: id.current, kind: typed.kind, area: typed.area, ...named } });
    await refresh(['GET /organisations', 'GET /posts']);
    onSaved(saved.id);
  };
  return (
    <FormModal<Given>
      draft={org ? `directory.org.${org.id}.${org.version}` : 'directory.org'}
      title={org ? t('orgs.editOf', { name: org.name }) : t('orgs.create')}
      effect={org ? undefined : t('orgs.createEffect')}
      yes={t('save')}
      start={org ? { name: org.name, short_name: org.short_name, parent: org.parent ?? undefined, phone: org.phone ?? undefined } : {}}
      onSubmit={send}
      onClose={onClose}
    >
      {org ? null : (
        <Form.Item name="kind" label={t('orgs.kind')} rules={[needed]}>
          <Select
            aria-label={t('orgs.kind')}
            showSearch={{ optionFilterProp: 'label' }}
            loading={kinds.isPending}
            options={(kinds.data?.items ?? []).map((one) => ({
              value: one.key,
              label: one.governs ? `${say(one.words)} · ${t('orgs.governs', { level: t(`level.${one.governs}`) })}` : say(one.words),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="name" label={t('orgs.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="short_name" label={t('orgs.short')} extra={t('orgs.shortHint')}>
        <Input maxLength={30} />
      </Form.Item>
      {org ? null : (
        <Form.Item name="area" label={t('orgs.area')} rules={[needed]}>
          <AreaPicker label={t('orgs.area')} />
        </Form.Item>
      )}
      <Form.Item name="parent" label={t('orgs.parent')} extra={t('orgs.parentHint')}>
        <OrgPicker label={t('orgs.parent')} {...(org?.parent ? { known: { value: org.parent, label: org.parent_name ?? '' } } : {})} />
      </Form.Item>
      <Form.Item name="phone" label={t('orgs.phone')}>
        <Input maxLength={30} inputMode="tel" />
      </Form.Item>
    </FormModal>
  );
}
