import { Failure } from '@hezhi/ui';
import { Panel, useToast } from '@hezhi/ui/desk';
import { useLanguage, useSay, useWords } from '@hezhi/web';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { importDatums, importFields, type ImportField } from '../../contract/import-fields.ts';
import { stale, useCommand, type Detail, type Reading } from './client.ts';

/** Which column of the file holds what. Heads that are known are found by themselves; the rest is said here, and all rows are checked again. */
export function Columns({ one }: { one: Detail }) {
  const t = useWords('imports');
  const say = useSay();
  const toast = useToast();
  const space = useLanguage()[0] === 'en' ? ' ' : '';
  const lost = one.reading.mapping.description === undefined;
  const [open, setOpen] = useState(lost);
  const [value, setValue] = useState<Reading>(one.reading);
  const save = useCommand('PUT /case-imports/:id/reading', { refresh: stale });
  const used = new Map(importFields.flatMap((field) => (value.mapping[field] === undefined ? [] : [[value.mapping[field], field] as const])));
  const change = (field: ImportField, column: number | undefined) => {
    const mapping = { ...value.mapping };
    // A column holds one thing: what held it before lets go.
    for (const other of importFields) if (column !== undefined && mapping[other] === column) delete mapping[other];
    if (column === undefined) delete mapping[field];
    else mapping[field] = column;
    setValue({ ...value, mapping, answers: Object.fromEntries(Object.entries(value.answers).filter(([, held]) => held !== column)) });
  };
  const answersOf = (column: number): string[] => Object.entries(value.answers).flatMap(([words, held]) => (held === column ? [words] : []));
  const answer = (column: number, words: readonly string[]) => {
    const others = Object.entries(value.answers).filter(([other, held]) => held !== column && !words.includes(other));
    setValue({ ...value, answers: Object.fromEntries([...others, ...words.map((each) => [each, column] as const)]) });
  };
  const keep = async () => {
    await save.run({ params: { id: one.id }, body: { version: one.version, ...value } }).then(
      () => toast(t('columns.kept')),
      () => undefined,
    );
  };
  const spare = one.heads.flatMap((head, column) => (head && !used.has(column) ? [{ head, column }] : []));
  const left = spare.filter(({ column }) => answersOf(column).length === 0).map(({ head }) => head);
  const answered = spare.length - left.length;
  return (
    <Panel
      title={t('columns.title')}
      extra={
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'columns.hide' : 'columns.show')}
        </Button>
      }
    >
      <p className="hz-small hzi-said">
        {t('columns.said', { sheet: one.sheet || one.file, row: one.head_row, count: used.size + answered })}
        {left.length > 0 ? space + t('columns.left', { names: left.join(t('comma')) }) : ''}
      </p>
      {open ? (
        <Form layout="vertical" component="div">
          <div className="hzi-columns">
            {importFields.map((field) => (
              <Form.Item
                key={field}
                label={t(`fields.${field}`)}
                required={field === 'description'}
                {...(field === 'description' && value.mapping.description === undefined ? { validateStatus: 'error' as const, help: t('columns.needed') } : {})}
              >
                <Select<number>
                  aria-label={t(`fields.${field}`)}
                  allowClear
                  placeholder={t('columns.none')}
                  value={value.mapping[field]}
                  onChange={(column: number | undefined) => change(field, column)}
                  options={one.heads.map((head, column) => ({ value: column, label: head || t('columns.nameless', { n: column + 1 }) }))}
                />
              </Form.Item>
            ))}
            <Form.Item label={t('columns.datum')} extra={t('columns.datumHint')}>
              <Select
                aria-label={t('columns.datum')}
                value={value.datum}
                onChange={(datum) => setValue({ ...value, datum })}
                options={importDatums.map((datum) => ({ value: datum, label: t(`datums.${datum}`) }))}
              />
            </Form.Item>
            <Form.Item label={t('columns.source')} extra={t('columns.sourceHint')}>
              <Input
                aria-label={t('columns.source')}
                maxLength={60}
                value={value.source}
                onChange={({ target }) => setValue({ ...value, source: target.value })}
              />
            </Form.Item>
          </div>
          {spare.length > 0 ? (
            <fieldset className="hzi-asked">
              <legend>{t('columns.questions')}</legend>
              <p className="hz-small">{t('columns.questionsHint')}</p>
              <div className="hzi-columns">
                {spare.map(({ head, column }) => (
                  <Form.Item key={column} label={head}>
                    <Select<string[]>
                      mode="multiple"
                      aria-label={t('columns.questionOf', { name: head })}
                      placeholder={t('columns.noQuestion')}
                      value={answersOf(column)}
                      onChange={(words) => answer(column, words)}
                      optionFilterProp="label"
                      options={one.questions.map((label) => ({ value: label['zh-Hans'], label: say(label) }))}
                    />
                  </Form.Item>
                ))}
              </div>
            </fieldset>
          ) : null}
          <Button type="primary" loading={save.isPending} disabled={value.mapping.description === undefined} onClick={() => void keep()}>
            {t('columns.keep')}
          </Button>
        </Form>
      ) : null}
      <Failure error={save.error} kept />
    </Panel>
  );
}
