import { newId } from '@hezhi/contract/light';
import { groundOf } from '@hezhi/matters/screens';
import { Failure, Icon } from '@hezhi/ui';
import { Map } from '@hezhi/ui/map';
import { Field, useToast } from '@hezhi/ui/phone';
import { HostFailure, useHost, useSay, useSession, useWords } from '@hezhi/web';
import { useMemo, useState, type FormEvent } from 'react';
import { useCommand, useRoute } from '../shared/client.ts';
import { AreaField } from './area-field.tsx';
import './publicity.css';

const radii = [300, 500, 1000, 2000] as const;

/** A new alert: where (an area or a circle), what kinds, how often. */
export function AlertForm({ onDone }: { onDone: () => void }) {
  const t = useWords('publicity');
  const say = useSay();
  const toast = useToast();
  const { district } = useSession();
  const tree = useRoute('GET /case-categories', { query: district ? { district } : {} }, { fresh: 3600_000 });
  const [id] = useState(newId);
  const [by, setBy] = useState<'area' | 'circle'>('area');
  const [area, setArea] = useState('');
  const [point, setPoint] = useState<{ lon: number; lat: number } | null>(null);
  const [radius, setRadius] = useState<number>(500);
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const [often, setOften] = useState<'once' | 'daily'>('daily');
  const [label, setLabel] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const save = useCommand('POST /publicity/alerts', { refresh: ['GET /publicity/alerts'] });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (by === 'area' ? area === '' : point === null) return setFault(t(by === 'area' ? 'alerts.areaNeeded' : 'alerts.pointNeeded'));
    setFault(null);
    const place = by === 'area' ? { area, circle: null } : { area: null, circle: { ...point!, radius } };
    try {
      await save.run({ body: { id, ...place, categories: [...kinds], often, label: label.trim() } });
    } catch {
      // Told below; the form stays.
      return;
    }
    toast(t('alerts.saved'));
    onDone();
  };
  return (
    <form className="hz-form" onSubmit={(event) => void submit(event)} noValidate>
      <h2>{t('alerts.add')}</h2>
      <div className="hz-segments" role="group" aria-label={t('alerts.where')}>
        {(['area', 'circle'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={by === one} onClick={() => setBy(one)}>
            {t(`alerts.by.${one}`)}
          </button>
        ))}
      </div>
      {by === 'area' ? (
        <AreaField district={district} value={area} onChange={setArea} />
      ) : (
        <>
          <Circle point={point} onPick={setPoint} district={district} />
          <Field label={t('alerts.radius')}>
            {(attributes) => (
              <select {...attributes} className="hz-input" value={radius} onChange={({ target }) => setRadius(Number(target.value))}>
                {radii.map((one) => (
                  <option key={one} value={one}>
                    {t('alerts.metres', { count: one })}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </>
      )}
      {fault ? (
        <p className="hz-field-error" role="alert">
          {fault}
        </p>
      ) : null}
      <fieldset className="hzp-checks">
        <legend>{t('alerts.kinds')}</legend>
        {tree.data?.groups.map((group) => (
          <label key={group.code}>
            <input
              type="checkbox"
              checked={kinds.includes(group.code)}
              onChange={({ target }) => setKinds(target.checked ? [...kinds, group.code] : kinds.filter((one) => one !== group.code))}
            />
            {say(group.name)}
          </label>
        ))}
      </fieldset>
      <p className="hz-small">{t('alerts.kindsHint')}</p>
      <Field label={t('alerts.how')}>
        {(attributes) => (
          <select {...attributes} className="hz-input" value={often} onChange={({ target }) => setOften(target.value === 'once' ? 'once' : 'daily')}>
            <option value="daily">{t('alerts.often.daily')}</option>
            <option value="once">{t('alerts.often.once')}</option>
          </select>
        )}
      </Field>
      <Field label={t('alerts.label')} hint={t('alerts.labelHint')}>
        {(attributes) => <input {...attributes} className="hz-input" maxLength={40} value={label} onChange={({ target }) => setLabel(target.value)} />}
      </Field>
      <Failure error={save.error} kept />
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={save.isPending}>
          {t('alerts.save')}
        </button>
        <button type="button" className="hz-button" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}

type Picked = { lon: number; lat: number };

function Circle({ point, onPick, district }: { point: Picked | null; onPick: (one: Picked) => void; district: string | null }) {
  const t = useWords('publicity');
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState('');
  const districts = useRoute('GET /public/districts', {}, { fresh: 3600_000 });
  const centre = districts.data?.items.find((one) => one.code === district)?.centre ?? null;
  const fit = useMemo(() => (centre ? ([centre[0] - 0.03, centre[1] - 0.03, centre[0] + 0.03, centre[1] + 0.03] as const) : null), [centre]);
  const layers = useMemo(
    () => (district ? [{ name: 'areas', url: `/api/places/map/${district}/shapes?level=community`, style: 'grid' as const, label: 'name' }] : []),
    [district],
  );
  const ground = useMemo(() => groundOf(district ?? undefined), [district]);
  const here = async () => {
    setBusy(true);
    setNote('');
    try {
      const { lon, lat } = await host.place();
      onPick({ lon, lat });
    } catch (failure) {
      setNote(t(failure instanceof HostFailure && failure.why === 'denied' ? 'alerts.denied' : 'alerts.notFound'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Map
        label={t('alerts.mapLabel')}
        height={260}
        layers={layers}
        backdrop={ground}
        fit={fit}
        pick={point}
        onPick={({ lon, lat }) => onPick({ lon, lat })}
        list={false}
      />
      <div className="hz-row">
        {host.can.place ? (
          <button type="button" className="hz-button" disabled={busy} onClick={() => void here()}>
            <Icon name="pin" /> {t(busy ? 'alerts.finding' : 'alerts.here')}
          </button>
        ) : null}
        <span role="status" className="hz-small hz-num">
          {note || (point ? t('alerts.marked', { lon: point.lon.toFixed(4), lat: point.lat.toFixed(4) }) : t('alerts.pointNeeded'))}
        </span>
      </div>
    </>
  );
}
