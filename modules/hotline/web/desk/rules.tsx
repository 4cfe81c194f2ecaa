import { Answer, Failure, Field } from '@hezhi/ui';
import { Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useSay, useSession, useWords } from '@hezhi/web';
import { Select, TreeSelect } from 'antd';
import { useState } from 'react';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { clockOf, minutesOf } from './use-draft-call.ts';

type Given = Reply<'GET /hotline/callback-rules'>;
type Body = Given['body'];
type Rule = Body['rules'][number];
const channels = ['resident', 'visitor', 'grid', 'community', 'street', 'district', 'hotline', 'open311', 'import'] as const;

/** Who is called back in the district: the first rule that fits decides. */
export function Rules() {
  const rules = useRoute('GET /hotline/callback-rules');
  return <Answer of={rules}>{(given) => <Form key={given.version} given={given} />}</Answer>;
}

function Form({ given }: { given: Given }) {
  const t = useWords('hotline');
  const toast = useToast();
  const confirm = useConfirm();
  const { post } = useSession();
  const [body, setBody] = useState<Body>(given.body);
  const [open, setOpen] = useState(false);
  const save = useCommand('PUT /hotline/callback-rules', { refresh: ['GET /hotline/callback-rules'] });
  const may = (post?.area.length ?? 12) <= 6;
  const change = (part: Partial<Body>) => setBody({ ...body, ...part });
  const put = (index: number, part: Partial<Rule>) => change({ rules: body.rules.map((rule, n) => (n === index ? { ...rule, ...part } : rule)) });
  const move = (index: number, by: number) => {
    const rules = [...body.rules];
    const [rule] = rules.splice(index, 1);
    rules.splice(index + by, 0, rule!);
    change({ rules });
  };
  const add = () => {
    const key = `rule_${Math.max(0, ...body.rules.map((rule) => Number(/^rule_(\d+)$/.exec(rule.key)?.[1] ?? 0))) + 1}`;
    change({ rules: [...body.rules, { key, tiers: [], categories: [], channels: [], dissatisfied: false, share: 0.2, after: { of: 'closing', hours: 24 } }] });
  };
  const submit = async () => {
    if (!(await confirm({ title: t('rules.saveTitle'), effect: t('rules.saveEffect') }))) return;
    try {
      await save.run({ body: { body, version: given.version } });
      toast(t('rules.saved'));
    } catch {
      // Shown below.
    }
  };
  return (
    <Panel
      title={t('rules.title')}
      extra={
        may ? (
          <button type="button" className="hz-button" onClick={add}>
            {t('rules.add')}
          </button>
        ) : null
      }
    >
      <p className="hz-small">{t(given.own ? 'rules.own' : 'rules.standard')}</p>
      {may ? null : <p className="hz-small">{t('rules.readOnly')}</p>}
      <form
        className="hz-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <fieldset className="hzl-plain" disabled={!may}>
          <ol className="hzl-list">
            {body.rules.map((rule, index) => (
              <li key={rule.key}>
                <RuleRow
                  rule={rule}
                  disabled={!may}
                  onChange={(part) => put(index, part)}
                  onDrop={() => change({ rules: body.rules.filter((_, n) => n !== index) })}
                  onUp={index === 0 ? null : () => move(index, -1)}
                  onDown={index === body.rules.length - 1 ? null : () => move(index, 1)}
                />
              </li>
            ))}
          </ol>
          {body.rules.length === 0 ? <p>{t('rules.nobody')}</p> : null}
          <div className="hz-row">
            <Num label={t('rules.tries')} value={body.tries} min={1} max={10} onChange={(tries) => change({ tries })} />
            <Num label={t('rules.retry')} value={body.retryHours} min={1} max={168} onChange={(retryHours) => change({ retryHours })} />
            <Field label={t('rules.from')} error={null}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="hz-input"
                  type="time"
                  value={clockOf(body.from)}
                  onChange={(event) => change({ from: minutesOf(event.target.value) ?? body.from })}
                />
              )}
            </Field>
            <Field label={t('rules.to')} error={null}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="hz-input"
                  type="time"
                  value={clockOf(body.to)}
                  onChange={(event) => change({ to: minutesOf(event.target.value) ?? body.to })}
                />
              )}
            </Field>
          </div>
          <button type="button" className="hzl-link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('rules.seedOpen')}
          </button>
          {open ? (
            <Field label={t('rules.seed')} hint={t('rules.seedHint')} error={null}>
              {(attributes) => (
                <input {...attributes} className="hz-input" maxLength={40} value={body.seed} onChange={(event) => change({ seed: event.target.value })} />
              )}
            </Field>
          ) : null}
        </fieldset>
        {save.error ? <Failure error={save.error} kept retry={() => void submit()} /> : null}
        {may ? (
          <div className="hz-dialog-buttons">
            <button className="hz-button" data-primary disabled={save.isPending}>
              {t('rules.save')}
            </button>
          </div>
        ) : null}
      </form>
    </Panel>
  );
}

