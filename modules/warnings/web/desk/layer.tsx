import type { LayerProps, ShownArea } from '@hezhi/matters/screens';
import { useSay, useSession, useWords } from '@hezhi/web';
import { useEffect, useId, useState } from 'react';
import { Link } from 'react-router';
import { client } from '../shared/client.ts';
import './layer.css';

/** 预警 on the map of the command desk: a switch that colours where something rises, with the list of it; nothing where nothing is open. */
export default function WarningLayer({ show }: LayerProps) {
  const { can } = useSession();
  return can('warnings.read') ? <Open show={show} /> : null;
}

function Open({ show }: LayerProps) {
  const t = useWords('warnings');
  const say = useSay();
  const list = useId();
  const [on, setOn] = useState(false);
  const found = client.useList('GET /warnings', { query: { state: 'open', limit: 100 } }, { every: 300_000 });
  const { items } = found;
  const areas = on ? items.map(({ area }) => area).join() : '';
  useEffect(() => {
    show(areas === '' ? [] : areas.split(',').map((area): ShownArea => ({ area, tone: 'warn' })));
    return () => show([]);
  }, [areas, show]);
  if (items.length === 0) return null;
  return (
    <div className="warn-layer">
      <button type="button" className="hz-button" aria-pressed={on} aria-expanded={on} aria-controls={list} onClick={() => setOn(!on)}>
        {t('layer', { count: items.length, more: found.hasMore ? '+' : '' })}
      </button>
      <ul id={list} hidden={!on}>
        {items.map((one) => (
          <li key={one.id}>
            <Link to={`/warnings/${one.id}`}>
              {one.areaName} · {say(one.subjectName)}
            </Link>{' '}
            <span className="hz-num">{t('layerLine', { seen: one.seen, expected: one.expected.toFixed(1) })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
