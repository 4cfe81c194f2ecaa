import { Facts, Failure, useConfirm, useToast } from '@hezhi/ui';
import { FormFaults, Panel } from '@hezhi/ui/desk';
import { formFaults, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useCommand, type Reply } from '../shared/client.ts';
import '../shared/notices.css';

type Template = Reply<'GET /notices/templates'>['items'][number];
type Shown = Reply<'POST /notices/templates/:key/preview'>['items'];
type Values = { words: { title: Two; body: Two; sms: Two } };
type Two = { 'zh-Hans': string; en: string };

const languages = ['zh-Hans', 'en'] as const;
const parts = ['title', 'body', 'sms'] as const;
const most = { title: [100, 200], body: [1000, 2000], sms: [300, 480] } as const;

/** One template: its words in both languages, a preview with sample values, back to the shipped words. */
export function TemplateForm({ template, onClose }: { template: Template; onClose: () => void }) {
  const t = useWords('notices');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const [form] = Form.useForm<Values>();
  const [shown, setShown] = useState<Shown | null>(null);
  const refresh = ['GET /notices/templates'];
  const save = useCommand('PUT /notices/templates/:key', { refresh });
  const back = useCommand('DELETE /notices/templates/:key', { refresh });
  const preview = useCommand('POST /notices/templates/:key/preview', { refresh: ['POST'] });
  const params = { key: template.key };
  /** Without SMS words in either language the text of the notice stands. */
  const words = ({ words: { title, body, sms } }: Values) => ({ title, body, sms: sms['zh-Hans'].trim() === '' && sms.en.trim() === '' ? null : sms });
  const quietly = async (work: Promise<unknown>, done: () => void) => {
    // Failures are shown beside the fields and below the form.
    await work.then(done, () => undefined);
  };
  const onSave = async (values: Values) => {
    if (!(await confirm({ title: t('templates.saveTitle'), effect: t('templates.saveEffect'), yes: t('templates.save') }))) return;
    await quietly(save.run({ params, body: { words: words(values), version: template.version } }), () => toast(t('templates.saved')));
  };
  const onBack = async () => {
    if (!(await confirm({ title: t('templates.resetTitle'), effect: t('templates.resetEffect'), yes: t('templates.reset'), danger: true }))) return;
    await quietly(back.run({ params }), () => toast(t('templates.saved')));
  };
  const onPreview = async () => {
    const values = await form.validateFields().catch(() => null);
    if (values)
      await quietly(
        preview.run({ params, body: { words: words(values) } }).then(({ items }) => setShown(items)),
        () => undefined,
      );
  };
  const error = save.error ?? preview.error ?? back.error;
  const start: Values = { words: { ...template.words, sms: template.words.sms ?? { 'zh-Hans': '', en: '' } } };
  return (
    <Panel title={template.words.title['zh-Hans']} extra={<Button onClick={onClose}>{t('close')}</Button>}>
      <Facts
        items={[
          [t('templates.key'), template.key],
          [t('templates.category'), t(`category.${template.category}`)],
          [t('templates.channels'), [t('templates.inbox'), ...template.channels.map((channel) => t(`channel.${channel}`))].join(t('templates.comma'))],
          [t('templates.placeholders'), template.placeholders.map((one) => `{${one}}`).join(' ') || '—'],
          [t('templates.changed'), template.changed ? `${time.exact(template.changed.at)} ${template.changed.by ?? ''}` : t('templates.shipped')],
        ]}
      />
      <Form form={form} layout="vertical" initialValues={start} onFinish={(values: Values) => void onSave(values)} style={{ marginTop: 16 }} scrollToFirstError>
        {parts.map((part) => (
          <div key={part} className="ntc-template-parts">
            {languages.map((language, n) => (
              <Form.Item
                key={language}
                name={['words', part, language]}
                label={`${t(`templates.part.${part}`)} · ${t(`templates.language.${language}`)}`}
                extra={part === 'sms' && n === 0 ? t('templates.smsHint') : undefined}
                rules={part === 'sms' ? [] : [{ required: true, whitespace: true, message: t('templates.needed') }]}
              >
                {part === 'title' ? (
                  <Input maxLength={most[part][n]} />
                ) : (
                  <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={most[part][n]} showCount />
                )}
              </Form.Item>
            ))}
          </div>
        ))}
        <FormFaults form={form} problem={error} />
        <Failure error={formFaults(error).length > 0 ? null : error} kept />
        {template.channels.includes('sms') ? <p className="hz-small">{t('templates.approved')}</p> : null}
        <div className="hz-row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('templates.save')}
          </Button>
          <Button onClick={() => void onPreview()} loading={preview.isPending}>
            {t('templates.preview')}
          </Button>
          {template.changed ? (
            <Button danger onClick={() => void onBack()} loading={back.isPending}>
              {t('templates.reset')}
            </Button>
          ) : null}
        </div>
      </Form>
      {shown ? (
        <section aria-live="polite" className="ntc-previews">
          <h3>{t('templates.previewTitle')}</h3>
          {shown.map((one) => (
            <div key={one.language} className="ntc-preview" lang={one.language}>
              <strong>{one.title}</strong>
              <p>{one.body}</p>
              <p className="hz-small">{t('templates.smsIs', { text: one.sms, count: one.sms_parts })}</p>
            </div>
          ))}
        </section>
      ) : null}
    </Panel>
  );
}
