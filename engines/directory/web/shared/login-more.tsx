import { useWords } from '@hezhi/web';
import { Link, useSearchParams } from 'react-router';
import './directory.css';
import { SandboxCode } from './sandbox-code.tsx';
import { SsoSaid } from './sso-said.tsx';
import { WayLinks } from './ways.tsx';

/** Below the log-in form of staff: the other systems by which one can log in, and the way for who holds a one-time code. */
export function StaffLoginMore() {
  const t = useWords('directory');
  return (
    <>
      <SsoSaid />
      <WayLinks whose="staff" />
      <p className="dir-links">
        <Link to="/recover">{t('login.recover')}</Link>
      </p>
    </>
  );
}

/** Below the log-in form of residents: other systems, registering, and in the demo the code that would have come by SMS. */
export function ResidentLoginMore({ sent }: { sent: string | null }) {
  const t = useWords('directory');
  const [params] = useSearchParams();
  const back = params.get('back');
  return (
    <>
      {sent ? <SandboxCode phone={sent} /> : null}
      <SsoSaid />
      <WayLinks whose="resident" />
      <p className="dir-links">
        <Link to={`/register${back ? `?back=${encodeURIComponent(back)}` : ''}`}>{t('login.register')}</Link>
        <Link to="/recover">{t('login.recover')}</Link>
      </p>
    </>
  );
}
