import { useWords } from '@hezhi/web';
import { useId } from 'react';
import type { MapReply } from './client.ts';

const WIDTH = 340;
const HEIGHT = 260;
const EDGE = 34;
const across = (x: number): number => WIDTH / 2 + x * (WIDTH / 2 - EDGE);
const down = (y: number): number => HEIGHT / 2 - y * (HEIGHT / 2 - EDGE);
/** Beside the colour each area has a hatching of its own. */
const hatchings = ['M0 8L8 0', 'M0 0L8 8', 'M0 4H8', 'M4 0V8', 'M0 4H8M4 0V8'];

/** The areas of the groups and the own place in the plane of the two components: near means alike. Words for readers beside it stand in OpinionMap. */
export function Plane({ map }: { map: MapReply }) {
  const t = useWords('opinions');
  const id = useId();
  const label = [
    t('map.plane'),
    ...map.groups.map(({ group, percent }) => t('map.area', { name: t(`map.name.${group}`), percent })),
    ...(map.you && map.you.group !== null ? [t('map.you', { group: t(`map.name.${map.you.group}`) })] : []),
  ].join(t('map.stop'));
  return (
    <svg className="hzo-plane" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <defs>
        {map.groups.map(({ group }) => (
          <pattern key={group} id={`${id}${group}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <path d={hatchings[group % hatchings.length]} className="hzo-hatch" data-group={group} />
          </pattern>
        ))}
      </defs>
      {map.groups.map((one) => (
        <g key={one.group} className="hzo-area" data-group={one.group} data-you={map.you?.group === one.group ? '' : undefined}>
          <ellipse
            cx={across(one.x)}
            cy={down(one.y)}
            rx={radius(one.width * (WIDTH / 2 - EDGE))}
            ry={radius(one.height * (HEIGHT / 2 - EDGE))}
            fill={`url(#${id}${one.group})`}
          />
        </g>
      ))}
      {map.groups.map((one) => (
        <text key={one.group} x={across(one.x)} y={down(one.y) - 3} className="hzo-name">
          {t(`map.name.${one.group}`)}
          <tspan x={across(one.x)} dy="1.2em">
            {one.percent}%
          </tspan>
        </text>
      ))}
      {map.you ? (
        <g className="hzo-me" transform={`translate(${across(map.you.x)} ${down(map.you.y)})`}>
          <circle r="8" />
          <circle r="3" className="hzo-dot" />
          <text y={down(map.you.y) < 40 ? 24 : -14}>{t('map.me')}</text>
        </g>
      ) : null}
    </svg>
  );
}

const radius = (r: number): number => Math.max(30, Math.min(120, r));
