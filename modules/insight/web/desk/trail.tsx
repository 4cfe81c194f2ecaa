import { Icon } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Link } from 'react-router';
import type { Figures } from '../shared/types.ts';
import type { View } from './view.ts';

/** Where we are: from the post's own territory down; each step up is one touch. */
export function Trail({ of, view }: { of: Figures | null; view: View }) {
  const t = useWords('insight');
  if (!of) return null;
  return (
    <nav aria-label={t('trail')}>
      <ol className="hz-insight-trail">
        {of.trail.map((area, at) => {
          const last = at === of.trail.length - 1;
          return (
            <li key={area.code}>
              {at > 0 ? <Icon name="right" /> : null}{' '}
              {last ? <span aria-current="page">{area.name}</span> : <Link to={view.search({ area: at === 0 ? '' : area.code })}>{area.name}</Link>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
