import { Empty, Icon } from '@hezhi/ui';
import { BigButton, PhonePage } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { Link } from 'react-router';
import type { Reply } from '../shared/client.ts';
import { PendingNote } from '@hezhi/matters/screens/phone';

export type ReportSent = { readonly state: 'done'; readonly reply: unknown } | { readonly state: 'waiting' };

/** It has arrived, or it waits on the phone: which of the two is said plainly. */
export function Reported({ sent, onNext }: { sent: ReportSent; onNext: () => void }) {
  const t = useWords('cases');
  const reply = sent.state === 'done' ? (sent.reply as Reply<'POST /cases'>) : null;
  return (
    <PhonePage title={t('field.report.title')} back={false} foot={<BigButton onClick={onNext}>{t('field.report.next')}</BigButton>}>
      {reply ? (
        <div className="hz-state" role="status">
          <Icon name="check" />
          <p className="hz-state-title">{t('field.report.arrived')}</p>
          <p className="hz-num hz-report-number">{reply.number}</p>
          <p className="hz-state-why">{reply.sentence}</p>
          <Link className="hz-button" to={`/task/${reply.id}`}>
            {t('field.report.open')}
          </Link>
        </div>
      ) : (
        <>
          <PendingNote />
          <Empty icon="away" title={t('field.report.kept')} why={t('field.report.keptWhy')} />
        </>
      )}
    </PhonePage>
  );
}
