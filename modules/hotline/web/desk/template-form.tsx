import { newId } from '@hezhi/contract/light';
import { Failure, Field } from '@hezhi/ui';
import { Panel, useToast } from '@hezhi/ui/desk';
import { faultsByField, useSay, useSession, useWords } from '@hezhi/web';
import { Select, TreeSelect } from 'antd';
import { useRef, useState } from 'react';
import { placeholders } from '../../contract/placeholders.ts';
import { useCommand, useRoute, type TemplateOne } from '../shared/client.ts';

const steps = [
  'line',
  'accept',
  'assign',
  'register',
  'dispatch',
  'decline',
  'finish',
  'verify',
  'rework',
  'ask_extension',
  'grant_extension',
  'suspend',
  'answer_complaint',
  'dismiss',
  'call_back',
  'comment',
];
const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;

/** One template: what it is for, and its text in three languages with placeholders. Shipped ones are read, and taken over as an own one. */
export function TemplateForm({ one, onClose }: { one: TemplateOne | null; onClose: () => void }) {
  const t = useWords('hotline');
  const say = useSay();
  const toast = useToast();
  const { district, post } = useSession();
  const whole = (post?.area.length ?? 12) <= 6;
  const tree = useRoute('GET /case-categories', { query: { district: district ?? undefined } }, { fresh: 600_000 });
  const [id] = useState(() => newId());
  const [value, setValue] = useState({
    title: one?.title ?? '',
    categories: one?.categories ?? [],
    steps: one?.steps ?? [],
    texts: { 'zh-Hans': '', 'zh-Hant': '', en: '', ...one?.texts },
    whole: one ? one.scope === 'district' : whole,
    active: one?.active ?? true,
  });
  const add = useCommand('POST /hotline/templates', { refresh: ['GET /hotline/template'] });
  const save = useCommand('PUT /hotline/templates/:id', { refresh: ['GET /hotline/template'] });
  const change = (part: Partial<typeof value>) => setValue({ ...value, ...part });
  const editing = one !== null && one.editable;
  const error = editing ? save.error : add.error;
  const faults = faultsByField(error);
  const busy = add.isPending || save.isPending;
  const submit = async () => {
    const body = { ...value, title: value.title.trim(), texts: { ...value.texts, 'zh-Hant': value.texts['zh-Hant'].trim() } };
    try {
      if (editing) await save.run({ params: { id: one.id }, body: { ...body, version: one.version } });
      else await add.run({ body: { ...body, id, active: true } });
      toast(t('templates.saved'));
      onClose();
    } catch {
      toast(t('templates.notSaved'));
    }
  };
  const last = useRef<{ key: (typeof languages)[number]; box: HTMLTextAreaElement } | null>(null);
  const insert = (name: string) => {
    const { key, box } = last.current ?? { key: 'zh-Hans' as const, box: null };
    const text = value.texts[key];
    const at = box?.selectionStart ?? text.length;
    change({ texts: { ...value.texts, [key]: `${text.slice(0, at)}{${name}}${text.slice(box?.selectionEnd ?? at)}` } });
  };
  return (
    <Panel
      title={one ? one.title : t('templates.add')}
      extra={
        <button type="button" className="hz-button" onClick={onClose}>
          {t('close')}
        </button>
      }
    >
      <form
        className="hz-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {one && !one.editable ? <p className="hz-small">{t('templates.readOnly')}</p> : null}
        <Field label={t('templates.name')} required error={faults['title'] ?? null}>
          {(attributes) => (
            <input {...attributes} className="hz-input" maxLength={60} value={value.title} onChange={(event) => change({ title: event.target.value })} />
          )}
        </Field>
        <Field label={t('templates.categories')} hint={t('templates.any')} error={faults['categories'] ?? null}>
          {(attributes) => (
            <TreeSelect
              id={attributes.id}
              multiple
              allowClear
              value={value.categories}
              onChange={(codes: string[]) => change({ categories: codes })}
              treeData={(tree.data?.groups ?? []).map((group) => ({
                value: group.code,
                title: say(group.name),
                children: group.leaves.map((leaf) => ({ value: leaf.code, title: say(leaf.name) })),
              }))}
              showSearch={{ treeNodeFilterProp: 'title' }}
              loading={tree.isPending}
            />
          )}
        </Field>
        <Field label={t('templates.steps')} hint={t('templates.any')} error={faults['steps'] ?? null}>
          {(attributes) => (
            <Select
              id={attributes.id}
              mode="multiple"
              allowClear
              value={value.steps}
              onChange={(chosen: string[]) => change({ steps: chosen })}
              options={steps.map((key) => ({ value: key, label: t(`steps.${key}`) }))}
              showSearch={{ optionFilterProp: 'label' }}
            />
          )}
        </Field>
        {languages.map((key) => (
          <Field
            key={key}
            label={t(`languages.${key}`)}
            required={key === 'zh-Hans'}
            {...(key === 'zh-Hant' ? { hint: t('templates.derived') } : {})}
            error={faults[`texts.${key}`] ?? null}
          >
            {(attributes) => (
              <textarea
                {...attributes}
                className="hz-input"
                rows={3}
                maxLength={1000}
                value={value.texts[key]}
                onFocus={(event) => (last.current = { key, box: event.currentTarget })}
                onChange={(event) => change({ texts: { ...value.texts, [key]: event.target.value } })}
              />
            )}
          </Field>
        ))}
        <div className="hz-row" role="group" aria-label={t('templates.placeholders')}>
          <span className="hz-small">{t('templates.placeholders')}</span>
          {placeholders.map((name) => (
            <button key={name} type="button" className="hzl-link" onClick={() => insert(name)}>
              {t(`placeholders.${name}`)}
            </button>
          ))}
        </div>
        {whole ? (
          <label>
            <input type="checkbox" checked={value.whole} onChange={(event) => change({ whole: event.target.checked })} /> {t('templates.whole')}
          </label>
        ) : null}
        {editing ? (
          <label>
            <input type="checkbox" checked={value.active} onChange={(event) => change({ active: event.target.checked })} /> {t('templates.inUse')}
          </label>
        ) : null}
        {error ? <Failure error={error} kept retry={() => void submit()} /> : null}
        <div className="hz-dialog-buttons">
          <button className="hz-button" data-primary disabled={busy}>
            {t(editing || !one ? 'templates.save' : 'templates.copy')}
          </button>
        </div>
      </form>
    </Panel>
  );
}
