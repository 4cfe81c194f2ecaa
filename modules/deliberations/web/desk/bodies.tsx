import { newId } from '@hezhi/contract/light';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, FormModal, PageHead, useNeeded, useToast } from '@hezhi/ui/desk';
import { useFilters, useMarks, useSay, useSession, useWords } from '@hezhi/web';
import { Button, Form, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand, useList, useRoute } from '../shared/client.ts';

/** Bodies of the territory with what they lack; setting one up. */
export default function Bodies() {
  const t = useWords('deliberations');
  const say = useSay();
  const go = useNavigate();
  const { can, post } = useSession();
  const [filters, set, reset] = useFilters({ kind: '', ended: '' });
  const [adding, setAdding] = useState(false);
  const settings = useRoute('GET /deliberation-settings', { query: { area: post?.area ?? '000000' } }, { enabled: post !== null, fresh: 600_000 });
  const list = useList('GET /deliberation-bodies', { query: { ...(filters.kind ? { kind: filters.kind } : {}), ...(filters.ended ? { ended: 'true' } : {}) } });
  return (
    <>
      <PageHead
        title={t('nav.bodies')}
        sub={t('bodies.sub')}
        actions={
          can('deliberations.manage_bodies') ? (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('bodies.add')}
            </Button>
          ) : null
        }
      />
      <FilterBar
        filters={[
          {
            key: 'kind',
            kind: 'select',
            label: t('bodies.kind'),
            options: (settings.data?.bodies ?? []).map((one) => ({ value: one.key, label: say(one.name) })),
            width: 200,
          },
          { key: 'ended', kind: 'select', label: t('bodies.which'), options: [{ value: '1', label: t('bodies.ended') }], width: 140 },
        ]}
        values={filters}
        onChange={set}
        onReset={reset}
      />
      <DataTable
        name={t('nav.bodies')}
        columns={[
          { key: 'name', title: t('bodies.name'), render: (one) => one.name },
          { key: 'kind', title: t('bodies.kind'), render: (one) => say(one.kindName) },
          { key: 'area', title: t('area.title'), render: (one) => one.areaName, from: 900 },
          { key: 'members', title: t('bodies.members'), render: (one) => <span className="hz-num">{one.members}</span> },
          {
            key: 'missing',
            title: t('bodies.missing'),
            from: 768,
            render: (one) =>
              one.missing.map((what) => (
                <Tag key={what} tone="warn">
                  {t(`missing.${what}`)}
                </Tag>
              )),
          },
        ]}
        items={list.items}
        onOpen={(one) => void go(`/bodies/${one.id}`)}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('bodies.none')} why={t('bodies.noneWhy')} />}
      />
      {adding ? <Add kinds={settings.data?.bodies ?? []} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

type Kinds = readonly { key: string; name: Parameters<ReturnType<typeof useSay>>[0]; hint: Parameters<ReturnType<typeof useSay>>[0] }[];
type Typed = { kind: string; name: string; area: string; purpose?: string; rhythm?: string; place?: string; founded: string; listed?: boolean };

function Add({ kinds, onClose }: { kinds: Kinds; onClose: () => void }) {
  const t = useWords('deliberations');
  const marks = useMarks();
  const say = useSay();
  const needed = useNeeded();
  const toast = useToast();
  const { post } = useSession();
  const [id] = useState(newId);
  const add = useCommand('POST /deliberation-bodies', { refresh: ['GET /deliberation-bodies'] });
  return (
    <FormModal<Typed>
      draft="deliberations.body.new"
      title={t('bodies.add')}
      effect={t('bodies.effect')}
      yes={t('bodies.add')}
      width={640}
      start={{ area: post?.area ?? '', listed: true }}
      onClose={onClose}
      onSubmit={async ({ place, ...typed }) => {
        const body = { ...typed, id, name: typed.name.trim(), purpose: typed.purpose ?? '', rhythm: typed.rhythm ?? '', listed: typed.listed ?? true };
        await add.run({ body: { ...body, places: place?.trim() ? [{ name: place.trim() }] : [] } });
        toast(t('bodies.added'));
      }}
    >
      <Form.Item name="kind" label={t('bodies.kind')} rules={[needed]}>
        <Select options={kinds.map((one) => ({ value: one.key, label: marks.aside(say(one.name), say(one.hint)) }))} />
      </Form.Item>
      <Form.Item name="name" label={t('bodies.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="area" label={t('area.title')} rules={[needed]}>
        <Area />
      </Form.Item>
      <Form.Item name="founded" label={t('bodies.founded')} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="purpose" label={t('bodies.purpose')}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <Form.Item name="rhythm" label={t('bodies.rhythm')} extra={t('bodies.rhythmHint')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="place" label={t('bodies.place')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="listed" label={t('bodies.listed')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormModal>
  );
}

function Area({ value = '', onChange, id }: { value?: string; onChange?: (code: string) => void; id?: string }) {
  return <AreaPicker value={value} onChange={(code) => onChange?.(code)} width="100%" {...(id === undefined ? {} : { id })} />;
}
