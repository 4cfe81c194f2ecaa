import { Failure } from '@hezhi/ui';
import { FormFaults } from '@hezhi/ui/desk';
import { Away, Problem, useDraft, useWords } from '@hezhi/web';
import { Form, Modal } from 'antd';
import { useState, type ReactNode } from 'react';

type Values = Record<string, unknown>;

/** A form in a dialog; what is typed is kept on this device under `draft` until it was sent. */
export function FormModal<V extends Values>({
  draft,
  title,
  effect,
  start = {},
  onSubmit,
  onClose,
  children,
}: {
  draft: string;
  title: string;
  effect?: string;
  start?: Values;
  onSubmit: (values: V) => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useWords('exchange');
  const [form] = Form.useForm();
  const [kept, keep, clear] = useDraft<Values>(draft, start);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (values: Values) => {
    setBusy(true);
    setError(null);
    try {
      await onSubmit(values as V);
      clear();
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem) && !(thrown instanceof Away)) throw thrown;
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {effect ? <p className="exc-effect">{effect}</p> : null}
      <Form
        form={form}
        layout="vertical"
        initialValues={kept}
        onValuesChange={(_, all: Values) => keep(all)}
        onFinish={(values: Values) => void send(values)}
        scrollToFirstError
      >
        {children}
        <FormFaults form={form} problem={error} />
        <Failure error={error} kept />
      </Form>
    </Modal>
  );
}

/** The rule of a field that must be filled. */
export function useNeeded() {
  const t = useWords('exchange');
  return { required: true, message: t('needed') };
}
