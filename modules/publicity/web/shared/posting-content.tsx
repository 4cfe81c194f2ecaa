import { Photos } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { cellText, type PostedTable } from '../../contract/tables.ts';
import './postings.css';

type File = { id: string; url: string; thumb: string };
export type Shown = { title: string; text: string; tables: readonly PostedTable[]; files: readonly File[]; sums: readonly (readonly (number | null)[])[] };

/** A heading that names its unit already: 金额（元）. */
const saysYuan = /元/;

/** Accounts as a table, with sums where there is more than one row. */
export function PostedTableView({ table, sums }: { table: PostedTable; sums: readonly (number | null)[] }) {
  const t = useWords('publicity');
  const summed = table.rows.length > 1 && sums.some((one) => one !== null);
  const name = table.title || t('postings.tables');
  return (
    <div className="hzp-scroll" tabIndex={0} role="region" aria-label={name}>
      <table className="hzp-table hzp-posted">
        {table.title ? <caption>{table.title}</caption> : null}
        <thead>
          <tr>
            {table.columns.map((one, c) => (
              <th key={c} scope="col" className={one.type === 'text' ? undefined : 'hz-num'}>
                {one.type === 'money' && !saysYuan.test(one.name) ? t('postings.money', { name: one.name }) : one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, c) => (
                <td key={c} className={table.columns[c]?.type === 'text' ? undefined : 'hz-num'}>
                  {cellText(cell, table.columns[c]?.type ?? 'text')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {summed ? (
          <tfoot>
            <tr>
              {table.columns.map((one, c) => {
                const sum = sums[c] ?? null;
                return (
                  <td key={c} className={one.type === 'text' ? undefined : 'hz-num'}>
                    {sum === null ? (c === 0 ? t('postings.sum') : '') : cellText(sum, one.type)}
                  </td>
                );
              })}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}

/** What a posting says: text, accounts, photos. */
export function PostingContent({ content }: { content: Shown }) {
  return (
    <div className="hzp-posting">
      {content.text
        .split('\n')
        .filter(Boolean)
        .map((line, at) => (
          <p key={at}>{line}</p>
        ))}
      {content.tables.map((table, at) => (
        <PostedTableView key={at} table={table} sums={content.sums[at] ?? []} />
      ))}
      {content.files.length > 0 ? <Photos photos={content.files.map((one) => ({ ...one, alt: content.title }))} /> : null}
    </div>
  );
}
