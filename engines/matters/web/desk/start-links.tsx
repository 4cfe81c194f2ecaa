import { useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useStarts } from '../shared/starts.ts';

/** Where a matter of a kind is begun, for those who may. */
export function StartLinks() {
  const t = useWords('matters');
  return useStarts().map((start) => (
    <Link key={start.path} className="hz-button" data-primary={start.main ? '' : undefined} to={start.path}>
      {t(start.label)}
    </Link>
  ));
}
