import { newId } from '@hezhi/contract/light';
import { Failure } from '@hezhi/ui';
import { FormFaults } from '@hezhi/ui/desk';
import { Away, Problem, useWords } from '@hezhi/web';
import { Form, Input, InputNumber, Modal, Select, Switch } from 'antd';
import { useState } from 'react';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';

export type Made = Reply<'POST /open311/keys'>;
type Typed = { name: string; jurisdiction: string; may_post: boolean; rate: number };

/** Makes a key for a body outside. */
export function NewKey({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  const t = useWords('open311');
  const [form] = Form.useForm<Typed>();
  const [id] = useState(() => newId());
  const [error, setError] = useState<unknown>(null);
  const areas = useRoute('GET /open311/jurisdictions');
  const add = useCommand('POST /open311/keys', { refresh: ['GET /open311/keys'] });
  const send = async (typed: Typed): Promise<void> => {
    setError(null);
    try {
      const made = await add.run({ body: { id, ...typed } });
      onClose();
      onMade(made);
    } catch (thrown) {
      if (!(thrown instanceof Problem) && !(thrown instanceof Away)) throw thrown;
      setError(thrown);
    }
  };
  const needed = { required: true, message: t('needed') };
  return (
    <Modal
      open
      title={t('create.title')}
      okText={t('create.yes')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: add.isPending }}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="o311-effect">{t('create.effect')}</p>
      <Form form={form} layout="vertical" initialValues={{ may_post: true, rate: 60 }} onFinish={(typed) => void send(typed)} scrollToFirstError>
        <Form.Item name="name" label={t('key.name')} extra={t('create.nameHint')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="jurisdiction" label={t('key.jurisdiction')} extra={t('create.jurisdictionHint')} rules={[needed]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={areas.isPending}
            options={(areas.data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
          />
        </Form.Item>
        <Form.Item name="may_post" label={t('create.mayPost')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="rate" label={t('key.rate')} extra={t('create.rateHint')} rules={[needed]}>
          <InputNumber min={1} max={600} precision={0} />
        </Form.Item>
        <FormFaults form={form} problem={error} />
        <Failure error={error ?? areas.error} kept />
      </Form>
    </Modal>
  );
}
