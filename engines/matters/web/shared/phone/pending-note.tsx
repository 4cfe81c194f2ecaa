import { Icon } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/phone';
import { useNow, useOnline, useTime, useWords } from '@hezhi/web';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { dropPending, usePending, type Pending } from './pending.ts';
import './phone.css';

/** What is still on this phone, each with its state in words; nothing where everything has arrived. `matter` narrows it to one. */
export function PendingNote({ matter }: { matter?: string }) {
  const t = useWords('matters');
  const time = useTime();
  const online = useOnline();
  const toast = useToast();
  const confirm = useConfirm();
  const told = useCallback((entry: Pending) => toast(t('phone.pending.arrived', { title: entry.title })), [toast, t]);
  const { entries, sendNow } = usePending(told);
  const now = useNow(3000);
  // What is on its way for a moment only is told by the button; a box that flashes would move the page.
  const shown = entries.filter((one) => (matter === undefined || one.matter === matter) && (one.state !== 'sending' || now - one.at > 3000));
  if (shown.length === 0) return null;
  const drop = async (entry: Pending) => {
    const sure = await confirm({
      title: t('phone.pending.dropTitle'),
      effect: t('phone.pending.dropEffect', { title: entry.title }),
      danger: true,
      yes: t('phone.pending.drop'),
    });
    if (sure) dropPending(entry.id);
  };
  return (
    <section className="hz-pending" aria-label={t('phone.pending.title')}>
      <ul>
        {shown.map((entry) => (
          <li key={entry.id} data-state={entry.state}>
            <Icon name={entry.state === 'refused' ? 'alarm' : entry.state === 'sending' ? 'clock' : 'away'} />
            <div>
              <p>
                <strong>{t(`phone.pending.${entry.state}`)}</strong> {entry.title}
              </p>
              <p className="hz-small">
                {entry.state === 'refused'
                  ? entry.said
                  : t(online ? 'phone.pending.waitingOnline' : 'phone.pending.waitingOffline', { at: time.moment(entry.at) })}
              </p>
              {entry.state === 'refused' ? (
                <div className="hz-row">
                  <Link className="hz-button" to={`${entry.form ?? `/task/${entry.matter}`}?again=${entry.id}`}>
                    {t('phone.pending.again')}
                  </Link>
                  <button type="button" className="hz-button" onClick={() => void drop(entry)}>
                    {t('phone.pending.drop')}
                  </button>
                </div>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {online && shown.some((one) => one.state === 'waiting') ? (
        <button type="button" className="hz-button" onClick={() => void sendNow()}>
          {t('phone.pending.sendNow')}
        </button>
      ) : null}
    </section>
  );
}
