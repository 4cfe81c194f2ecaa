import { useWords } from '@hezhi/web';
import { Link } from 'react-router';

/** On the home page: the way to the notice board. */
export default function BoardLink() {
  const t = useWords('publicity');
  return (
    <p className="hz-row">
      <Link className="hz-button" to="/board">
        {t('board.door')}
      </Link>
    </p>
  );
}
