import { useWords } from '@hezhi/web';
import { Link, useHref, useSearchParams } from 'react-router';
import { useRoute } from './client.ts';
import './directory.css';
import { SandboxCode } from './sandbox-code.tsx';

const path = /^\/(?!\/)[\w/-]*$/;

/** Below the log-in form of staff: single sign-on where it is set up, and the way for who holds a one-time code. */
export function StaffLoginMore() {
  const t = useWords('directory');
  const [params] = useSearchParams();
  const base = useHref('/').replace(/\/$/, '');
  const ways = useRoute('GET /sessions/ways', undefined, { fresh: 3_600_000 });
  const wanted = params.get('back') ?? '/';
  // The provider sends back to a path; filters in the address are not carried through its redirects.
  const there = `${base}${wanted.split('?')[0]}`;
  const failed = params.get('sso');
  return (
    <>
      {failed ? (
        <p className="hz-field-error" role="alert">
          {t(failed === 'unlinked' ? 'sso.unlinked' : 'sso.failed')}
        </p>
      ) : null}
      {ways.data?.sso ? (
        <>
          <a className="hz-button dir-sso" href={`/api/sessions/oidc/start?return=${encodeURIComponent(path.test(there) ? there : base || '/')}`}>
            {t('sso.do')}
          </a>
          {ways.data.sandbox ? <p className="hz-small">{t('sso.sandbox')}</p> : null}
        </>
      ) : null}
      <p className="dir-links">
        <Link to="/recover">{t('login.recover')}</Link>
      </p>
    </>
  );
}

/** Below the log-in form of residents: registering, and in the demo the code that would have come by SMS. */
export function ResidentLoginMore({ sent }: { sent: string | null }) {
  const t = useWords('directory');
  const [params] = useSearchParams();
  const back = params.get('back');
  return (
    <>
      {sent ? <SandboxCode phone={sent} /> : null}
      <p className="dir-links">
        <Link to={`/register${back ? `?back=${encodeURIComponent(back)}` : ''}`}>{t('login.register')}</Link>
        <Link to="/recover">{t('login.recover')}</Link>
      </p>
    </>
  );
}
