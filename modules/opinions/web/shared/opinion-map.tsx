import { Empty, Icon, Loading } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { Plane } from './plane.tsx';
import type { MapReply } from './client.ts';
import './opinions.css';

/** Where people stand: areas with plain names, what each says, what all share and what divides. The same in words, so that nothing hangs on the drawing. */
export function OpinionMap({ map }: { map: MapReply }) {
  const t = useWords('opinions');
  const time = useTime();
  if (!map.ready || map.people === 0) return <Empty title={t('map.none')} why={t('map.noneWhy')} />;
  const name = (group: number): string => t(`map.name.${group}`);
  return (
    <div className="hzo-map">
      <p className="hz-small">
        {t('map.from', { people: map.people, votes: map.votes })}
        {map.at ? ` · ${t(map.final ? 'map.final' : 'map.at', { at: time.moment(map.at) })}` : null}
      </p>
      {map.groups.length > 0 ? <Plane map={map} /> : null}
      {map.you ? <p className="hzo-you">{map.you.group === null ? t('map.youNowhere') : t('map.you', { group: name(map.you.group) })}</p> : null}
      {map.withheld > 0 ? <p className="hz-small">{t('map.withheld', { count: map.withheld })}</p> : null}
      {map.groups.length === 0 && map.withheld === 0 ? <p className="hz-small">{t('map.few')}</p> : null}
      {map.shared.length > 0 ? (
        <section>
          <h3>{t(map.groups.length > 1 ? 'map.shared' : 'map.sharedAlone')}</h3>
          <ul className="hzo-says">
            {map.shared.map((one) => (
              <li key={one.statement}>
                <Side side={one.side} /> {one.text} <span className="hz-small hz-num">{t(`map.share.${one.side}`, { n: one.percent })}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {map.groups.map((group) => (
        <section key={group.group} data-you={map.you?.group === group.group ? '' : undefined}>
          <h3>
            {map.groups.length === 1
              ? t('map.allAlike', { n: group.size })
              : t('map.group', { name: name(group.group), percent: group.percent, n: group.size })}
            {map.you?.group === group.group ? <span className="hzo-mark">{t('map.yours')}</span> : null}
          </h3>
          {group.says.length === 0 ? <p className="hz-small">{t('map.saysNothing')}</p> : null}
          <ul className="hzo-says">
            {group.says.map((one) => (
              <li key={one.statement}>
                <Side side={one.side} /> {one.text}{' '}
                <span className="hz-small hz-num">
                  {map.groups.length === 1
                    ? t(`map.share.${one.side}`, { n: one.percent })
                    : t(`map.against.${one.side}`, { n: one.percent, other: one.elsewhere })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {map.divided.length > 0 ? (
        <section>
          <h3>{t('map.divided')}</h3>
          <ul className="hzo-says">
            {map.divided.map((one) => (
              <li key={one.statement}>
                {one.text}{' '}
                <span className="hz-small hz-num">
                  {one.groups.map(({ group, percent }) => t('map.groupAgrees', { name: name(group), n: percent })).join(t('map.comma'))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <details className="hz-small">
        <summary>{t('map.how')}</summary>
        <p>{t('map.howLong')}</p>
      </details>
    </div>
  );
}

/** 同意 or 不同意, by word and sign. */
function Side({ side }: { side: 'agree' | 'disagree' }) {
  const t = useWords('opinions');
  return (
    <strong className="hzo-side" data-side={side}>
      <Icon name={side === 'agree' ? 'check' : 'close'} /> {t(`stance.${side}`)}
    </strong>
  );
}

/** While a map is on its way. */
export const MapWaits = () => <Loading rows={6} />;
