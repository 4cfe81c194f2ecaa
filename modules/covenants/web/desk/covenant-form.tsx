import { newId } from '@hezhi/contract/light';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Failure, Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { articleKinds, type Article, type ArticleKind, type Building } from '../../contract/articles.ts';
import '../shared/covenants.css';

export const scopes = ['community', 'village', 'compound', 'street', 'group'] as const;
export type Typed = {
  area: string;
  scope: (typeof scopes)[number];
  scope_name: string;
  title: string;
  sign_by: 'person' | 'household';
  buildings: string;
  articles: Article[];
  note: string;
};

/** One building a line, name then homes; keys follow the names, so a building keeps its signers while its number of homes changes. Null where a line is neither. */
export function buildingsOf(text: string, known: readonly Building[]): Building[] | null {
  const lines = text.split('\n').map((line) => line.trim());
  const found: Building[] = [];
  for (const line of lines.filter(Boolean)) {
    const [, label, homes] = /^(.{1,40}?)[\s,，:：]+(\d{1,4})\s*户?$/u.exec(line) ?? [];
    if (!label || !homes || Number(homes) < 1 || found.some((one) => one.label === label)) return null;
    found.push({ key: known.find((one) => one.label === label)?.key ?? newId().slice(-12), label, households: Number(homes) });
  }
  return found;
}
export const linesOf = (buildings: readonly Building[]): string => buildings.map((one) => `${one.label} ${one.households}`).join('\n');
export const blankArticle = (chapter = ''): Article => ({ id: newId(), chapter, kind: 'rule', text: '' });

/** Writes a covenant: whose it is (new ones), how it is signed, its articles in order. */
export function CovenantForm({
  value,
  onChange,
  fixed = false,
  known = [],
  error,
  busy,
  onSave,
  foot,
}: {
  value: Typed;
  onChange: (value: Typed) => void;
  fixed?: boolean;
  known?: readonly Building[];
  error: Error | null;
  busy: boolean;
  onSave: () => void;
  foot?: ReactNode;
}) {
  const t = useWords('covenants');
  const set = (change: Partial<Typed>) => onChange({ ...value, ...change });
  const wrong = buildingsOf(value.buildings, known) === null;
  const { articles } = value;
  const change = (at: number, part: Partial<Article>) => set({ articles: articles.map((one, n) => (n === at ? { ...one, ...part } : one)) });
  const move = (at: number, by: number) => {
    const next = [...articles];
    const [one] = next.splice(at, 1);
    next.splice(at + by, 0, one!);
    set({ articles: next });
  };
  const ready =
    !wrong &&
    value.title.trim().length >= 2 &&
    articles.length > 0 &&
    articles.every((one) => one.text.trim().length >= 2) &&
    (fixed || (value.area !== '' && value.scope_name.trim() !== ''));
  return (
    <form
      className="hzk-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSave();
      }}
    >
      {fixed ? null : (
        <div className="hz-row">
          <Field label={t('area')} required>
            {({ id }) => <AreaPicker id={id} value={value.area} onChange={(area) => set({ area })} width={220} />}
          </Field>
          <Field label={t('scope')}>
            {(attributes) => (
              <select
                {...attributes}
                className="hz-input"
                value={value.scope}
                onChange={({ target }) => set({ scope: scopes.find((one) => one === target.value) ?? 'community' })}
              >
                {scopes.map((one) => (
                  <option key={one} value={one}>
                    {t(`scopes.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('scopeName')} hint={t('scopeNameHint')} required>
            {(attributes) => (
              <input
                {...attributes}
                className="hz-input"
                maxLength={60}
                value={value.scope_name}
                onChange={({ target }) => set({ scope_name: target.value })}
              />
            )}
          </Field>
        </div>
      )}
      <Field label={t('title')} required>
        {(attributes) => (
          <input {...attributes} className="hz-input" maxLength={80} value={value.title} onChange={({ target }) => set({ title: target.value })} />
        )}
      </Field>
      <Field label={t('signBy')}>
        {(attributes) => (
          <select
            {...attributes}
            className="hz-input"
            value={value.sign_by}
            onChange={({ target }) => set({ sign_by: target.value === 'person' ? 'person' : 'household' })}
          >
            <option value="household">{t('signBys.household')}</option>
            <option value="person">{t('signBys.person')}</option>
          </select>
        )}
      </Field>
      <Field label={t('buildings')} hint={t('buildingsHint')} error={wrong ? t('buildingsWrong') : undefined}>
        {(attributes) => (
          <textarea {...attributes} className="hz-input" rows={4} value={value.buildings} onChange={({ target }) => set({ buildings: target.value })} />
        )}
      </Field>
      <h2>{t('articles')}</h2>
      {articles.map((one, at) => (
        <fieldset key={one.id} className="hzk-article">
          <legend>{t('article', { n: at + 1 })}</legend>
          <div className="hz-row">
            <Field label={t('chapter')}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="hz-input"
                  maxLength={40}
                  value={one.chapter}
                  onChange={({ target }) => change(at, { chapter: target.value })}
                />
              )}
            </Field>
            <Field label={t('kind')}>
              {(attributes) => (
                <select {...attributes} className="hz-input" value={one.kind} onChange={({ target }) => change(at, { kind: target.value as ArticleKind })}>
                  {articleKinds.map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`kinds.${kind}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Button disabled={at === 0} aria-label={t('up', { n: at + 1 })} onClick={() => move(at, -1)} icon={<ArrowUpOutlined />} />
            <Button disabled={at === articles.length - 1} aria-label={t('down', { n: at + 1 })} onClick={() => move(at, 1)} icon={<ArrowDownOutlined />} />
            <Button danger disabled={articles.length === 1} onClick={() => set({ articles: articles.filter((_, n) => n !== at) })}>
              {t('removeArticle', { n: at + 1 })}
            </Button>
          </div>
          <Field label={t('text')} required>
            {(attributes) => (
              <textarea
                {...attributes}
                className="hz-input"
                rows={2}
                maxLength={500}
                value={one.text}
                onChange={({ target }) => change(at, { text: target.value })}
              />
            )}
          </Field>
        </fieldset>
      ))}
      <div className="hz-row">
        <Button disabled={articles.length >= 200} onClick={() => set({ articles: [...articles, blankArticle(articles.at(-1)?.chapter)] })}>
          {t('addArticle')}
        </Button>
      </div>
      {fixed ? (
        <Field label={t('note')}>
          {(attributes) => (
            <input {...attributes} className="hz-input" maxLength={300} value={value.note} onChange={({ target }) => set({ note: target.value })} />
          )}
        </Field>
      ) : null}
      {foot}
      <Failure error={error} kept />
      <div className="hz-row">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
          {t('save')}
        </Button>
        {ready ? null : <span className="hz-small">{t('notReady')}</span>}
      </div>
    </form>
  );
}
