import { useSay, useWords } from '@hezhi/web';
import { useHref, useSearchParams } from 'react-router';
import { useRoute } from './client.ts';

const path = /^\/(?!\/)[\w/-]*$/;

/** Whether the page is shown inside WeChat (not WeCom, which calls itself so too). */
export const insideWechat = (): boolean => /MicroMessenger/i.test(navigator.userAgent) && !/wxwork/i.test(navigator.userAgent);

/** What the log-in page needs to know, asked once an hour. */
export const useLoginWays = () => useRoute('GET /sessions/ways', undefined, { fresh: 3_600_000 });

/** `path` of this app as the whole site knows it: what providers send back to. Filters in the address are not carried through their redirects. */
export function useSitePath(): (inside: string) => string {
  const base = useHref('/').replace(/\/$/, '');
  return (inside) => {
    const there = `${base}${inside.split('?')[0]}`;
    return path.test(there) ? there : base || '/';
  };
}

/** Where logging in by another system begins. */
export const startOf = (key: string, back: string, bind = false): string =>
  `/api/sessions/sso/${key}/start?return=${encodeURIComponent(back)}${bind ? '&bind=1' : ''}`;

/** The other systems by which one can log in here, one button each. */
export function WayLinks({ whose }: { whose: 'staff' | 'resident' }) {
  const t = useWords('directory');
  const say = useSay();
  const [params] = useSearchParams();
  const site = useSitePath();
  const ways = useLoginWays();
  const here = (ways.data?.by ?? []).filter((way) => way.for === whose && (way.inside === null || insideWechat()));
  const back = params.get('back') ?? '/';
  // The person is in the middle of one already.
  if (params.get('sso') === 'bind' || params.get('sso') === 'factor') return null;
  return (
    <>
      {here.map((way) => (
        <a key={way.key} className="hz-button dir-sso" href={startOf(way.key, site(back))}>
          {t('sso.by', { name: say(way.name) })}
        </a>
      ))}
      {here.some((way) => way.key === 'sandbox') ? <p className="hz-small">{t('sso.sandbox')}</p> : null}
    </>
  );
}
