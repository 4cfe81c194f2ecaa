import { useSay, useWords } from '@hezhi/web';
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { stages, units, type Tree } from './client.ts';
import { Questions } from './questions.tsx';
import { useLimitWords } from './use-limit-words.ts';
import type { LeafValues } from './leaf-values.ts';

/** The fields of a category, with its limits told in words as they are typed. */
export function LeafFields({ leads }: { leads: Tree['leads'] }) {
  const t = useWords('categories');
  const say = useSay();
  const limit = useLimitWords();
  const needed = { required: true, whitespace: true, message: t('needed') };
  const chosen = { required: true, message: t('needed') };
  return (
    <>
      <div className="cat-two">
        <Form.Item name={['name', 'zh-Hans']} label={t('nameZh')} rules={[needed]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name={['name', 'en']} label={t('nameEn')} rules={[needed]}>
          <Input maxLength={80} lang="en" />
        </Form.Item>
        <Form.Item name="tier" label={t('tier')} rules={[chosen]} extra={t('tierHint')}>
          <Select aria-label={t('tier')} options={[1, 2, 3, 4].map((value) => ({ value, label: t(`tiers.${value}`) }))} />
        </Form.Item>
        <Form.Item name="lead" label={t('lead')} rules={[chosen]} extra={t('leadHint')}>
          <Select aria-label={t('lead')} showSearch={{ optionFilterProp: 'label' }} options={leads.map((one) => ({ value: one.key, label: say(one.name) }))} />
        </Form.Item>
        <Form.Item name="settle" label={t('settle')} rules={[chosen]}>
          <Select
            aria-label={t('settle')}
            options={(['grid', 'community', 'street', 'department'] as const).map((value) => ({ value, label: t(`settles.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="active" label={t('active')} valuePropName="checked" extra={t('activeHint')}>
          <Switch aria-label={t('active')} />
        </Form.Item>
      </div>
      <h3>{t('limits')}</h3>
      <Form.Item noStyle shouldUpdate={(before: LeafValues, after: LeafValues) => before.limits !== after.limits}>
        {(form) => {
          const limits = form.getFieldValue('limits') as LeafValues['limits'] | undefined;
          const said = Object.fromEntries(stages.map((stage) => [stage, limit(limits?.[stage])]));
          const working = stages.some((stage) => limits?.[stage]?.unit?.startsWith('working'));
          return (
            <p className="cat-preview" role="status">
              {t('preview', said)}
              {working ? ` ${t('previewWorking')}` : ''}
            </p>
          );
        }}
      </Form.Item>
      <div className="cat-two">
        {stages.map((stage) => (
          <Form.Item key={stage} label={t(`stage.${stage}`)} required>
            <div className="cat-limit">
              <Form.Item name={['limits', stage, 'amount']} noStyle rules={[{ ...chosen, type: 'integer', min: 1 }]}>
                <InputNumber min={1} max={10_000} precision={0} aria-label={t('amountOf', { stage: t(`stage.${stage}`) })} style={{ width: '100%' }} />
              </Form.Item>
              <Form.Item name={['limits', stage, 'unit']} noStyle rules={[chosen]}>
                <Select aria-label={t('unitOf', { stage: t(`stage.${stage}`) })} options={units.map((value) => ({ value, label: t(`units.${value}`) }))} />
              </Form.Item>
            </div>
          </Form.Item>
        ))}
      </div>
      <Form.Item name="hints" label={t('hints')} extra={t('hintsHint')}>
        <Select aria-label={t('hints')} mode="tags" tokenSeparators={[',', '，', '、', ' ']} open={false} maxCount={60} suffixIcon={null} />
      </Form.Item>
      <div className="cat-two">
        <Form.Item name={['example', 'zh-Hans']} label={t('exampleZh')} extra={t('exampleHint')}>
          <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name={['example', 'en']} label={t('exampleEn')}>
          <Input.TextArea maxLength={400} autoSize={{ minRows: 2 }} lang="en" />
        </Form.Item>
      </div>
      <Questions />
    </>
  );
}
