import { Failure } from '@hezhi/ui';
import { FormFaults, useToast } from '@hezhi/ui/desk';
import { Away, Problem, useDraft, useRefresh, useSay, useWords } from '@hezhi/web';
import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { client, type Tree } from './client.ts';
import { LeafFields } from './leaf-fields.tsx';
import { toSend, type LeafValues } from './leaf-values.ts';

type Given = Partial<LeafValues> & { group?: string };
const day = { amount: 1, unit: 'working-days' as const };
const half = { amount: 30, unit: 'working-minutes' as const };
const start: Given = {
  tier: 3,
  settle: 'community',
  active: true,
  hints: [],
  questions: [],
  limits: { accept: half, dispatch: half, handle: day, verify: day },
};

/** The next free code of a group: A01 … A99. */
export function nextCode(tree: Tree, group: string): string | null {
  const taken = new Set(tree.groups.find((one) => one.code === group)?.leaves.map((leaf) => leaf.code));
  for (let number = 1; number < 100; number++) {
    const code = `${group}${String(number).padStart(2, '0')}`;
    if (!taken.has(code)) return code;
  }
  return null;
}

/** A category that only this district has. */
export function NewLeaf({ tree, onClose, onMade }: { tree: Tree; onClose: () => void; onMade: (code: string) => void }) {
  const t = useWords('categories');
  const say = useSay();
  const toast = useToast();
  const refresh = useRefresh();
  const [form] = Form.useForm<Given>();
  const [draft, keep, clear] = useDraft<Given>('categories.new', start);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async ({ group, ...values }: Given) => {
    const code = nextCode(tree, group!);
    if (code === null) return form.setFields([{ name: 'group', errors: [t('groupFull')] }]);
    setBusy(true);
    setError(null);
    try {
      await client('POST /case-categories', { body: { ...toSend(null, values as LeafValues), code } });
      clear();
      toast(t('added', { code }));
      await refresh(['GET /case-categories']);
      onMade(code);
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
      width={780}
      title={t('add')}
      okText={t('add')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="cat-preview">{t('addEffect')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={draft}
        scrollToFirstError
        onValuesChange={(_, all: Given) => keep(all)}
        onFinish={(typed: Given) => void send(typed)}
      >
        <Form.Item name="group" label={t('group')} rules={[{ required: true, message: t('needed') }]}>
          <Select aria-label={t('group')} options={tree.groups.map((one) => ({ value: one.code, label: `${one.code} ${say(one.name)}` }))} />
        </Form.Item>
        <LeafFields leads={tree.leads} />
        <FormFaults form={form} problem={error} />
        <Failure error={error} kept />
      </Form>
    </Modal>
  );
}
