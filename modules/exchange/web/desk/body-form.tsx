import { FormModal, useNeeded } from '@hezhi/ui/desk';
import { newId } from '@hezhi/contract/light';
import { useRefresh, useWords } from '@hezhi/web';
import { Form, Input, Select, Switch } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { client, useRoute, type Endpoint } from '../shared/client.ts';
import type { Shown } from './secrets.tsx';

type Typed = { name: string; org: string; address?: string; orders?: boolean };

/** A new body, or changes to one. */
export function BodyForm({ endpoint, onClose, onSaved }: { endpoint?: Endpoint; onClose: () => void; onSaved: (id: string, shown: Shown | null) => void }) {
  const t = useWords('exchange');
  const needed = useNeeded();
  const refresh = useRefresh();
  const id = useRef(newId());
  const [before] = useState(endpoint);
  const send = async ({ name, org, address, orders = false }: Typed) => {
    const given = { name, address: address?.trim() || null, orders };
    if (before) {
      await client('PATCH /exchange/endpoints/:id', { params: { id: before.id }, body: { ...given, version: before.version } });
      await refresh(['GET /exchange/endpoints', 'GET /exchange/endpoints/:id']);
      return onSaved(before.id, null);
    }
    const made = await client('POST /exchange/endpoints', { body: { id: id.current, role: 'body', org, ...given } });
    await refresh(['GET /exchange/endpoints']);
    onSaved(made.id, { name: made.name, inbox: made.inbox, secrets: made.shown });
  };
  return (
    <FormModal<Typed>
      yes={t('save')}
      draft={before ? `exchange.body.${before.id}.${before.version}` : 'exchange.body'}
      title={before ? t('endpoint.editOf', { name: before.name }) : t('bodies.create')}
      effect={before ? t('bodies.changeEffect') : t('bodies.createEffect')}
      start={before ? { name: before.name, address: before.address ?? '', orders: before.orders } : {}}
      onSubmit={send}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('endpoint.name')} rules={[{ ...needed, whitespace: true }]} extra={t('bodies.nameHint')}>
        <Input maxLength={60} />
      </Form.Item>
      {before ? null : (
        <Form.Item name="org" label={t('endpoint.org')} rules={[needed]} extra={t('bodies.orgHint')}>
          <OrgPicker label={t('endpoint.org')} />
        </Form.Item>
      )}
      <Form.Item name="address" label={t('endpoint.address')} extra={t('bodies.addressHint')}>
        <Input maxLength={500} inputMode="url" placeholder="https://" autoComplete="off" />
      </Form.Item>
      <Form.Item name="orders" label={t('bodies.orders')} valuePropName="checked" extra={t('bodies.ordersHint')}>
        <Switch aria-label={t('bodies.orders')} />
      </Form.Item>
    </FormModal>
  );
}

/** An organisation of the district, by name, pinyin or initials. */
function OrgPicker({ label, ...field }: { label: string; id?: string; value?: string; onChange?: (value: string | undefined) => void }) {
  const t = useWords('exchange');
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const orgs = useRoute('GET /organisations', { query: { limit: 20, ...(q ? { q } : {}) } });
  return (
    <Select
      {...field}
      style={{ width: '100%' }}
      aria-label={label}
      allowClear
      placeholder={t('bodies.pickOrg')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={orgs.isFetching}
      options={(orgs.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.area_name}` }))}
      notFoundContent={orgs.isFetching ? t('searching') : t('bodies.noOrg')}
    />
  );
}
