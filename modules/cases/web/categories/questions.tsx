import { useWords } from '@hezhi/web';
import { Button, Checkbox, Form, Input, Select } from 'antd';

const types = ['text', 'number', 'choice', 'boolean', 'date'] as const;
const most = 6;

/** Further questions that a reporter is asked; six at most, because every question costs answers. */
export function Questions() {
  const t = useWords('categories');
  const needed = { required: true, whitespace: true, message: t('needed') };
  return (
    <section>
      <h3>{t('questions')}</h3>
      <p className="hz-small">{t('questionsHint')}</p>
      <Form.List name="questions">
        {(fields, { add, remove, move }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="cat-question" role="group" aria-label={t('questionNo', { n: name + 1 })}>
                <Form.Item name={[name, 'key']} hidden noStyle>
                  <Input />
                </Form.Item>
                <div className="cat-two">
                  <Form.Item name={[name, 'label', 'zh-Hans']} label={t('questionZh')} rules={[needed]}>
                    <Input maxLength={100} />
                  </Form.Item>
                  <Form.Item name={[name, 'label', 'en']} label={t('questionEn')} rules={[needed]}>
                    <Input maxLength={200} lang="en" />
                  </Form.Item>
                  <Form.Item name={[name, 'type']} label={t('questionType')} rules={[{ required: true, message: t('needed') }]}>
                    <Select aria-label={t('questionType')} options={types.map((value) => ({ value, label: t(`types.${value}`) }))} />
                  </Form.Item>
                  <Form.Item name={[name, 'required']} label={t('questionMust')} valuePropName="checked">
                    <Checkbox>{t('questionMustBe')}</Checkbox>
                  </Form.Item>
                </div>
                <Form.Item noStyle shouldUpdate>
                  {(form) => (form.getFieldValue(['questions', name, 'type']) === 'choice' ? <Options question={name} /> : null)}
                </Form.Item>
                <div className="hz-row" style={{ marginBottom: 12 }}>
                  <Button size="small" disabled={name === 0} onClick={() => move(name, name - 1)}>
                    {t('up')}
                  </Button>
                  <Button size="small" disabled={name === fields.length - 1} onClick={() => move(name, name + 1)}>
                    {t('down')}
                  </Button>
                  <Button size="small" danger onClick={() => remove(name)}>
                    {t('removeQuestion')}
                  </Button>
                </div>
              </div>
            ))}
            {fields.length < most ? (
              <Button onClick={() => add({ key: '', label: { 'zh-Hans': '', en: '' }, type: 'text', required: false })}>{t('addQuestion')}</Button>
            ) : (
              <p className="hz-small">{t('mostQuestions', { count: most })}</p>
            )}
          </>
        )}
      </Form.List>
    </section>
  );
}

function Options({ question }: { question: number }) {
  const t = useWords('categories');
  const needed = { required: true, whitespace: true, message: t('needed') };
  return (
    <Form.List
      name={[question, 'options']}
      rules={[{ validator: (_, value: unknown[] | undefined) => ((value?.length ?? 0) >= 2 ? Promise.resolve() : Promise.reject(new Error(t('twoOptions')))) }]}
    >
      {(fields, { add, remove }, { errors }) => (
        <div style={{ marginBottom: 12 }}>
          <p>{t('options')}</p>
          {fields.map(({ key, name }) => (
            <div key={key} className="cat-option">
              <Form.Item name={[name, 'value']} hidden noStyle>
                <Input />
              </Form.Item>
              <Form.Item name={[name, 'label', 'zh-Hans']} rules={[needed]} style={{ marginBottom: 8 }}>
                <Input maxLength={40} aria-label={t('optionZh', { n: name + 1 })} placeholder={t('optionZh', { n: name + 1 })} />
              </Form.Item>
              <Form.Item name={[name, 'label', 'en']} rules={[needed]} style={{ marginBottom: 8 }}>
                <Input maxLength={80} lang="en" aria-label={t('optionEn', { n: name + 1 })} placeholder={t('optionEn', { n: name + 1 })} />
              </Form.Item>
              <Button onClick={() => remove(name)} aria-label={t('removeOption', { n: name + 1 })}>
                {t('remove')}
              </Button>
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          {fields.length < 30 ? (
            <Button size="small" onClick={() => add({ value: '', label: { 'zh-Hans': '', en: '' } })}>
              {t('addOption')}
            </Button>
          ) : null}
        </div>
      )}
    </Form.List>
  );
}
