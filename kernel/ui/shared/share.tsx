import { HostFailure, useHost, useWords, type HostCard } from '@hezhi/web';
import { useEffect, useMemo, useRef } from 'react';
import { useToast } from './ask.tsx';
import { Icon } from './icons.tsx';

/**
 * Passes the page on: the device's own sheet, WeChat's menu, or title and address copied. The link is the page's path alone, without query and fragment, so
 * that nothing of the person's own goes with it. `text` is cut to 120 characters; `picture` is an address that needs no session.
 */
export function ShareButton({ title, text, picture }: { title: string; text: string; picture?: string | null | undefined }) {
  const t = useWords('ui');
  const host = useHost();
  const toast = useToast();
  const card = useMemo<HostCard>(
    () => ({
      title,
      text: short(text),
      link: `${location.origin}${location.pathname}`,
      picture: picture ? new URL(picture, location.origin).href : '',
    }),
    [title, text, picture],
  );
  const last = useRef(host);
  useEffect(() => {
    last.current = host;
    host.offer(card);
  }, [host, card]);
  // The next page may be somebody's own: the host's menu passes on the way in and nothing more. Only when the page is left, not when the host has opened.
  useEffect(() => () => last.current.offer({ title: document.title.split(' · ').pop() ?? '', text: '', link: `${location.origin}/`, picture: '' }), []);
  const share = async () => {
    try {
      const how = await host.share(card);
      if (how !== 'shared') toast(t(`share.${how}`));
    } catch (failure) {
      if (!(failure instanceof HostFailure) || failure.why !== 'cancelled') toast(t('share.failed'));
    }
  };
  return (
    <p className="hz-no-print">
      <button type="button" className="hz-button" onClick={() => void share()}>
        <Icon name="share" /> {t('share.button')}
      </button>
    </p>
  );
}

function short(text: string): string {
  const all = [...text.replace(/\s+/g, ' ').trim()];
  return all.length <= 120 ? all.join('') : `${all.slice(0, 119).join('')}…`;
}
