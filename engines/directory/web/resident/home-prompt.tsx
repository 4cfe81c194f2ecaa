import { useWords } from '@hezhi/web';
import { Link, useLocation } from 'react-router';
import type { HomeStanding } from '../../contract/homes.ts';
import '../shared/directory.css';

/** Says kindly whose residents something is for and what to do: set, change or confirm one’s community. Nothing where one belongs. */
export function HomePrompt({ standing, whose }: { standing: HomeStanding; whose: string }) {
  const t = useWords('directory');
  const { pathname } = useLocation();
  if (standing === 'belongs') return null;
  return (
    <div className="dir-note hz-form">
      <p>{t(`home.prompt.${standing}`, { area: whose })}</p>
      <p>
        <Link className="hz-button" data-primary={standing === 'no_home' ? '' : undefined} to={`/me/home?back=${encodeURIComponent(pathname)}`}>
          {t(standing === 'no_home' ? 'home.prompt.set' : 'home.prompt.look')}
        </Link>
      </p>
    </div>
  );
}
