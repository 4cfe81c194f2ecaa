import { newId } from '@hezhi/contract/light';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { FormFaults, PageHead, Panel, useConfirm, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSay, useSession, useWords } from '@hezhi/web';
import { Failure } from '@hezhi/ui';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand, useList, useRoute } from '../shared/client.ts';

type Typed = { title: string; text: string; wish?: string; area: string; body?: string; procedure?: string };

/** A topic entered at the desk, in one's own name or that of a body. */
export default function Propose() {
  const t = useWords('deliberations');
  const say = useSay();
  const go = useNavigate();
  const toast = useToast();
  const confirm = useConfirm();
  const needed = useNeeded();
  const { post } = useSession();
  const [form] = Form.useForm<Typed>();
  const [id] = useState(newId);
  const [area, setArea] = useState(post?.area ?? '');
  const settings = useRoute('GET /deliberation-settings', { query: { area } }, { enabled: area.length >= 6, fresh: 600_000 });
  const bodies = useList('GET /deliberation-bodies', { query: { limit: 100, ...(area ? { area } : {}) } });
  const send = useCommand('POST /deliberations', { refresh: ['GET /matters', 'GET /inbox', 'GET /public/talks'] });
  const submit = async (typed: Typed) => {
    const cosigners = settings.data?.procedures.find((one) => one.procedure === typed.procedure)?.cosigners ?? settings.data?.procedures[0]?.cosigners ?? 0;
    const effect = typed.body || cosigners === 0 ? t('propose.effectNow') : t('propose.effect', { n: cosigners });
    if (!(await confirm({ title: t('propose.sure'), effect, yes: t('propose.send') }))) return;
    try {
      await send.run({
        body: {
          id,
          title: typed.title.trim(),
          text: typed.text.trim(),
          wish: typed.wish?.trim() ?? '',
          area: typed.area,
          ...(typed.body ? { body: typed.body } : {}),
          ...(typed.procedure ? { procedure: typed.procedure } : {}),
        },
      });
    } catch {
      // Shown beside the fields; what was typed stays.
      return;
    }
    toast(t('propose.done'));
    void go(`/matters/${id}`);
  };
  return (
    <>
      <PageHead title={t('propose.title')} sub={t('propose.what')} />
      <Panel>
        <Form form={form} layout="vertical" initialValues={{ area }} onFinish={(values) => void submit(values)} scrollToFirstError style={{ maxWidth: 720 }}>
          <Form.Item name="title" label={t('propose.subject')} rules={[{ ...needed, whitespace: true }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="text" label={t('propose.text')} rules={[{ ...needed, whitespace: true }]}>
            <Input.TextArea rows={5} maxLength={2000} />
          </Form.Item>
          <Form.Item name="wish" label={t('propose.wish')}>
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
          <Form.Item name="area" label={t('area.title')} rules={[needed]}>
            <Area onPick={setArea} />
          </Form.Item>
          <Form.Item name="body" label={t('propose.body')}>
            <Select allowClear options={bodies.items.map((one) => ({ value: one.id, label: one.name }))} />
          </Form.Item>
          <Form.Item name="procedure" label={t('propose.way')}>
            <Select
              allowClear
              placeholder={settings.data?.procedures[0] ? say(settings.data.procedures[0].name) : ''}
              options={(settings.data?.procedures ?? []).map((one) => ({ value: one.procedure, label: say(one.name) }))}
            />
          </Form.Item>
          <FormFaults form={form} problem={send.error} />
          <Failure error={send.error} kept />
          <Button htmlType="submit" type="primary" loading={send.isPending}>
            {t('propose.send')}
          </Button>
        </Form>
      </Panel>
    </>
  );
}

function Area({ value = '', onChange, onPick, id }: { value?: string; onChange?: (code: string) => void; onPick: (code: string) => void; id?: string }) {
  return (
    <AreaPicker
      value={value}
      width="100%"
      {...(id === undefined ? {} : { id })}
      onChange={(code) => {
        onChange?.(code);
        onPick(code);
      }}
    />
  );
}
