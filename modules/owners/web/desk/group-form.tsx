import { newId } from '@hezhi/contract/light';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { groupKeys, useCommand, type Group } from '../shared/client.ts';

type Typed = Omit<Group, 'buildings' | 'basisOn'> & { buildings?: string; basisOn?: string; rules: Group['rules'] };
const ways: Group['rules'] = { collision: 'paper', change: true, proxies: 3, running: 'public', silence: 'none', rollDays: 7, termYears: 5, surplus: 1 };

/** Enters or changes a compound and how it votes. */
export function GroupForm({ group, onClose }: { group: Group | null; onClose: () => void }) {
  const t = useWords('owners');
  const needed = useNeeded();
  const toast = useToast();
  const { post } = useSession();
  const [id] = useState(newId);
  const add = useCommand('POST /owners', { refresh: groupKeys });
  const save = useCommand('PUT /owners/:id', { refresh: groupKeys });
  const start = group
    ? { ...group, buildings: group.buildings.join('\n'), basisOn: group.basisOn ?? '' }
    : { area: post?.area.length === 12 ? post.area : '', rules: ways };
  return (
    <FormModal<Typed>
      draft={group ? `owners.group.${group.id}.${group.version}` : 'owners.group.new'}
      title={t(group ? 'groups.change' : 'groups.add')}
      yes={t('save')}
      width={680}
      start={start}
      onClose={onClose}
      onSubmit={async (typed) => {
        const body = {
          name: typed.name.trim(),
          area: typed.area,
          address: typed.address?.trim() ?? '',
          buildings: (typed.buildings ?? '')
            .split('\n')
            .map((one) => one.trim())
            .filter(Boolean),
          developer: typed.developer?.trim() ?? '',
          manager: typed.manager?.trim() ?? '',
          basis: typed.basis?.trim() ?? '',
          basisOn: typed.basisOn || null,
          rules: typed.rules,
        };
        if (group) await save.run({ params: { id: group.id }, body: { ...body, version: group.version } });
        else await add.run({ body: { ...body, id } });
        toast(t('saved'));
      }}
    >
      <Form.Item name="name" label={t('group.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="area" label={t('group.area')} rules={[needed]}>
        <Area />
      </Form.Item>
      <Form.Item name="address" label={t('group.address')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="buildings" label={t('group.buildings')} extra={t('group.lines')}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="developer" label={t('group.developer')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="manager" label={t('group.manager')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="basis" label={t('group.basis')} extra={t('group.basisHint')}>
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
      <Form.Item name="basisOn" label={t('group.basisOn')}>
        <Input type="date" />
      </Form.Item>
      <h3>{t('ways.title')}</h3>
      <Form.Item name={['rules', 'collision']} label={t('ways.collision')} rules={[needed]}>
        <Select options={(['paper', 'online', 'last', 'first'] as const).map((value) => ({ value, label: t(`ways.collisions.${value}`) }))} />
      </Form.Item>
      <Form.Item name={['rules', 'silence']} label={t('ways.silence')} extra={t('ways.silenceHint')} rules={[needed]}>
        <Select options={(['none', 'follows', 'follows_and_takes_part'] as const).map((value) => ({ value, label: t(`ways.silences.${value}`) }))} />
      </Form.Item>
      <Form.Item name={['rules', 'running']} label={t('ways.running')} rules={[needed]}>
        <Select options={(['public', 'staff', 'nobody'] as const).map((value) => ({ value, label: t(`ways.runnings.${value}`) }))} />
      </Form.Item>
      <Form.Item name={['rules', 'change']} label={t('ways.change')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {(['proxies', 'rollDays', 'termYears', 'surplus'] as const).map((key) => (
        <Form.Item key={key} name={['rules', key]} label={t(`ways.${key}`)} rules={[needed]}>
          <InputNumber min={key === 'proxies' || key === 'surplus' ? 0 : 1} max={{ proxies: 20, rollDays: 60, termYears: 5, surplus: 10 }[key]} precision={0} />
        </Form.Item>
      ))}
    </FormModal>
  );
}

function Area({ value = '', onChange, id }: { value?: string; onChange?: (code: string) => void; id?: string }) {
  return <AreaPicker value={value} onChange={(code) => onChange?.(code)} width="100%" {...(id === undefined ? {} : { id })} />;
}
