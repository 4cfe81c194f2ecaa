import { DataTable, type Column } from '@hezhi/ui/desk';
import { useLanguage, useSay } from '@hezhi/web';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cellText, type Cell } from '../../contract/report-cells.ts';
import type { Table } from '../../contract/report-tables.ts';

type Item = { id: string; cells: readonly Cell[] };

/** A table of a report; a number with a list behind it leads there. */
export function ReportTable({ table }: { table: Table }) {
  const say = useSay();
  const [language] = useLanguage();
  const show = (cell: Cell | undefined): ReactNode => {
    if (!cell) return null;
    const text = cellText(cell, say, language);
    const to = 'to' in cell ? cell.to : undefined;
    return to === undefined ? text : <Link to={to}>{text}</Link>;
  };
  const columns = table.head.map((title, at): Column<Item> => {
    const number = table.rows.every((row) => row[at]?.is !== 'text');
    return { key: String(at), title: say(title), render: ({ cells }) => show(cells[at]), ...(number ? { number } : {}), ...(at === 0 ? { width: 180 } : {}) };
  });
  return (
    <>
      <DataTable name={say(table.title)} columns={columns} items={table.rows.map((cells, at): Item => ({ id: String(at), cells }))} height="70vh" />
      {table.note ? <p className="hz-small">{say(table.note)}</p> : null}
    </>
  );
}
