import { useWords } from '@hezhi/web';
import { Link } from 'react-router';

/** Below the own case: what others reported. */
export default function NearLink() {
  const t = useWords('cases');
  return (
    <p className="hz-small">
      {t('resident.case.nearby')} <Link to="/near">{t('resident.near.title')}</Link>
    </p>
  );
}
