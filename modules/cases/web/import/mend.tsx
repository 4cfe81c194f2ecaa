import { Failure } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/desk';
import { useSay, useSession, useWords } from '@hezhi/web';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { importFields, importLimits, type ImportField } from '../../contract/import-fields.ts';
import { CategoryPicker } from '../desk/category-picker.tsx';
import { Answers } from './mend-answers.tsx';
import { Guesses } from '../desk/intake-guesses.tsx';
import { stale, useCommand, type Detail, type Row } from './client.ts';

const most: Partial<Record<ImportField, number>> = { description: 2000, address: 200, name: 60, source: 60, reference: 60, phone: 20 };
const wide: readonly ImportField[] = ['description', 'category', 'place', 'address'];

/** The cells of one row. What is written here stands over the file; the row is checked again at once, and stays open until it is sound. */
export function Mend({ one, row, onClose }: { one: Detail; row: Row; onClose: () => void }) {
  const t = useWords('imports');
  const say = useSay();
  const toast = useToast();
  const { can } = useSession();
  const [now, setNow] = useState(row);
  const [cells, setCells] = useState<Partial<Record<ImportField, string>>>({});
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const save = useCommand('PUT /case-imports/:id/rows/:row', { refresh: stale });
  const valueOf = (field: ImportField): string => cells[field] ?? now.cells[field] ?? '';
  const set = (field: ImportField, value: string) => setCells((before) => ({ ...before, [field]: value }));
  const coded = /^[A-Z]\d{2}$/.test(valueOf('category'));
  const faultOf = (field: ImportField | null) => now.faults.filter((fault) => fault.column === field && fault.question === null).map((fault) => fault.text);
  const keep = async () => {
    try {
      const next = await save.run({
        params: { id: one.id, row: row.row },
        body: { version: now.version, cells, ...(Object.keys(answers).length > 0 ? { answers } : {}) },
      });
      setNow(next);
      setCells({});
      setAnswers({});
      if (next.faults.length > 0) return;
      toast(t('mend.sound', { row: row.row }));
      onClose();
    } catch {
      // Told below; what was typed stays.
    }
  };
  const fieldOf = (field: ImportField) => {
    if (field === 'description')
      return (
        <Input.TextArea
          id={`mend-${field}`}
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={2000}
          value={valueOf(field)}
          onChange={({ target }) => set(field, target.value)}
        />
      );
    if (field !== 'category')
      return (
        <Input id={`mend-${field}`} maxLength={most[field] ?? importLimits.cell} value={valueOf(field)} onChange={({ target }) => set(field, target.value)} />
      );
    const chosen = coded ? valueOf(field) : cells.category === undefined && !now.guessed ? (now.category?.code ?? '') : '';
    return (
      <>
        <CategoryPicker
          id="mend-category"
          value={chosen}
          onChange={(code) => set('category', code)}
          width="100%"
          label={t('fields.category')}
          {...(faultOf('category').length > 0 ? { status: 'error' as const } : {})}
        />
        {can('cases.report') && valueOf('description').length >= 4 ? (
          <Guesses text={valueOf('description')} picked={chosen} onPick={(code) => set('category', code)} />
        ) : null}
      </>
    );
  };
  return (
    <Modal
      open
      width={720}
      title={t('mend.title', { row: row.row })}
      okText={t('mend.keep')}
      cancelText={t('mend.close')}
      okButtonProps={{ loading: save.isPending }}
      mask={{ closable: false }}
      onOk={() => void keep()}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        {faultOf(null).map((text) => (
          <p key={text} className="hzi-fault" role="alert">
            {text}
          </p>
        ))}
        <div className="hzi-columns">
          {importFields.map((field) => {
            const faults = cells[field] === undefined ? faultOf(field) : [];
            const hint =
              field === 'category' && now.guessed && now.category && cells.category === undefined ? t('mend.guessed', { name: say(now.category.name) }) : '';
            return (
              <div key={field} className={wide.includes(field) ? 'hzi-wide' : ''}>
                <Form.Item
                  label={t(`fields.${field}`)}
                  htmlFor={`mend-${field}`}
                  {...(faults.length > 0
                    ? { validateStatus: 'error' as const, help: <span role="alert">{faults.join(t('stop'))}</span> }
                    : hint
                      ? { extra: hint }
                      : {})}
                >
                  {fieldOf(field)}
                </Form.Item>
              </div>
            );
          })}
        </div>
        <Answers row={now} given={answers} onGive={(key, text) => setAnswers((before) => ({ ...before, [key]: text }))} />
      </Form>
      <Failure error={save.error} kept />
    </Modal>
  );
}
