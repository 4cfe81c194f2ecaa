import { useSay, useWords } from '@hezhi/web';
import { Form, Input, Select } from 'antd';
import type { Row } from './client.ts';

/** The answers to the questions of the row's category, as the cells say them, with what is wrong with each. */
export function Answers({ row, given, onGive }: { row: Row; given: Readonly<Record<string, string>>; onGive: (key: string, text: string) => void }) {
  const t = useWords('imports');
  const say = useSay();
  if (row.answers.length === 0) return null;
  return (
    <fieldset className="hzi-asked">
      <legend>{t('mend.questions')}</legend>
      <div className="hzi-columns">
        {row.answers.map((question) => {
          const { key, label, type, options, text } = question;
          const faults = given[key] === undefined ? row.faults.filter((fault) => fault.question?.key === key).map((fault) => fault.text) : [];
          const id = `mend-answer-${key}`;
          const value = given[key] ?? text;
          const choices =
            type === 'boolean'
              ? (['yes', 'no'] as const).map((one) => ({ value: one === 'yes' ? '是' : '否', label: t(`mend.${one}`) }))
              : (options ?? []).map((option) => ({ value: option.label['zh-Hans'], label: say(option.label) }));
          return (
            <Form.Item
              key={key}
              label={say(label)}
              htmlFor={id}
              {...(faults.length > 0 ? { validateStatus: 'error' as const, help: <span role="alert">{faults.join(t('stop'))}</span> } : {})}
            >
              {choices.length > 0 ? (
                <Select<string>
                  id={id}
                  allowClear
                  placeholder={t('mend.open')}
                  {...(value ? { value } : {})}
                  onChange={(next: string | undefined) => onGive(key, next ?? '')}
                  options={choices}
                />
              ) : (
                <Input
                  id={id}
                  maxLength={question.max !== undefined && type === 'text' ? question.max : 200}
                  value={value}
                  onChange={({ target }) => onGive(key, target.value)}
                />
              )}
            </Form.Item>
          );
        })}
      </div>
    </fieldset>
  );
}
