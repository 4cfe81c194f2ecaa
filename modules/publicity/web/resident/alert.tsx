import { Empty, Failure, Loading } from '@hezhi/ui';
import { BigButton, Card, ListMore, PhonePage, useToast } from '@hezhi/ui/phone';
import { useFilters, useWords } from '@hezhi/web';
import { Link, useNavigate } from 'react-router';
import { useCommand, useList, useRoute } from '../shared/client.ts';
import { useAlertWords } from './alerts.tsx';
import { CaseCard } from './case-card.tsx';

/** One alert: where a notice leads. What it speaks of, newest first, and the one touch that stops it. */
export default function AlertPage() {
  const t = useWords('publicity');
  const go = useNavigate();
  const toast = useToast();
  const words = useAlertWords();
  const [{ id }] = useFilters({ id: '' });
  const asked = useRoute('GET /publicity/alerts');
  const alert = asked.data?.items.find((one) => one.id === id) ?? null;
  const tree = useRoute('GET /case-categories', { query: alert ? { district: alert.district } : {} }, { enabled: alert !== null, fresh: 3600_000 });
  const list = useList('GET /publicity/alerts/:id/cases', { params: { id }, query: { limit: 20 } }, { enabled: alert !== null });
  const stop = useCommand('DELETE /publicity/alerts/:id', { refresh: ['GET /publicity/alerts'] });
  const end = () =>
    stop.run({ params: { id } }).then(
      () => {
        toast(t('alerts.stopped'));
        void go('/me/alerts');
      },
      () => undefined,
    );
  return (
    <PhonePage title={alert ? alert.label || alert.where : t('alerts.title')} back="/me/alerts">
      {asked.isPending ? <Loading rows={4} /> : <Failure error={asked.error} retry={() => void asked.refetch()} />}
      {asked.data && !alert ? (
        <Empty
          title={t('alerts.gone')}
          why={t('alerts.goneWhy')}
          action={
            <Link className="hz-button" to="/me/alerts">
              {t('alerts.title')}
            </Link>
          }
        />
      ) : null}
      {alert ? (
        <>
          <Card>
            <p>{words(alert, tree.data?.groups)}</p>
            <div style={{ marginTop: 12 }}>
              <BigButton quiet busy={stop.isPending} onClick={() => void end()}>
                {t('alerts.stop')}
              </BigButton>
            </div>
            <Failure error={stop.error} />
          </Card>
          <ListMore
            list={list}
            label={t('alerts.cases')}
            render={(one) => <CaseCard one={one} />}
            empty={<Empty title={t('alerts.noCases')} why={t('alerts.noCasesWhy')} />}
          />
        </>
      ) : null}
    </PhonePage>
  );
}
