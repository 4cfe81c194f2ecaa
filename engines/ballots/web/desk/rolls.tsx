import { newId } from '@hezhi/contract/light';
import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FormModal, PageHead, tableOf, useNeeded } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Checkbox, Form, Input, InputNumber } from 'antd';
import { useState, type ComponentProps } from 'react';
import { useNavigate } from 'react-router';
import { measures, type Measure } from '../../contract/light.ts';
import { useCommand, useList, type Roll } from '../shared/client.ts';
import { AreaPicker } from './area-picker.tsx';

/** /ballots/rolls: rolls of the territory. */
export default function RollsPage() {
  const t = useWords('ballots');
  const time = useTime();
  const go = useNavigate();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const list = useList('GET /ballots/rolls', { query: { limit: 30 } });
  return (
    <>
      <PageHead
        title={t('nav.rolls')}
        sub={t('rolls.sub')}
        back="/ballots"
        actions={
          can('ballots.manage') ? (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('rolls.new')}
            </Button>
          ) : null
        }
      />
      <DataTable<Roll>
        name={t('nav.rolls')}
        columns={[
          { key: 'title', title: t('rolls.title'), render: (one) => one.title },
          { key: 'state', title: t('desk.state'), render: (one) => <RollTag state={one.state} /> },
          { key: 'entries', title: t('rolls.entries'), render: (one) => <span className="hz-num">{time.count(one.entries)}</span>, number: true },
          {
            key: 'voters',
            title: t('rolls.voters'),
            render: (one) => <span className="hz-num">{one.voters === null ? '—' : time.count(one.voters)}</span>,
            number: true,
            from: 768,
          },
          {
            key: 'objections',
            title: t('rolls.objections'),
            render: (one) => <span className="hz-num">{time.count(one.objections)}</span>,
            number: true,
            from: 900,
          },
        ]}
        {...tableOf(list)}
        onOpen={(one) => void go(`/ballots/rolls/${one.id}`)}
        empty={<Empty title={t('rolls.none')} why={t('rolls.noneWhy')} />}
      />
      {adding ? <AddRoll onClose={() => setAdding(false)} /> : null}
    </>
  );
}

export function RollTag({ state }: { state: Roll['state'] }) {
  const t = useWords('ballots');
  return <Tag tone={state === 'frozen' ? 'good' : state === 'published' ? 'info' : 'neutral'}>{t(`rollState.${state}`)}</Tag>;
}

type Typed = { area: string; title: string; measures: Measure[]; publicity_days: number };

function AddRoll({ onClose }: { onClose: () => void }) {
  const t = useWords('ballots');
  const go = useNavigate();
  const { post } = useSession();
  const needed = useNeeded();
  const [id] = useState(newId);
  const add = useCommand('POST /ballots/rolls', { refresh: ['GET /ballots/rolls'] });
  return (
    <FormModal<Typed>
      draft="ballots.roll"
      title={t('rolls.new')}
      effect={t('rolls.newEffect')}
      yes={t('rolls.make')}
      start={{ area: post?.area ?? '', measures: ['heads', 'area'], publicity_days: 7 }}
      onClose={onClose}
      onSubmit={async (values) => {
        await add.run({ body: { ...values, id } });
        void go(`/ballots/rolls/${id}`);
      }}
    >
      {(form) => (
        <>
          <Form.Item name="title" label={t('rolls.title')} rules={[needed]} extra={t('rolls.titleHint')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="area" label={t('desk.area')} rules={[needed]}>
            <AreaPicker value={form.getFieldValue('area') as string} onChange={(area) => form.setFieldValue('area', area)} />
          </Form.Item>
          <Form.Item name="measures" label={t('rolls.measures')} rules={[needed]} extra={t('rolls.measuresHint')}>
            <Measures />
          </Form.Item>
          <Form.Item name="publicity_days" label={t('rolls.days')} rules={[needed]} extra={t('rolls.daysHint')}>
            <InputNumber min={0} max={365} />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}

/** The boxes of a form's field, told to be needed by its label: a group may not carry `aria-required`. */
function Measures({ 'aria-required': _needed, ...field }: ComponentProps<typeof Checkbox.Group> & { 'aria-required'?: boolean | 'true' | 'false' }) {
  const t = useWords('ballots');
  return <Checkbox.Group {...field} options={measures.map((value) => ({ value, label: t(`measure.${value}`) }))} />;
}
