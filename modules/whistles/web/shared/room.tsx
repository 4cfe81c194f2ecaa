import { Photos } from '@hezhi/ui';
import { entryPhotos, type PartProps } from '@hezhi/matters/screens';
import { useTime, useWords } from '@hezhi/web';
import { metres, textOf } from '../../contract/responses.ts';
import './shared.css';

/** 联合处置室: what the parties wrote and photographed, and who signed in on the spot. Written by the steps below. */
export default function JointRoom({ detail }: PartProps) {
  const t = useWords('whistles');
  const time = useTime();
  const { matter, timeline } = detail;
  const notes = timeline.filter((entry) => entry.step === 'note' || entry.step === 'progress');
  const signs = timeline.filter((entry) => entry.step === 'sign_in');
  const far = (place: unknown): string => {
    const point = (place as { point?: [number, number] } | undefined)?.point;
    return point && matter.point ? t('departments.distance', { n: time.count(metres([point[0], point[1]], [...matter.point])) }) : '';
  };
  return (
    <section>
      <h3>{t('room.title')}</h3>
      {notes.length === 0 ? (
        <p className="hz-small">{t('room.empty')}</p>
      ) : (
        <ul className="hzw-notes">
          {notes.map((entry) => {
            const photos = entryPhotos(matter.district, entry);
            return (
              <li key={entry.seq}>
                <div className="hz-small" title={time.exact(entry.at)}>
                  {[entry.actor.org, entry.actor.name, time.moment(entry.at)].filter(Boolean).join(' · ')}
                </div>
                <p className="hzw-pre">{textOf(entry.data['note'])}</p>
                {photos.length > 0 ? <Photos photos={photos} label={t('photos')} /> : null}
              </li>
            );
          })}
        </ul>
      )}
      <h3>{t('signIn.title')}</h3>
      {signs.length === 0 ? (
        <p className="hz-small">{t('signIn.none')}</p>
      ) : (
        <ul className="hzw-notes">
          {signs.map((entry) => (
            <li key={entry.seq}>
              <strong>{entry.actor.name}</strong> <span className="hz-small">{entry.actor.org}</span>
              <div className="hz-small" title={time.exact(entry.at)}>
                {[time.moment(entry.at), entry.data['with'] ? t('signIn.with', { names: textOf(entry.data['with']) }) : '', far(entry.data['place'])]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
