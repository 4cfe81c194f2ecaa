import { Tag } from '@hezhi/ui';
import { useMarks, useTime, useWords } from '@hezhi/web';
import { subjectWords, subjects } from '../../contract/subjects.ts';
import './shared.css';

/** Square centimetres as square metres: `1,234.56 ㎡`. */
export function useArea(): (area: number) => string {
  const time = useTime();
  return (area) => `${time.count(Math.floor(area / 10_000))}.${`${Math.floor((area % 10_000) / 100)}`.padStart(2, '0')} ㎡`;
}

/** An owner to choose, with some of the units by which staff know them apart: `王大明 · 1号楼101、1号楼102`. */
export function useOwnerLabel(): (owner: { holder: string; units: readonly string[] }) => string {
  const marks = useMarks();
  return ({ holder, units }) => `${holder} · ${marks.list(units.slice(0, 3))}`;
}

/** Whether what comes out binds, in a word. */
export function BindingTag({ binding }: { binding: boolean }) {
  const t = useWords('owners');
  return <Tag tone={binding ? 'good' : 'warn'}>{t(binding ? 'binding.yes' : 'binding.no')}</Tag>;
}

/** How many owners support a proposal, of how many that are needed. */
export function Support({ support }: { support: { have: number; need: number; total: number } }) {
  const t = useWords('owners');
  return (
    <div>
      <progress className="hzo-bar" aria-hidden="true" value={Math.min(support.have, support.need)} max={support.need} />
      <p className="hz-small hz-num">{t('support.line', { have: support.have, need: support.need, total: support.total })}</p>
    </div>
  );
}

/** The nine subjects, to choose from. */
export const subjectChoices = subjects.map((value) => ({ value, words: subjectWords[value] }));
