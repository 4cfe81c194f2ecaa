import { FormModal, useNeeded } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Form, Input } from 'antd';
import { allLevels, levelOf } from '../../contract/levels.ts';
import { client } from '../shared/client.ts';
import { DayInput } from './day-input.tsx';

export type TerritoryChange = 'add' | 'rename' | 'press' | 'end';
type Given = { code?: string; name?: string; codes?: string; at?: string; successors?: string };

const codesOf = (text: string | undefined): string[] => (text ?? '').split(/[\s,，、;；]+/).filter(Boolean);
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The length of a code one level below. */
function childWidth(code: string): number {
  const at = allLevels.findIndex((level) => level.key === levelOf(code));
  return allLevels[Math.min(at + 1, allLevels.length - 1)]!.width;
}

/** Adds below, renames, gives a press name, ends with successors. */
export function TerritoryForm({
  change,
  code,
  name,
  onClose,
  onSaved,
}: {
  change: TerritoryChange;
  code: string;
  name: string;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useWords('directory');
  const needed = useNeeded();
  const width = childWidth(code);
  const send = async (given: Given) => {
    if (change === 'add') await client('POST /territory', { body: { code: `${code}${given.code ?? ''}`, name: given.name! } });
    else if (change === 'rename') await client('PATCH /territory/:code', { params: { code }, body: { name: given.name! } });
    else if (change === 'press') await client('PUT /territory/press-names', { body: { name: given.name!, codes: codesOf(given.codes) } });
    else await client('PATCH /territory/:code', { params: { code }, body: { valid_to: given.at!, successors: codesOf(given.successors) } });
    onSaved();
  };
  const start: Record<TerritoryChange, Given> = { add: {}, rename: { name }, press: { codes: code }, end: { at: today() } };
  return (
    <FormModal<Given>
      draft={`directory.territory.${change}.${code}.${name}`}
      title={t(`territory.${change}Of`, { name })}
      effect={t(`territory.${change}Effect`)}
      yes={t(change === 'end' ? 'territory.end' : 'save')}
      danger={change === 'end'}
      start={start[change]}
      onSubmit={send}
      onClose={onClose}
    >
      {change === 'add' ? (
        <Form.Item
          name="code"
          label={t('territory.code')}
          extra={t('territory.codeHint', { n: width - code.length })}
          rules={[
            { ...needed, whitespace: true },
            { len: width - code.length, message: t('territory.codeHint', { n: width - code.length }) },
          ]}
        >
          <Input prefix={<span className="hz-num">{code}</span>} maxLength={width - code.length} autoComplete="off" />
        </Form.Item>
      ) : null}
      {change === 'end' ? (
        <>
          <Form.Item name="at" label={t('territory.endDay')} rules={[needed]}>
            <DayInput label={t('territory.endDay')} />
          </Form.Item>
          <Form.Item name="successors" label={t('territory.successors')} extra={t('territory.successorsHint')}>
            <Input.TextArea autoSize={{ minRows: 2 }} />
          </Form.Item>
        </>
      ) : (
        <Form.Item name="name" label={t(change === 'press' ? 'territory.pressName' : 'territory.name')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={60} />
        </Form.Item>
      )}
      {change === 'press' ? (
        <Form.Item name="codes" label={t('territory.pressCodes')} extra={t('territory.pressCodesHint')}>
          <Input.TextArea autoSize={{ minRows: 2 }} />
        </Form.Item>
      ) : null}
    </FormModal>
  );
}
