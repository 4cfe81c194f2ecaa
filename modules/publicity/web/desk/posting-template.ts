import type { useSay } from '@hezhi/web';
import type { Reply } from '../shared/client.ts';

type Template = NonNullable<Reply<'GET /publicity/posting-classes'>['items'][number]['template']>;

/** What the form holds when a posting is begun by the template of its class: texts in the writer's language, tables as rows that a spreadsheet would copy. `period`: in words, or empty. */
export function startOf(
  template: Template,
  period: string,
  say: ReturnType<typeof useSay>,
): { title: string; text: string; tables: { title: string; cells: string }[] } {
  const put = (words: Template['title']): string =>
    say(words)
      .replaceAll('{period}', period)
      .replace(/\s{2,}/g, ' ')
      .trim();
  return {
    title: put(template.title),
    text: template.text ? say(template.text).replaceAll('{period}', period).trim() : '',
    tables: template.tables.map((table) => ({
      title: put(table.title),
      cells: [table.columns, ...table.rows.map((first) => [first])]
        .map((row) => [...row.map(put), ...Array.from({ length: table.columns.length - row.length }, () => '')].join('\t'))
        .join('\n'),
    })),
  };
}