function Num({ label, value, min, max, onChange }: { label: string; value: number; min: number; max: number; onChange: (value: number) => void }) {
  return (
    <Field label={label} error={null}>
      {(attributes) => (
        <input
          {...attributes}
          className="hz-input hz-num"
          type="number"
          min={min}
          max={max}
          value={value}
          onChange={(event) => onChange(Math.min(max, Math.max(min, Math.round(Number(event.target.value)) || min)))}
        />
      )}
    </Field>
  );
}

type RowProps = {
  rule: Rule;
  disabled: boolean;
  onChange: (part: Partial<Rule>) => void;
  onDrop: () => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
};

function RuleRow({ rule, disabled, onChange, onDrop, onUp, onDown }: RowProps) {
  const t = useWords('hotline');
  const say = useSay();
  const { district } = useSession();
  const tree = useRoute('GET /case-categories', { query: { district: district ?? undefined } }, { fresh: 600_000 });
  const name = t([`back.rules.${rule.key}`, 'back.rules.other'] as unknown as string);
  return (
    <fieldset className="hzl-rule">
      <legend>{name}</legend>
      <div className="hz-row">
        <Num label={t('rules.share')} value={Math.round(rule.share * 100)} min={0} max={100} onChange={(percent) => onChange({ share: percent / 100 })} />
        <Field label={t('rules.when')} error={null}>
          {(attributes) => (
            <select
              {...attributes}
              className="hz-input"
              value={rule.after.of}
              onChange={(event) => onChange({ after: { ...rule.after, of: event.target.value as Rule['after']['of'] } })}
            >
              <option value="closing">{t('rules.closing')}</option>
              <option value="expiry">{t('rules.expiry')}</option>
            </select>
          )}
        </Field>
        <Num label={t('rules.hours')} value={rule.after.hours} min={0} max={720} onChange={(hours) => onChange({ after: { ...rule.after, hours } })} />
        <label>
          <input type="checkbox" checked={rule.dissatisfied} onChange={(event) => onChange({ dissatisfied: event.target.checked })} /> {t('rules.dissatisfied')}
        </label>
      </div>
      <div className="hz-row">
        <Select
          mode="multiple"
          disabled={disabled}
          aria-label={t('rules.tiers')}
          placeholder={t('rules.tiers')}
          style={{ minWidth: 160 }}
          value={rule.tiers}
          onChange={(tiers: number[]) => onChange({ tiers })}
          options={[1, 2, 3, 4].map((value) => ({ value, label: t('rules.tier', { n: value }) }))}
        />
        <TreeSelect
          multiple
          disabled={disabled}
          aria-label={t('rules.categories')}
          placeholder={t('rules.categories')}
          style={{ minWidth: 220 }}
          value={rule.categories}
          onChange={(categories: string[]) => onChange({ categories })}
          treeData={(tree.data?.groups ?? []).map((group) => ({
            value: group.code,
            title: say(group.name),
            children: group.leaves.map((leaf) => ({ value: leaf.code, title: say(leaf.name) })),
          }))}
          showSearch={{ treeNodeFilterProp: 'title' }}
        />
        <Select
          mode="multiple"
          disabled={disabled}
          aria-label={t('rules.channels')}
          placeholder={t('rules.channels')}
          style={{ minWidth: 200 }}
          value={rule.channels}
          onChange={(chosen: Rule['channels']) => onChange({ channels: chosen })}
          options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
        />
        <button type="button" className="hz-button" disabled={!onUp} onClick={() => onUp?.()} aria-label={t('rules.upOf', { name })}>
          ↑
        </button>
        <button type="button" className="hz-button" disabled={!onDown} onClick={() => onDown?.()} aria-label={t('rules.downOf', { name })}>
          ↓
        </button>
        <button type="button" className="hz-button" onClick={onDrop} aria-label={t('rules.dropOf', { name })}>
          {t('rules.drop')}
        </button>
      </div>
    </fieldset>
  );
}
