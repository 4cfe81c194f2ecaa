import { newId } from '@hezhi/contract/light';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Form, Input, Radio, Select, Switch } from 'antd';
import { useState } from 'react';
import { areaSources, ownerKinds, unitKinds } from '../../contract/subjects.ts';
import { groupKeys, useCommand, useRoute, type Group } from '../shared/client.ts';
import { useOwnerLabel } from '../shared/pieces.tsx';
import type { Unit } from './register.tsx';

type Typed = {
  label: string;
  building?: string;
  kind: Unit['kind'];
  area: string;
  source: Unit['source'];
  delivered?: boolean;
  removed?: boolean;
  who: 'same' | 'known' | 'new';
  owner?: string;
  ownerKind?: Unit['ownerKind'];
  name?: string;
  phone?: string;
  sms?: boolean;
  others?: string;
  reason: string;
};

/** Enters or corrects a unit: its area with the source, and who holds it. */
export function UnitForm({ group, unit, onClose }: { group: Group; unit: Unit | null; onClose: () => void }) {
  const t = useWords('owners');
  const labelOf = useOwnerLabel();
  const needed = useNeeded();
  const toast = useToast();
  const [ids] = useState(() => ({ unit: newId(), owner: newId() }));
  const [q, setQ] = useState('');
  const found = useRoute('GET /owners/:id/people', { params: { id: group.id }, query: { limit: 20, ...(q ? { q } : {}) } });
  const save = useCommand('POST /owners/:id/units', { refresh: groupKeys });
  const start = unit
    ? {
        ...unit,
        area: `${Math.floor(unit.area / 10_000)}.${`${Math.floor((unit.area % 10_000) / 100)}`.padStart(2, '0')}`,
        who: 'same',
        removed: false,
        ownerKind: 'person',
        owner: undefined,
      }
    : { kind: 'home', source: 'register', delivered: true, who: 'new', ownerKind: 'person' };
  const ways = unit ? (['same', 'known', 'new'] as const) : (['new', 'known'] as const);
  return (
    <FormModal<Typed>
      draft={`owners.unit.${group.id}.${unit ? `${unit.id}.${unit.version}` : 'new'}`}
      title={t(unit ? 'unit.change' : 'register.add')}
      effect={t('unit.effect')}
      yes={t('save')}
      width={600}
      start={start}
      onClose={onClose}
      onSubmit={async (typed) => {
        const owner = typed.who === 'same' && unit ? unit.owner : typed.who === 'known' ? (typed.owner ?? '') : ids.owner;
        const others = (typed.others ?? '')
          .split(/[、,，\n]/)
          .map((one) => one.trim())
          .filter(Boolean);
        await save.run({
          params: { id: group.id },
          body: {
            id: unit?.id ?? ids.unit,
            version: unit?.version ?? 0,
            label: typed.label.trim(),
            building: typed.building?.trim() ?? '',
            kind: typed.kind,
            area: typed.area.trim(),
            source: typed.source,
            delivered: typed.delivered ?? true,
            removed: typed.removed ?? false,
            owner,
            ...(typed.who === 'new'
              ? {
                  holder: {
                    kind: typed.ownerKind ?? 'person',
                    name: typed.name?.trim() ?? '',
                    others,
                    phone: typed.phone?.trim() ?? '',
                    sms: typed.sms ?? false,
                  },
                }
              : {}),
            reason: typed.reason.trim(),
          },
        });
        toast(t('saved'));
      }}
    >
      {(form) => (
        <>
          <Form.Item name="label" label={t('unit.label')} rules={[{ ...needed, whitespace: true }]} extra={t('unit.labelHint')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="building" label={t('unit.building')}>
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item name="kind" label={t('unit.kind')} rules={[needed]}>
            <Select options={unitKinds.map((value) => ({ value, label: t(`unit.kinds.${value}`) }))} />
          </Form.Item>
          <Form.Item name="area" label={t('unit.area')} rules={[needed, { pattern: /^\d{1,8}(\.\d{1,2})?$/, message: t('unit.areaWrong') }]}>
            <Input inputMode="decimal" maxLength={12} suffix="㎡" />
          </Form.Item>
          <Form.Item name="source" label={t('unit.source')} rules={[needed]} extra={t('unit.sourceHint')}>
            <Radio.Group options={areaSources.map((value) => ({ value, label: t(`unit.sources.${value}`) }))} />
          </Form.Item>
          <Form.Item name="delivered" label={t('unit.delivered')} valuePropName="checked" extra={t('unit.deliveredHint')}>
            <Switch />
          </Form.Item>
          <Form.Item name="who" label={t('unit.holder')} rules={[needed]}>
            <Radio.Group options={ways.map((value) => ({ value, label: t(`unit.who.${value}`) }))} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() =>
              form.getFieldValue('who') === 'known' ? (
                <Form.Item name="owner" label={t('unit.known')} rules={[needed]} extra={t('unit.knownHint')}>
                  <Select
                    showSearch
                    filterOption={false}
                    onSearch={setQ}
                    options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: labelOf(one) }))}
                  />
                </Form.Item>
              ) : form.getFieldValue('who') === 'new' ? (
                <>
                  <Form.Item name="ownerKind" label={t('unit.ownerKind')} rules={[needed]}>
                    <Radio.Group options={ownerKinds.map((value) => ({ value, label: t(`unit.ownerKinds.${value}`) }))} />
                  </Form.Item>
                  <Form.Item name="name" label={t('unit.name')} rules={[{ ...needed, whitespace: true }]} extra={t('unit.nameHint')}>
                    <Input maxLength={80} autoComplete="off" />
                  </Form.Item>
                  <Form.Item name="others" label={t('unit.others')} extra={t('unit.othersHint')}>
                    <Input maxLength={400} autoComplete="off" />
                  </Form.Item>
                  <Form.Item name="phone" label={t('unit.phone')} extra={t('unit.phoneHint')}>
                    <Input maxLength={20} inputMode="tel" autoComplete="off" />
                  </Form.Item>
                  <Form.Item name="sms" label={t('unit.smsAgreed')} valuePropName="checked" extra={t('unit.smsHint')}>
                    <Switch />
                  </Form.Item>
                </>
              ) : null
            }
          </Form.Item>
          {unit ? (
            <Form.Item name="removed" label={t('unit.remove')} valuePropName="checked">
              <Switch />
            </Form.Item>
          ) : null}
          <Form.Item name="reason" label={t('unit.reason')} rules={[{ ...needed, whitespace: true }]}>
            <Input maxLength={300} />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}
