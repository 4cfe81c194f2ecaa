import { Failure } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { ways } from '../../contract/slots.ts';
import { useRoute } from '../shared/client.ts';
import { Choice, Line } from './line.tsx';
import '../shared/deputies.css';

export type Typed = {
  studio: string;
  deputies: string[];
  starts: string;
  ends: string;
  slot: string;
  ways: (typeof ways)[number][];
  place: string;
  online: string;
  topic: string;
};
/** A moment as the inputs hold it, in China's time. */
export const typedMoment = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16);
/** What the form says, for the route. */
export const timesOf = ({ starts, ends, slot, ...rest }: Typed) => ({
  ...rest,
  starts_at: `${starts}:00+08:00`,
  ends_at: `${ends}:00+08:00`,
  slot: Number(slot) || 20,
});

/** When, where, who, how. */
export function DayForm({
  value,
  onChange,
  error,
  busy,
  onSave,
}: {
  value: Typed;
  onChange: (value: Typed) => void;
  error: Error | null;
  busy: boolean;
  onSave: () => void;
}) {
  const t = useWords('deputies');
  const studios = useRoute('GET /deputies/studios');
  const open = (studios.data?.items ?? []).filter((one) => one.active);
  const people = useRoute('GET /deputies/people', { query: value.studio ? { studio: value.studio } : {} }, { enabled: value.studio !== '' });
  const set = (part: Partial<Typed>) => onChange({ ...value, ...part });
  const ready = value.studio !== '' && value.deputies.length > 0 && value.ways.length > 0 && value.starts !== '' && value.ends > value.starts;
  const toggle = <T,>(list: readonly T[], one: T): T[] => (list.includes(one) ? list.filter((each) => each !== one) : [...list, one]);
  return (
    <form
      className="hzd-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSave();
      }}
    >
      <Choice
        label={t('studio.one')}
        value={value.studio}
        options={[{ value: '', label: t('choose') }, ...open.map((one) => ({ value: one.id, label: one.name }))]}
        set={(studio) => set({ studio, deputies: [], place: value.place || (open.find((one) => one.id === studio)?.place ?? '') })}
      />
      <fieldset>
        <legend>{t('day.who')}</legend>
        <div className="hzd-checks">
          {value.studio === '' ? <span className="hz-small">{t('day.studioFirst')}</span> : null}
          {value.studio !== '' && people.data?.items.length === 0 ? <span>{t('day.whoNone')}</span> : null}
          {(value.studio === '' ? [] : (people.data?.items ?? [])).map((one) => (
            <label key={one.id}>
              <input type="checkbox" checked={value.deputies.includes(one.id)} onChange={() => set({ deputies: toggle(value.deputies, one.id) })} />
              {`${one.name} · ${t(`kinds.${one.kind}`)}`}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="hz-row">
        <Line label={t('day.starts')} type="datetime-local" value={value.starts} set={(starts) => set({ starts })} required />
        <Line label={t('day.ends')} type="datetime-local" value={value.ends} set={(ends) => set({ ends })} required />
        <Line label={t('day.slot')} type="number" value={value.slot} set={(slot) => set({ slot })} />
      </div>
      <fieldset>
        <legend>{t('day.ways')}</legend>
        <div className="hzd-checks">
          {ways.map((one) => (
            <label key={one}>
              <input type="checkbox" checked={value.ways.includes(one)} onChange={() => set({ ways: toggle(value.ways, one) })} /> {t(`ways.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Line label={t('day.place')} value={value.place} set={(place) => set({ place })} />
      {value.ways.includes('online') ? (
        <Line label={t('day.online')} hint={t('day.onlineHint')} value={value.online} set={(online) => set({ online })} max={300} />
      ) : null}
      <Line label={t('day.topic')} value={value.topic} set={(topic) => set({ topic })} max={200} />
      <Failure error={studios.error ?? people.error} />
      <Failure error={error} kept />
      <div className="hz-row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
          {t('save')}
        </Button>
        {ready ? null : <span className="hz-small">{t('notReady')}</span>}
      </div>
    </form>
  );
}
