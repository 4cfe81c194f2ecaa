import { FormModal, useNeeded } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Checkbox, Form, Input, InputNumber } from 'antd';
import { useCommand, type Entry, type Roll } from '../shared/client.ts';

type Typed = { label: string; area?: string; shares?: number; holder?: string; head?: string; phone?: string; reason?: string; remove?: boolean };

/** Square centimetres as they are typed: 89.34. */
const typedArea = (area: number): string => (area / 10_000).toFixed(2);

/** Adds a unit, or corrects one with a reason; both versions stay. */
export function UnitForm({ roll, entry, onClose }: { roll: Roll; entry: Entry | null; onClose: () => void }) {
  const t = useWords('ballots');
  const needed = useNeeded();
  const correct = useCommand('POST /ballots/rolls/:id/corrections', { refresh: ['GET /ballots/rolls/:id', 'GET /ballots/rolls/:id/entries'] });
  const add = useCommand('POST /ballots/rolls/:id/entries', { refresh: ['GET /ballots/rolls/:id', 'GET /ballots/rolls/:id/entries'] });
  const plain = entry === null && roll.state === 'draft';
  const submit = async ({ reason = '', remove = false, ...typed }: Typed): Promise<void> => {
    const values = { ...typed };
    for (const key of ['area', 'shares', 'holder', 'head', 'phone'] as const) if (values[key] === null || values[key] === '') delete values[key];
    if (plain) await add.run({ params: { id: roll.id }, body: { rows: [{ ...values, holder: values.holder ?? '' }] } });
    else
      await correct.run({
        params: { id: roll.id },
        body: { entry: entry?.id ?? null, version: entry?.version ?? 0, reason, remove, values: { ...values, holder: values.holder ?? '' } },
      });
  };
  const start: Typed = entry
    ? {
        label: entry.label,
        holder: entry.holder,
        ...(entry.head ? { head: entry.head } : {}),
        area: typedArea(entry.area),
        shares: entry.shares,
        remove: entry.removed,
      }
    : { label: '' };
  return (
    <FormModal<Typed>
      draft={`ballots.unit.${roll.id}.${entry ? `${entry.id}.${entry.version}` : 'new'}`}
      title={t(entry ? 'unit.correct' : 'rolls.addUnit')}
      effect={plain ? null : t('unit.correctEffect')}
      yes={t('unit.save')}
      start={start}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="label" label={t('unit.label')} rules={[needed]} extra={t('unit.labelHint')}>
        <Input maxLength={100} />
      </Form.Item>
      {roll.measures.includes('area') ? (
        <Form.Item
          name="area"
          label={t('unit.area')}
          rules={[needed, { pattern: /^\d{1,8}(\.\d{1,2})?$/, message: t('unit.areaFault') }]}
          extra={t('unit.areaHint')}
        >
          <Input inputMode="decimal" suffix="㎡" maxLength={11} />
        </Form.Item>
      ) : null}
      {roll.measures.includes('shares') ? (
        <Form.Item name="shares" label={t('measure.shares')} rules={[needed]}>
          <InputNumber min={1} max={1_000_000_000} precision={0} />
        </Form.Item>
      ) : null}
      <Form.Item name="holder" label={t('unit.holder')} extra={t('unit.holderHint')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="head" label={t('unit.head')} extra={t('unit.headHint')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="phone" label={t('unit.phone')} extra={entry?.phone ? t('unit.phoneKept', { phone: entry.phone }) : t('unit.phoneHint')}>
        <Input maxLength={20} inputMode="tel" />
      </Form.Item>
      {plain ? null : (
        <>
          {entry ? (
            <Form.Item name="remove" valuePropName="checked">
              <Checkbox>{t('unit.remove')}</Checkbox>
            </Form.Item>
          ) : null}
          <Form.Item name="reason" label={t('unit.reason')} rules={[needed]} extra={t('unit.reasonHint')}>
            <Input.TextArea maxLength={400} rows={2} />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}
