import { useWords } from '@hezhi/web';
import { Link } from 'react-router';

/** On the home page: the way to the deputies. */
export default function DeputiesLink() {
  const t = useWords('deputies');
  return (
    <p className="hz-row">
      <Link className="hz-button" to="/deputies">
        {t('res.door')}
      </Link>
    </p>
  );
}
