import { useWords } from '@hezhi/web';
import './opinions.css';

type Shares = { agree: number; disagree: number; pass: number };
type Figures = Shares & { votes: number; groups: readonly (Shares & { group: number })[] };

/** How the votes on one statement fell: a bar and the same in words, of all and of each group that may be shown. */
export function FiguresOf({ figures }: { figures: Figures }) {
  const t = useWords('opinions');
  return (
    <div>
      <div className="hzo-bar" aria-hidden="true">
        <span style={{ width: `${figures.agree}%` }} />
        <span style={{ width: `${figures.disagree}%` }} />
      </div>
      <p className="hz-small hz-num">{t('figures.all', { votes: figures.votes, agree: figures.agree, disagree: figures.disagree, pass: figures.pass })}</p>
      {figures.groups.length > 1 ? (
        <p className="hz-small hz-num">
          {figures.groups.map((one) => t('map.groupAgrees', { name: t(`map.name.${one.group}`), n: one.agree })).join(t('map.comma'))}
        </p>
      ) : null}
    </div>
  );
}
