import { Tag } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import type { Difference } from '../shared/client.ts';

const tones = { added: 'good', removed: 'late', changed: 'info' } as const;

/** Differences in words, gathered by part. */
export function Differences({ items }: { items: readonly Difference[] }) {
  const t = useWords('methods');
  if (items.length === 0) return <p>{t('compare.none')}</p>;
  const parts = [...Map.groupBy(items, (one) => one.partName)];
  return (
    <>
      {parts.map(([name, list]) => (
        <details key={name} open={list.length <= 12}>
          <summary>{t('compare.part', { name, count: list.length })}</summary>
          <ul className="hz-list hzm-differences">
            {list.map((one, n) => (
              // oxlint-disable-next-line no-array-index-key -- a list that does not change
              <li key={n}>
                <Tag tone={tones[one.what]}>{t(`what.${one.what}`)}</Tag> {one.text}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}
