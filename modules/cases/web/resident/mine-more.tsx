import { useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { MyMeToos } from './duplicates-mine.tsx';
import { TrackForm } from './track-form.tsx';
import './resident.css';

/** Cases followed by number and code: the form for visitors, a way there for people with an account. */
export default function MineMore({ visitor }: { visitor: boolean }) {
  const t = useWords('cases');
  if (visitor) return <TrackForm />;
  return (
    <>
      <MyMeToos />
      <p className="hz-row">
        <Link className="hz-button" to="/track">
          {t('resident.track.title')}
        </Link>
      </p>
    </>
  );
}
