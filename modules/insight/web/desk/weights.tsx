import { FormFaults, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { client } from '../shared/client.ts';
import type { WeightsNow } from '../shared/types.ts';

const parts = ['responded', 'solved', 'satisfied'] as const;
type Given = Record<(typeof parts)[number], number> & { basis: string };

/** The weights of the three rates: those in force for every reader, a form for who may set them. */
export function WeightsButton({ weights }: { weights: WeightsNow | null }) {
  const t = useWords('insight');
  const time = useTime();
  const { can } = useSession();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Given>();
  const set = client.useCommand('POST /insight/weights', { refresh: ['GET /insight/weights'] });
  const values = Form.useWatch([], form) as Partial<Given> | undefined;
  if (!weights) return null;
  const may = can('insight.weigh');
  const sum = parts.reduce((n, key) => n + (values?.[key] ?? 0), 0);
  const save = async (body: Given): Promise<void> => {
    try {
      await set.run({ body });
    } catch {
      return;
    }
    setOpen(false);
    toast(t('weights.saved'));
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('setWeights')}</Button>
      <Modal title={t('weights.title')} open={open} onCancel={() => setOpen(false)} footer={null} destroyOnHidden>
        <p>{weights.since ? t('weights.since', { by: weights.by ?? '', at: time.moment(weights.since), basis: weights.basis }) : t('weights.usual')}</p>
        {may ? (
          <Form
            form={form}
            layout="vertical"
            initialValues={{ responded: weights.responded, solved: weights.solved, satisfied: weights.satisfied, basis: '' }}
            onFinish={(body) => void save(body)}
          >
            <FormFaults form={form} problem={set.error} />
            {parts.map((key) => (
              <Form.Item key={key} name={key} label={t(`weights.${key}`)} rules={[{ required: true }]}>
                <InputNumber min={0} max={100} precision={0} />
              </Form.Item>
            ))}
            <Form.Item name="basis" label={t('weights.basis')} extra={t('weights.basisHint')} rules={[{ required: true, whitespace: true, min: 2, max: 200 }]}>
              <Input maxLength={200} />
            </Form.Item>
            {sum === 100 ? null : <p role="status">{t('weights.sum', { n: sum })}</p>}
            <p className="hz-small">{t('weights.effect')}</p>
            <div className="hz-row">
              <Button type="primary" htmlType="submit" loading={set.isPending} disabled={sum !== 100}>
                {t('weights.save')}
              </Button>
              <Button onClick={() => setOpen(false)}>{t('weights.cancel')}</Button>
            </div>
          </Form>
        ) : (
          <ul>
            {parts.map((key) => (
              <li key={key}>{`${t(`weights.${key}`)} ${weights[key]}%`}</li>
            ))}
          </ul>
        )}
      </Modal>
    </>
  );
}
