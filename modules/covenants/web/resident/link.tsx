import { useWords } from '@hezhi/web';
import { Link } from 'react-router';

/** On the home page: the way to the covenants. */
export default function CovenantsLink() {
  const t = useWords('covenants');
  return (
    <p className="hz-row">
      <Link className="hz-button" to="/covenants">
        {t('res.door')}
      </Link>
    </p>
  );
}
