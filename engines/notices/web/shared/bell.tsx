import { useLiveRefresh, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from './client.ts';
import './notices.css';

/** The bell at the head of every page: how much one has not read, and the way to it. Says nothing while it does not know. */
export default function Bell() {
  const t = useWords('notices');
  const { data } = useRoute('GET /notices/unread', {}, { fresh: 60_000, every: 300_000 });
  useLiveRefresh(['notices.new', 'notices.read'], ['GET /notices']);
  const unread = data?.unread ?? 0;
  const shown = unread >= 100 ? '99+' : String(unread);
  return (
    <Link className="ntc-bell" to="/me/notices" aria-label={unread > 0 ? t('bellUnread', { count: shown }) : t('inbox.title')} title={t('inbox.title')}>
      <svg
        viewBox="0 0 24 24"
        width="24"
        height="24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d="M6 16.5V11a6 6 0 0 1 12 0v5.500l1.500 1.500h-15zM10 20.500h4M12 5V3.500" />
      </svg>
      {unread > 0 ? (
        <span className="ntc-count hz-num" aria-hidden="true">
          {shown}
        </span>
      ) : null}
    </Link>
  );
}
