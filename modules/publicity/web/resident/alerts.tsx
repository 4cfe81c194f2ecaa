import { Empty, Failure, Loading } from '@hezhi/ui';
import { Card, PhonePage, useToast } from '@hezhi/ui/phone';
import { useSay, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { AlertForm } from './alert-form.tsx';

type Alert = Reply<'GET /publicity/alerts'>['items'][number];
const refresh = ['GET /publicity/alerts'] as const;

/** What an alert speaks of, in one line. */
export function useAlertWords() {
  const t = useWords('publicity');
  const say = useSay();
  return (one: Alert, groups: Reply<'GET /case-categories'>['groups'] | undefined): string => {
    const names = one.categories.map((code) => {
      const group = groups?.find((each) => each.code === code[0]);
      const found = code.length === 1 ? group : group?.leaves.find((leaf) => leaf.code === code);
      return found ? say(found.name) : code;
    });
    return [one.where, names.length > 0 ? names.join(t('comma')) : t('alerts.allKinds'), t(`alerts.often.${one.often}`)].join(' · ');
  };
}

/** 身边提醒: what I am told of near by. Stopping is one touch; bringing it back is another. */
export default function AlertsPage() {
  const t = useWords('publicity');
  const toast = useToast();
  const words = useAlertWords();
  const asked = useRoute('GET /publicity/alerts');
  const items = asked.data?.items ?? [];
  const tree = useRoute('GET /case-categories', { query: items[0] ? { district: items[0].district } : {} }, { enabled: items.length > 0, fresh: 3600_000 });
  const stop = useCommand('DELETE /publicity/alerts/:id', { refresh });
  const again = useCommand('POST /publicity/alerts', { refresh });
  const [stopped, setStopped] = useState<Alert | null>(null);
  const [form, setForm] = useState(false);
  const end = (one: Alert) =>
    stop.run({ params: { id: one.id } }).then(
      () => {
        setStopped(one);
        toast(t('alerts.stopped'));
      },
      () => undefined,
    );
  const restore = ({ id, area, circle, categories, often, label }: Alert) =>
    again.run({ body: { id, area, circle, categories, often, label } }).then(
      () => setStopped(null),
      () => undefined,
    );
  const full = asked.data !== undefined && items.length >= asked.data.max;
  return (
    <PhonePage title={t('alerts.title')} back="/me">
      <p className="hz-small">
        {t('alerts.what')} <Link to="/me/notices/wishes">{t('alerts.quiet')}</Link>
      </p>
      {asked.isPending ? <Loading rows={3} /> : <Failure error={asked.error} retry={() => void asked.refetch()} />}
      <Failure error={stop.error ?? again.error} />
      {stopped ? (
        <p className="hz-row" role="status">
          {t('alerts.stoppedOne', { name: stopped.label || stopped.where })}
          <button type="button" className="hz-button" disabled={again.isPending} onClick={() => void restore(stopped)}>
            {t('alerts.restore')}
          </button>
        </p>
      ) : null}
      {asked.data && items.length === 0 && !form ? <Empty title={t('alerts.none')} why={t('alerts.noneWhy')} /> : null}
      {items.map((one) => (
        <Card key={one.id}>
          <h2>{one.label || one.where}</h2>
          <p className="hz-small" style={{ margin: '4px 0 8px' }}>
            {words(one, tree.data?.groups)}
          </p>
          <div className="hz-row">
            <Link className="hz-button" to={`/me/alert?id=${one.id}`}>
              {t('alerts.look')}
            </Link>
            <button type="button" className="hz-button" disabled={stop.isPending} onClick={() => void end(one)}>
              {t('alerts.stop')}
            </button>
          </div>
        </Card>
      ))}
      {form ? (
        <Card>
          <AlertForm onDone={() => setForm(false)} />
        </Card>
      ) : (
        <div className="hz-row">
          <button type="button" className="hz-button" data-primary="" disabled={!asked.data || full} onClick={() => setForm(true)}>
            {t('alerts.add')}
          </button>
          {full ? <span className="hz-small">{t('alerts.full', { max: asked.data.max })}</span> : null}
        </div>
      )}
    </PhonePage>
  );
}
