import { useWords } from '@hezhi/web';
import { Link } from 'react-router';

/** On the home page: the way to the duty telephones. */
export default function DutyLink() {
  const t = useWords('duty');
  return (
    <p className="hz-row">
      <Link className="hz-button" to="/duty">
        {t('public.link')}
      </Link>
    </p>
  );
}
