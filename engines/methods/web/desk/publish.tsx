import { FormModal, useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand, type Pack, type SettingValue } from '../shared/client.ts';
import { PlaceSelect } from './place-select.tsx';
import { SettingsFields } from './settings-fields.tsx';

type Values = { key: string; nameZh: string; nameEn: string; summaryZh: string; summaryEn: string; storyZh: string; storyEn: string };

/** Publishing the own place's method: a pack with changed settings, a name and a story of its own. */
export function PublishForm({ pack, onClose }: { pack: Pack; onClose: () => void }) {
  const t = useWords('methods');
  const { post } = useSession();
  const toast = useToast();
  const go = useNavigate();
  const [area, setArea] = useState((post?.area ?? '').slice(0, 12));
  const [values, setValues] = useState<Record<string, SettingValue>>({});
  const publish = useCommand('POST /methods/packs', { refresh: ['GET /methods'] });
  const send = async (form: Values): Promise<void> => {
    const settings = Object.fromEntries(pack.settings.map((one) => [one.key, values[one.key] ?? one.value]));
    const made = await publish.run({
      body: {
        key: form.key,
        from: { key: pack.key, version: pack.version },
        settings,
        area,
        name: { 'zh-Hans': form.nameZh, en: form.nameEn },
        summary: { 'zh-Hans': form.summaryZh, en: form.summaryEn },
        story: { 'zh-Hans': form.storyZh, en: form.storyEn },
      },
    });
    toast(t('publish.done'));
    await go(`/methods/packs/${made.key}?version=${made.version}`);
  };
  const line = (name: keyof Values, label: string, max: number, rows?: number) => (
    <Form.Item name={name} label={label} rules={[{ required: true, whitespace: true, message: t('required') }]}>
      {rows ? <Input.TextArea rows={rows} maxLength={max} /> : <Input maxLength={max} />}
    </Form.Item>
  );
  return (
    <FormModal<Values>
      draft={`methods.publish.${pack.key}`}
      title={t('publish.title')}
      effect={t('publish.effect')}
      yes={t('publish.do')}
      width={640}
      onSubmit={send}
      onClose={onClose}
    >
      <Form.Item label={t('publish.place')}>
        <PlaceSelect value={area} onChange={setArea} />
      </Form.Item>
      <Form.Item
        name="key"
        label={t('publish.key')}
        extra={t('publish.keyHint')}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9_-]{1,39}$/, message: t('publish.keyHint') }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      {line('nameZh', t('publish.nameZh'), 100)}
      {line('nameEn', t('publish.nameEn'), 200)}
      {line('summaryZh', t('publish.summaryZh'), 200)}
      {line('summaryEn', t('publish.summaryEn'), 400)}
      {line('storyZh', t('publish.storyZh'), 4000, 4)}
      {line('storyEn', t('publish.storyEn'), 8000, 4)}
      <SettingsFields settings={pack.settings} values={values} onChange={(key, value) => setValues((before) => ({ ...before, [key]: value }))} />
    </FormModal>
  );
}
