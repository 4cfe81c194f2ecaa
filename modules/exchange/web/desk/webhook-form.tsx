import { FormModal, useNeeded } from '@hezhi/ui/desk';
import { newId } from '@hezhi/contract/light';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { useRefresh, useSay, useSession, useWords } from '@hezhi/web';
import { Form, Input, Select } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { client, useRoute, type Endpoint } from '../shared/client.ts';
import type { Shown } from './secrets.tsx';
import { useTopicName } from './states.tsx';

type Typed = { name: string; address: string; topics: string[]; area?: string; subjects?: string[] };

/** A new webhook, or changes to one. */
export function WebhookForm({ endpoint, onClose, onSaved }: { endpoint?: Endpoint; onClose: () => void; onSaved: (id: string, shown: Shown | null) => void }) {
  const t = useWords('exchange');
  const say = useSay();
  const needed = useNeeded();
  const refresh = useRefresh();
  const { district } = useSession();
  const topicName = useTopicName();
  const id = useRef(newId());
  const [before] = useState(endpoint);
  const topics = useRoute('GET /exchange/topics', undefined, { fresh: 600_000 });
  const tree = useRoute('GET /case-categories', { query: { district: district ?? undefined } }, { fresh: 600_000 });
  const subjects = useMemo(
    () =>
      (tree.data?.groups ?? []).flatMap((group) => [
        { value: group.code, label: `${group.code} ${say(group.name)}` },
        ...group.leaves.map((leaf) => ({ value: leaf.code, label: `${leaf.code} ${say(leaf.name)}` })),
      ]),
    [tree.data, say],
  );
  const send = async (typed: Typed) => {
    const given = { name: typed.name, address: typed.address.trim(), topics: typed.topics, area: typed.area || null, subjects: typed.subjects ?? [] };
    if (before) {
      await client('PATCH /exchange/endpoints/:id', { params: { id: before.id }, body: { ...given, version: before.version } });
      await refresh(['GET /exchange/endpoints', 'GET /exchange/endpoints/:id']);
      return onSaved(before.id, null);
    }
    const made = await client('POST /exchange/endpoints', { body: { id: id.current, role: 'webhook', ...given } });
    await refresh(['GET /exchange/endpoints']);
    onSaved(made.id, { name: made.name, inbox: null, secrets: made.shown });
  };
  return (
    <FormModal<Typed>
      yes={t('save')}
      draft={before ? `exchange.hook.${before.id}.${before.version}` : 'exchange.hook'}
      title={before ? t('endpoint.editOf', { name: before.name }) : t('hooks.create')}
      effect={t('hooks.effect')}
      start={before ? { name: before.name, address: before.address ?? '', topics: before.topics, area: before.area ?? '', subjects: before.subjects } : {}}
      onSubmit={send}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('endpoint.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="address" label={t('endpoint.address')} rules={[{ ...needed, whitespace: true }]} extra={t('hooks.addressHint')}>
        <Input maxLength={500} inputMode="url" placeholder="https://" autoComplete="off" />
      </Form.Item>
      <Form.Item name="topics" label={t('hooks.topics')} rules={[needed]}>
        <Select
          mode="multiple"
          aria-label={t('hooks.topics')}
          loading={topics.isPending}
          optionFilterProp="label"
          options={(topics.data?.items ?? []).map((topic) => ({ value: topic, label: topicName(topic) }))}
        />
      </Form.Item>
      <Form.Item name="area" label={t('endpoint.area')} extra={t('hooks.areaHint')}>
        <Area label={t('endpoint.area')} />
      </Form.Item>
      <Form.Item name="subjects" label={t('hooks.subjects')} extra={t('hooks.subjectsHint')}>
        <Select mode="multiple" aria-label={t('hooks.subjects')} loading={tree.isPending} optionFilterProp="label" options={subjects} />
      </Form.Item>
    </FormModal>
  );
}

/** The territory picker as a field of a form. */
function Area({ label, id, value = '', onChange }: { label: string; id?: string; value?: string; onChange?: (code: string) => void }) {
  return <AreaPicker label={label} {...(id ? { id } : {})} width="100%" value={value} onChange={(code) => onChange?.(code)} />;
}
