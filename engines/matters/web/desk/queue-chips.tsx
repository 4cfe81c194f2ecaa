import { Icon } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { Suspense, type ReactNode } from 'react';
import { useRoute } from '../shared/client.ts';
import { useSubjects } from '../shared/kinds.ts';
import { useMatterKinds } from '../shared/matter-kinds.ts';
import { narrowing, type Narrowing, type QueueFilters } from './use-filters.ts';

/** What the list is narrowed by, each removable: also what a link from a figure brought along. */
export function QueueChips({ filters, set, reset }: { filters: QueueFilters; set: (change: Partial<QueueFilters>) => void; reset: () => void }) {
  const t = useWords('matters');
  const word = useFilterWord();
  const active = narrowing.filter((key) => filters[key] !== '');
  if (active.length === 0) return null;
  return (
    <ul className="hzc-chips hz-no-print" aria-label={t('desk.chips.label')}>
      {active.map((key) => (
        <li key={key}>
          <button type="button" className="hzc-chip" onClick={() => set({ [key]: '' })}>
            <span className="hz-visually-hidden">{t('desk.chips.drop')}</span>
            {word(key, filters[key])} <Icon name="close" />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="hzc-link" onClick={reset}>
          {t('desk.chips.all')}
        </button>
      </li>
    </ul>
  );
}

/** A filter and its value in words: 时限：4 小时内. */
function useFilterWord(): (key: Narrowing, value: string) => ReactNode {
  const t = useWords('matters');
  const say = useSay();
  const kinds = useMatterKinds();
  const filters = new URLSearchParams(location.search);
  const area = filters.get('area') ?? '';
  const territory = useRoute('GET /territory/:code', { params: { code: area || '0' } }, { enabled: area !== '', keep: false, fresh: 600_000 });
  const said = (key: Narrowing, value: string): string => {
    switch (key) {
      case 'kind': {
        const found = kinds.find((one) => one.kind === value);
        return found ? say(found.name) : value;
      }
      case 'state': {
        const found = kinds.flatMap((one) => one.states).find((one) => one.key === value);
        return found ? say(found.name) : value;
      }
      case 'stage':
      case 'tier':
      case 'channel':
      case 'mark':
        return t(`shared.${key}.${value}`, { defaultValue: value });
      case 'due':
        return t(`desk.within.${value}`, { defaultValue: t('desk.withinMinutes', { count: Number(value) }) });
      case 'measure':
        return value.startsWith('open_') && value !== 'open_overdue'
          ? t('desk.measureAtStage', { stage: t(`shared.stage.${value.slice(5)}`, { defaultValue: value }) })
          : t(`desk.measure.${value}`, { defaultValue: value });
      case 'open':
        return t(`desk.open.${value}`, { defaultValue: value });
      case 'overdue':
        return t('shared.yes');
      case 'area':
        return territory.data?.name ?? value;
      default:
        return value;
    }
  };
  return (key, value) => {
    if (key === 'subject')
      return (
        <>
          {t('shared.labelled', { label: t('desk.filter.subject'), value: '' })}
          <SubjectWord kind={filters.get('kind') ?? ''} code={value} />
        </>
      );
    return key === 'overdue' || key === 'exact' ? t(`desk.filter.${key}`) : t('shared.labelled', { label: t(`desk.filter.${key}`), value: said(key, value) });
  };
}

/** A subject's name by its kind; its code where no kind names it. */
function SubjectWord({ kind, code }: { kind: string; code: string }) {
  const { subjectName: Name } = useSubjects(kind);
  return Name ? (
    <Suspense fallback={code}>
      <Name code={code} />
    </Suspense>
  ) : (
    code
  );
}
