import { AreaPicker } from '@hezhi/matters/screens/desk';
import { uploadPhoto } from '@hezhi/matters/screens';
import { Failure, Field, PhotoPicker, type PickedPhoto } from '@hezhi/ui';
import { useConfirm } from '@hezhi/ui/desk';
import { useMarks, useSay, useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { periodPattern } from '../../contract/posting-classes.ts';
import { cellText, pastedTable, sumsOf, type PostedTable } from '../../contract/tables.ts';
import { useRoute, type Reply } from '../shared/client.ts';
import { PostedTableView } from '../shared/posting-content.tsx';
import { periodsBefore, usePeriod } from '../shared/period.ts';
import { startOf } from './posting-template.ts';
import '../shared/postings.css';

type Content = NonNullable<Reply<'GET /publicity/postings/:id'>['draft']>;
export type Typed = {
  area: string;
  class: string;
  period: string;
  days: string;
  title: string;
  text: string;
  tables: { title: string; cells: string }[];
  note: string;
  restart: boolean;
};

const cellsOf = (table: PostedTable): string =>
  [table.columns.map((one) => one.name), ...table.rows.map((row) => row.map((cell, c) => cellText(cell, table.columns[c]?.type ?? 'text')))]
    .map((row) => row.join('\t'))
    .join('\n');

/** What is typed into the form for a content that was stored. */
export const typedOf = (content: Content | null): Pick<Typed, 'title' | 'text' | 'tables'> => ({
  title: content?.title ?? '',
  text: content?.text ?? '',
  tables: (content?.tables ?? []).map((table) => ({ title: table.title, cells: cellsOf(table) })),
});

/** The content that the form says; photos that have not arrived are left out. */
export const contentOf = (typed: Typed, photos: readonly PickedPhoto[]): Content => ({
  title: typed.title.trim(),
  text: typed.text.trim(),
  tables: typed.tables.map((one) => pastedTable(one.title.trim(), one.cells)).filter((table) => table.columns.length > 0),
  files: photos.flatMap((one) => (one.id === null ? [] : [one.id])),
});

/** Writes a posting: class and area (new ones only), text, accounts pasted from a spreadsheet, photos. */
export function PostingForm({
  value,
  onChange,
  photos,
  onPhotos,
  correcting = false,
  fixed = false,
  error,
  busy,
  onSave,
  head,
}: {
  value: Typed;
  onChange: (value: Typed) => void;
  photos: readonly PickedPhoto[];
  onPhotos: (next: (before: readonly PickedPhoto[]) => readonly PickedPhoto[]) => void;
  correcting?: boolean;
  fixed?: boolean;
  error: Error | null;
  busy: boolean;
  onSave: () => void;
  head?: ReactNode;
}) {
  const t = useWords('publicity');
  const marks = useMarks();
  const say = useSay();
  const { district } = useSession();
  const confirm = useConfirm();
  const classes = useRoute('GET /publicity/posting-classes', value.area ? { query: { area: value.area } } : {}, { fresh: 600_000 });
  const one = classes.data?.items.find((each) => each.key === value.class);
  const unknown = !fixed && classes.data !== undefined && one === undefined;
  const [fault, setFault] = useState('');
  const set = (change: Partial<Typed>) => onChange({ ...value, ...change });
  const period = usePeriod();
  const [recent] = useState(() => periodsBefore(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)));
  const periods = value.period === '' || recent.includes(value.period) ? recent : [value.period, ...recent];
  const periodWrong = value.period !== '' && !periodPattern.test(value.period);
  // The template of the class, in the writer's language; what is typed already is replaced only when that is wanted.
  const begin = async () => {
    if (!one?.template) return;
    const typed = value.title.trim() !== '' || value.text.trim() !== '' || value.tables.length > 0;
    if (typed && !(await confirm({ title: t('postings.template'), effect: t('postings.templateEffect'), yes: t('postings.templateYes') }))) return;
    set(startOf(one.template, value.period === '' ? '' : period(value.period), say));
  };
  const save = () => {
    if (value.title.trim().length < 2) return setFault(t('postings.title'));
    setFault('');
    onSave();
  };
  return (
    <form
      className="hzp-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {head}
      {fixed ? null : (
        <div className="hz-row">
          <Field label={t('postings.class')} required>
            {(attributes) => (
              <select {...attributes} className="hz-input" value={value.class} onChange={({ target }) => set({ class: target.value })}>
                {/* A class of another place, when the place was changed after it. */}
                {unknown ? <option value={value.class}>{t('postings.classChoose')}</option> : null}
                {classes.data?.items.map((each) => (
                  <option key={each.key} value={each.key}>
                    {say(each.words)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('postings.area')} required>
            {({ id }) => <AreaPicker id={id} value={value.area} onChange={(area) => set({ area })} width={240} />}
          </Field>
        </div>
      )}
      {one ? <p className="hz-small">{marks.says(t('postings.basis'), say(one.basis))}</p> : null}
      {one?.template && !correcting ? (
        <p>
          <Button onClick={() => void begin()}>{t('postings.template')}</Button>
        </p>
      ) : null}
      <div className="hz-row">
        {correcting ? null : (
          <Field label={t('postings.period')} error={periodWrong ? t('postings.periodHint') : undefined}>
            {(attributes) => (
              <select {...attributes} className="hz-input" value={value.period} onChange={({ target }) => set({ period: target.value })}>
                <option value="">{t('postings.periodNone')}</option>
                {periods.map((key) => (
                  <option key={key} value={key}>
                    {period(key)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Field label={t('postings.days')} {...(one ? { hint: t('postings.daysHint', { days: one.days }) } : {})}>
          {(attributes) => (
            <input
              {...attributes}
              type="number"
              className="hz-input"
              min={one?.days ?? 1}
              max={90}
              value={value.days}
              onChange={({ target }) => set({ days: target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('postings.title')} required error={fault ? t('postings.title') : undefined}>
        {(attributes) => (
          <input {...attributes} className="hz-input" maxLength={100} value={value.title} onChange={({ target }) => set({ title: target.value })} />
        )}
      </Field>
      <Field label={t('postings.text')}>
        {(attributes) => (
          <textarea
            {...attributes}
            className="hz-input"
            rows={8}
            maxLength={20_000}
            value={value.text}
            onChange={({ target }) => set({ text: target.value })}
          />
        )}
      </Field>
      {value.tables.map((table, at) => {
        const change = (part: Partial<typeof table>) => set({ tables: value.tables.map((each, n) => (n === at ? { ...each, ...part } : each)) });
        const read = pastedTable(table.title, table.cells);
        return (
          <fieldset key={at}>
            <legend>{t('postings.tableN', { n: at + 1 })}</legend>
            <Field label={t('postings.tableTitle')}>
              {(attributes) => (
                <input {...attributes} className="hz-input" maxLength={100} value={table.title} onChange={({ target }) => change({ title: target.value })} />
              )}
            </Field>
            <Field label={t('postings.paste')} hint={t('postings.pasteHint')}>
              {(attributes) => (
                <textarea {...attributes} className="hz-input" rows={5} value={table.cells} onChange={({ target }) => change({ cells: target.value })} />
              )}
            </Field>
            {read.columns.length > 0 ? <PostedTableView table={read} sums={sumsOf(read)} /> : null}
            <div className="hz-row">
              <Button onClick={() => set({ tables: value.tables.filter((_, n) => n !== at) })}>{t('postings.removeTable')}</Button>
            </div>
          </fieldset>
        );
      })}
      <div className="hz-row">
        <Button disabled={value.tables.length >= 6} onClick={() => set({ tables: [...value.tables, { title: '', cells: '' }] })}>
          {t('postings.addTable')}
        </Button>
      </div>
      <PhotoPicker label={t('postings.photos')} photos={photos} onChange={onPhotos} upload={uploadPhoto(district ?? undefined)} max={9} />
      {correcting ? (
        <>
          <Field label={t('postings.note')} hint={t('postings.noteHint')} required>
            {(attributes) => (
              <textarea
                {...attributes}
                className="hz-input"
                rows={2}
                maxLength={500}
                value={value.note}
                onChange={({ target }) => set({ note: target.value })}
              />
            )}
          </Field>
          <label className="hz-row">
            <input type="checkbox" checked={value.restart} onChange={({ target }) => set({ restart: target.checked })} /> {t('postings.restart')}
          </label>
        </>
      ) : null}
      <Failure error={error} kept />
      <div className="hz-row">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={periodWrong || unknown || (!fixed && value.area === '') || photos.some((photo) => photo.id === null)}
        >
          {t('postings.save')}
        </Button>
      </div>
    </form>
  );
}
