import { Answer, Tag } from '@hezhi/ui';
import { FormFaults, PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useSay, useWords } from '@hezhi/web';
import { Button, Form, InputNumber, Select, Space, Switch } from 'antd';
import { useState } from 'react';
import { useCommand, useRoute, type Kind } from '../shared/client.ts';
import { useLimit } from '../shared/limit.ts';

const units = ['minutes', 'working-minutes', 'days', 'working-days'] as const;
const limits = ['check_in', 'decision', 'handle'] as const;

/** Times and form of check-in of each kind, for the own district. */
export default function Kinds() {
  const t = useWords('whistles');
  const kinds = useRoute('GET /whistle-kinds');
  return (
    <>
      <PageHead title={t('nav.kinds')} sub={t('kinds.sub')} />
      <Answer of={kinds}>
        {({ items }) => (
          <>
            {items.map((kind) => (
              <KindPanel key={`${kind.key}.${kind.version}`} kind={kind} />
            ))}
          </>
        )}
      </Answer>
    </>
  );
}

function KindPanel({ kind }: { kind: Kind }) {
  const t = useWords('whistles');
  const say = useSay();
  const limit = useLimit();
  const toast = useToast();
  const confirm = useConfirm();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Omit<Kind, 'key' | 'name' | 'hint' | 'version'>>();
  const save = useCommand('PUT /whistle-kinds/:key', { refresh: ['GET /whistle-kinds'] });
  const submit = async (values: Omit<Kind, 'key' | 'name' | 'hint' | 'version'>) => {
    if (!(await confirm({ title: t('kinds.sure', { name: say(kind.name) }), effect: t('kinds.effect') }))) return;
    try {
      await save.run({ params: { key: kind.key }, body: { ...values, version: kind.version } });
    } catch {
      return;
    }
    toast(t('kinds.saved'));
  };
  return (
    <Panel
      title={say(kind.name)}
      extra={
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'kinds.close' : 'kinds.edit')}
        </Button>
      }
    >
      <p className="hz-small">{say(kind.hint)}</p>
      {open ? (
        <Form form={form} layout="vertical" initialValues={kind} onFinish={(values) => void submit(values)}>
          {limits.map((key) => (
            <Form.Item key={key} label={t(`kind.${key}`)} required>
              <Space.Compact>
                <Form.Item name={[key, 'amount']} noStyle rules={[{ required: true, type: 'integer', min: 1, max: 100_000, message: t('kinds.amount') }]}>
                  <InputNumber min={1} max={100_000} precision={0} aria-label={t(`kind.${key}`)} />
                </Form.Item>
                <Form.Item name={[key, 'unit']} noStyle>
                  <Select
                    style={{ width: 190 }}
                    aria-label={t('kinds.unit', { name: t(`kind.${key}`) })}
                    options={units.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
                  />
                </Form.Item>
              </Space.Compact>
            </Form.Item>
          ))}
          <Form.Item name="tier" label={t('kind.tier')}>
            <Select style={{ width: 200 }} options={[1, 2, 3, 4].map((tier) => ({ value: tier, label: t(`matters:shared.tier.${tier}`) }))} />
          </Form.Item>
          <Form.Item name="on_site" label={t('onSite.yes')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="active" label={t('kind.active')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <FormFaults form={form} problem={save.error} />
          {save.error ? <p role="alert">{'detail' in save.error ? String(save.error.detail) : ''}</p> : null}
          <Button htmlType="submit" type="primary" loading={save.isPending}>
            {t('kinds.save')}
          </Button>
        </Form>
      ) : (
        <p className="hz-row">
          <span>{t('kind.line', { check_in: limit(kind.check_in), handle: limit(kind.handle) })}</span>
          <span>{t('kind.decisionLine', { decision: limit(kind.decision) })}</span>
          {kind.on_site ? <Tag tone="info">{t('onSite.yes')}</Tag> : null}
          {kind.active ? null : <Tag>{t('kind.inactive')}</Tag>}
          <span className="hz-small">{t(kind.version === 0 ? 'kinds.shipped' : 'kinds.own')}</span>
        </p>
      )}
    </Panel>
  );
}
