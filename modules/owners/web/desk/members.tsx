import { newId } from '@hezhi/contract/light';
import { Empty } from '@hezhi/ui';
import { DataTable, FormModal, Panel, tableOf, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Button, Form, Input, Select, Space, Switch } from 'antd';
import { useState } from 'react';
import { memberKinds, memberRoles } from '../../contract/subjects.ts';
import { groupKeys, useCommand, useList, useRoute, type Group, type Reply } from '../shared/client.ts';
import { useOwnerLabel } from '../shared/pieces.tsx';

type Member = Reply<'GET /owners/:id/members'>['items'][number];
type Added = { kind: Member['kind']; name: string; role: Member['role']; owner?: string; from: string; to?: string };

/** Committee and preparing group with their terms; an empty seat goes to the first reserve. */
export function Members({ group }: { group: Group }) {
  const t = useWords('owners');
  const { can } = useSession();
  const [former, setFormer] = useState(false);
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Member | null>(null);
  const list = useList('GET /owners/:id/members', { params: { id: group.id }, query: { limit: 50, ...(former ? { former: 'true' } : {}) } });
  return (
    <Panel
      title={t('members.title')}
      extra={
        <Space wrap>
          <Button aria-pressed={former} onClick={() => setFormer(!former)}>
            {t(former ? 'members.now' : 'members.former')}
          </Button>
          {can('owners.organise') ? <Button onClick={() => setAdding(true)}>{t('members.add')}</Button> : null}
        </Space>
      }
    >
      <DataTable
        name={t('members.title')}
        columns={[
          { key: 'name', title: t('members.name'), render: (one) => one.name },
          { key: 'role', title: t('members.role'), render: (one) => t(`members.roles.${one.role}`) },
          { key: 'kind', title: t('members.kind'), render: (one) => t(`members.kinds.${one.kind}`), from: 768 },
          {
            key: 'term',
            title: t('members.term'),
            render: (one) => t('members.from', { from: one.from, to: one.endedOn ?? one.to ?? t('members.open') }),
            from: 600,
          },
          {
            key: 'do',
            title: t('actions'),
            render: (one) =>
              one.endedOn !== null ? (
                one.reason
              ) : can('owners.organise') ? (
                <Button size="small" danger onClick={() => setEnding(one)}>
                  {t('members.end')}
                </Button>
              ) : null,
          },
        ]}
        {...tableOf(list)}
        empty={<Empty title={t('members.none')} why={t('members.noneWhy')} />}
      />
      {adding ? <Add group={group.id} onClose={() => setAdding(false)} /> : null}
      {ending ? <End group={group.id} member={ending} onClose={() => setEnding(null)} /> : null}
    </Panel>
  );
}

function Add({ group, onClose }: { group: string; onClose: () => void }) {
  const t = useWords('owners');
  const labelOf = useOwnerLabel();
  const needed = useNeeded();
  const toast = useToast();
  const [id] = useState(newId);
  const [q, setQ] = useState('');
  const found = useRoute('GET /owners/:id/people', { params: { id: group }, query: { limit: 20, ...(q ? { q } : {}) } });
  const add = useCommand('POST /owners/:id/members', { refresh: groupKeys });
  return (
    <FormModal<Added>
      draft={`owners.member.${group}`}
      title={t('members.add')}
      effect={t('members.addEffect')}
      yes={t('save')}
      start={{ kind: 'preparing', role: 'member' }}
      onClose={onClose}
      onSubmit={async (typed) => {
        await add.run({
          params: { id: group },
          body: { id, kind: typed.kind, name: typed.name.trim(), role: typed.role, owner: typed.owner ?? null, from: typed.from, to: typed.to || null },
        });
        toast(t('saved'));
      }}
    >
      <Form.Item name="kind" label={t('members.kind')} rules={[needed]}>
        <Select options={memberKinds.map((value) => ({ value, label: t(`members.kinds.${value}`) }))} />
      </Form.Item>
      <Form.Item name="name" label={t('members.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="owner" label={t('members.owner')} extra={t('members.ownerHint')}>
        <Select
          allowClear
          showSearch
          filterOption={false}
          onSearch={setQ}
          options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: labelOf(one) }))}
        />
      </Form.Item>
      <Form.Item name="role" label={t('members.role')} rules={[needed]}>
        <Select options={memberRoles.map((value) => ({ value, label: t(`members.roles.${value}`) }))} />
      </Form.Item>
      <Form.Item name="from" label={t('members.start')} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={t('members.until')}>
        <Input type="date" />
      </Form.Item>
    </FormModal>
  );
}

function End({ group, member, onClose }: { group: string; member: Member; onClose: () => void }) {
  const t = useWords('owners');
  const needed = useNeeded();
  const toast = useToast();
  const [id] = useState(newId);
  const end = useCommand('POST /owners/:id/members/:member/end', { refresh: groupKeys });
  return (
    <FormModal<{ reason: string; replace?: boolean }>
      draft={`owners.member.end.${member.id}`}
      title={t('members.endSure', { name: member.name })}
      effect={t('members.endEffect')}
      yes={t('members.end')}
      danger
      onClose={onClose}
      onSubmit={async ({ reason, replace }) => {
        const { replacedBy } = await end.run({ params: { id: group, member: member.id }, body: { reason: reason.trim(), replace: replace ?? false, id } });
        toast(replacedBy === null ? t('saved') : t('members.replaced', { name: replacedBy }));
      }}
    >
      <Form.Item name="reason" label={t('members.reason')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={300} />
      </Form.Item>
      {member.kind === 'committee' && member.role !== 'reserve' ? (
        <Form.Item name="replace" label={t('members.replace')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </FormModal>
  );
}
