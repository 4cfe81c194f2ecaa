import { useWords } from '@hezhi/web';
import { Link } from 'react-router';

/** Above the list of public cases: the ways on from there. */
export default function ListLinks({ district }: { district: string }) {
  const t = useWords('publicity');
  return (
    <nav className="hz-row" aria-label={t('links')}>
      <Link className="hz-button" to="/me/alerts">
        {t('alerts.title')}
      </Link>
      <Link className="hz-button" to={`/following?district=${district}`}>
        {t('following.title')}
      </Link>
      <Link className="hz-button" to={`/figures?district=${district}`}>
        {t('figures.title')}
      </Link>
      <Link className="hz-button" to={`/open-data?district=${district}`}>
        {t('open.title')}
      </Link>
    </nav>
  );
}
