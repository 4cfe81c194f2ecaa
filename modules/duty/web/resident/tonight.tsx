import { Empty, Failure, Loading, Tag } from '@hezhi/ui';
import { Field, PhonePage } from '@hezhi/ui/phone';
import { useMarks, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useRoute } from '../shared/client.ts';
import '../shared/duty.css';

const key = 'hezhi.duty.area';
function recalled(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** 今晚谁值班: organisation, posts and telephone; no names. The place that was chosen is remembered on this device. */
export default function TonightPage() {
  const t = useWords('duty');
  const marks = useMarks();
  const say = useSay();
  const time = useTime();
  const { district: home } = useSession();
  const [area, setArea] = useState(recalled);
  const [typed, setDistrict] = useState('');
  const districts = useRoute('GET /public/duty/areas', { query: {} }, { fresh: 3600_000 });
  const known = districts.data?.items ?? [];
  const district = typed || [area.slice(0, 6), home ?? ''].find((code) => known.some((one) => one.code === code)) || known[0]?.code || '';
  const areas = useRoute('GET /public/duty/areas', { query: { district } }, { enabled: district !== '', fresh: 3600_000, keep: false });
  const chosen = areas.data?.items.some((one) => one.code === area) ? area : '';
  const duty = useRoute('GET /public/duty', { query: { area: chosen } }, { enabled: chosen !== '', every: 300_000, keep: false });
  const choose = (code: string) => {
    setArea(code);
    try {
      localStorage.setItem(key, code);
    } catch {
      // Chosen for this visit only.
    }
  };
  const error = districts.error ?? areas.error ?? duty.error;
  return (
    <PhonePage title={t('public.title')}>
      <p className="hz-small">{t('public.sub')}</p>
      {error ? <Failure error={error} retry={() => void (districts.error ? districts : areas.error ? areas : duty).refetch()} /> : null}
      {districts.isPending ? <Loading rows={3} /> : null}
      {known.length > 1 ? (
        <Field label={t('public.district')}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={district} onChange={(event) => setDistrict(event.target.value)}>
              {known.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {district ? (
        <Field label={t('public.area')}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={chosen} onChange={(event) => choose(event.target.value)}>
              <option value="">{t('public.choosePlace')}</option>
              {areas.data?.items.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {chosen && duty.isPending ? <Loading rows={3} /> : null}
      {(chosen && duty.data?.items.length === 0) || (districts.data && known.length === 0) ? (
        <Empty title={t('public.none')} why={t('public.noneWhy')} />
      ) : null}
      <ul className="duty-list" aria-live="polite">
        {(duty.data?.items ?? []).map((one) => (
          <li key={`${one.org}${one.shift}${one.from}`} className="duty-card" data-running={one.running ? '' : undefined}>
            <h3>{one.org}</h3>
            <p>
              {one.running ? <Tag tone="good">{t('public.running')}</Tag> : <Tag tone="neutral">{t('public.later', { from: time.moment(one.from) })}</Tag>}{' '}
              {one.shift} · {t('public.until', { until: time.moment(one.until) })}
            </p>
            <p className="hz-small">
              {marks.list(one.roles.map((role) => say(role)))} · {t('public.people', { count: one.people })}
            </p>
            {one.phone ? (
              <a className="hz-button" data-primary={one.running ? '' : undefined} href={`tel:${one.phone.replace(/[^\d+]/g, '')}`}>
                {t('public.call', { phone: one.phone })}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </PhonePage>
  );
}
