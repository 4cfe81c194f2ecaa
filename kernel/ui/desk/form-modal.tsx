import { Away, Problem, useDraft, useWords } from '@hezhi/web';
import { Form, Modal, type FormInstance } from 'antd';
import { useState, type ReactNode } from 'react';
import { Failure } from '../shared/states.tsx';
import { FormFaults } from './page.tsx';

type Values = Record<string, unknown>;

/**
 * A form in a dialog. What is typed is kept under `draft` on this device until it was sent; put the record's version into the name, so
 * that an old draft never covers what somebody else changed.
 */
export function FormModal<V extends Values>({
  draft: name,
  title,
  effect,
  yes,
  danger = false,
  start = {},
  width = 520,
  onSubmit,
  onClose,
  children,
}: {
  draft: string;
  title: string;
  effect?: ReactNode;
  yes: string;
  danger?: boolean;
  start?: Values;
  width?: number;
  /** Throws what the client throws; the form then stays with the reason. */
  onSubmit: (values: V) => Promise<void>;
  onClose: () => void;
  children: ReactNode | ((form: FormInstance) => ReactNode);
}) {
  const t = useWords('ui');
  const [form] = Form.useForm();
  const [kept, keep, clear] = useDraft<Values>(name, start);
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
      width={width}
      title={title}
      okText={yes}
      cancelText={t('cancel')}
      okButtonProps={{ danger, loading: busy }}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {effect ? <div className="hz-form-effect">{effect}</div> : null}
      <Form
        form={form}
        layout="vertical"
        initialValues={kept}
        onValuesChange={(_, all: Values) => keep(all)}
        onFinish={(values: Values) => void send(values)}
        scrollToFirstError
      >
        {typeof children === 'function' ? children(form) : children}
        <FormFaults form={form} problem={error} />
        <Failure error={error} kept />
      </Form>
    </Modal>
  );
}

/** The rule of a field that must be filled. */
export function useNeeded(): { required: true; whitespace?: boolean; message: string } {
  const t = useWords('ui');
  return { required: true, message: t('form.needed') };
}
