import { groundOf } from '@hezhi/matters/screens';
import { LiveDot, useToast } from '@hezhi/ui';
import { Map, type MapPoint } from '@hezhi/ui/map';
import { usePageTitle, useSession, useWords } from '@hezhi/web';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand, useRoute, type Candidate, type Person } from '../shared/client.ts';
import '../shared/command.css';
import { Bulk } from './bulk.tsx';
import { Dispatch } from './dispatch.tsx';
import { Handovers } from './handovers.tsx';
import { Help } from './help.tsx';
import { LayerSwitches, useShownAreas } from './map-layers.tsx';
import { People } from './people.tsx';
import { Queue } from './queue.tsx';
import { Start } from './start.tsx';
import { carried, useDesk, useKeys } from './use-desk.ts';

type Taker = Pick<Candidate | Person, 'org' | 'post' | 'name'>;
type Sheet = { kind: 'dispatch'; matter: string; taker: Taker } | { kind: 'bulk' | 'start' | 'help' };

/** 指挥台: queue, map, who is on duty and what was handed over, side by side; everything can be done by keyboard. */
export default function DeskPage() {
  const t = useWords('command');
  const go = useNavigate();
  const toast = useToast();
  const { district, post, can } = useSession();
  usePageTitle(t('nav'));
  const desk = useDesk();
  const { rows } = desk;
  const [at, setAt] = useState<string | null>(null);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [over, setOver] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const people = useRef<HTMLDivElement>(null);
  const current = rows.find((row) => row.matter.id === at) ?? null;
  const nearest = useRoute('GET /command/nearest', { query: { matter: at ?? '', limit: 9 } }, { enabled: current !== null });
  const onDuty = useRoute('GET /command/on-duty', {}, { every: 120_000 });
  const watch = useCommand('PUT /matters/:id/watch', { refresh: ['GET /inbox', 'GET /matters'] });
  const candidates = current ? (nearest.data?.items ?? []) : [];

  const give = useCallback((matter: string, taker: Taker) => setSheet({ kind: 'dispatch', matter, taker }), []);
  const toggle = useCallback((id: string) => setPicked((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id])), []);
  const press = (key: string): boolean => {
    const index = rows.findIndex((row) => row.matter.id === at);
    if (key === 'j' || key === 'k') {
      const next = rows[Math.max(0, Math.min(rows.length - 1, index + (key === 'j' ? 1 : index < 0 ? 1 : -1)))];
      if (!next) return true;
      setAt(next.matter.id);
      document.getElementById(`cmd-${next.matter.id}`)?.scrollIntoView({ block: 'nearest' });
    } else if (key === 'Enter' && at) void go(`/matters/${at}`);
    else if (key === 'x' && at) toggle(at);
    else if (key === 'd' && at) people.current?.focus();
    else if (/^[1-9]$/.test(key) && current) {
      const one = candidates[Number(key) - 1];
      if (!one) return false;
      give(current.matter.id, one);
    } else if (key === 'w' && at) void watchIt(at);
    else if (key === 'b' && picked.length > 0) setSheet({ kind: 'bulk' });
    else if (key === '/') search.current?.focus();
    else if (key === '?') setSheet({ kind: 'help' });
    else return false;
    return true;
  };
  const watchIt = async (id: string) => {
    const on = desk.filters.watching === '';
    try {
      await watch.run({ params: { id }, body: { on } });
      toast(t(on ? 'desk.watched' : 'desk.unwatched'));
    } catch {
      // The list says it when it is asked again.
    }
  };
  useKeys(press);

  const points = useMemo<MapPoint[]>(
    () => [
      ...rows.flatMap(({ matter, leg }): MapPoint[] =>
        matter.point
          ? [
              {
                id: matter.id,
                lon: matter.point[0],
                lat: matter.point[1],
                label: matter.title,
                tone: leg.overdue ? 'late' : matter.tier === 1 ? 'warn' : 'info',
              },
            ]
          : [],
      ),
      ...(onDuty.data?.items ?? []).flatMap((one): MapPoint[] =>
        one.point ? [{ id: `post:${one.post}`, lon: one.point[0], lat: one.point[1], label: one.name, tone: 'good' }] : [],
      ),
    ],
    [rows, onDuty.data],
  );
  const within = post && post.area.length > 6 ? post.area : '';
  const [layers, showAreas] = useShownAreas(district, within);
  const ground = useMemo(() => groundOf(district), [district]);
  const openPoint = useCallback(
    (id: string) => {
      if (!id.startsWith('post:')) {
        setAt(id);
        document.getElementById(`cmd-${id}`)?.scrollIntoView({ block: 'nearest' });
      } else if (at) {
        const one = onDuty.data?.items.find((each) => `post:${each.post}` === id);
        if (one) give(at, one);
      }
    },
    [at, onDuty.data, give],
  );
  const dropOnMap = (matter: string) => {
    setOver(false);
    setAt(matter);
    requestAnimationFrame(() => people.current?.focus());
  };

  return (
    <div className="cmd">
      <div className="cmd-head">
        <h1>
          {t('nav')} <LiveDot />
        </h1>
        <div className="cmd-bar">
          {picked.length > 0 ? (
            <>
              <span>{t('desk.selected', { count: picked.length })}</span>
              <button type="button" className="hz-button" data-primary="" onClick={() => setSheet({ kind: 'bulk' })}>
                {t('bulk.title')}
              </button>
              <button type="button" className="hz-button" onClick={() => setPicked([])}>
                {t('desk.clear')}
              </button>
            </>
          ) : null}
          {can('command.declare') ? (
            <button type="button" className="hz-button" data-danger="" onClick={() => setSheet({ kind: 'start' })}>
              {t('incident.start')}
            </button>
          ) : null}
          <button type="button" className="hz-button" onClick={() => setSheet({ kind: 'help' })}>
            {t('desk.keys')} ?
          </button>
        </div>
      </div>
      <div className="cmd-grid">
        <Queue desk={desk} at={at} picked={picked} search={search} onAt={setAt} onToggle={toggle} onOpen={(id) => void go(`/matters/${id}`)} />
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a place to drop on; the keyboard has d */}
        <section
          className="cmd-pane cmd-box"
          aria-label={t('desk.map')}
          data-drop={over ? '' : undefined}
          onDragOver={(event) => {
            if (!event.dataTransfer.types.includes(carried)) return;
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => dropOnMap(event.dataTransfer.getData(carried))}
        >
          <h2>{t('desk.map')}</h2>
          <div className="cmd-map">
            <LayerSwitches show={showAreas} />
            <Map
              label={t('desk.map')}
              height="var(--cmd-map)"
              layers={layers}
              points={points}
              backdrop={ground}
              cluster
              list={false}
              pick={current?.matter.point ? { lon: current.matter.point[0], lat: current.matter.point[1] } : null}
              onOpen={openPoint}
            />
          </div>
        </section>
        <div className="cmd-pane cmd-scroll">
          <People
            boxRef={people}
            matter={current?.matter ?? null}
            candidates={candidates}
            loading={nearest.isFetching}
            error={current ? nearest.error : onDuty.error}
            everybody={onDuty.data?.items ?? []}
            onGive={give}
          />
          <Handovers matter={current?.matter ?? null} />
        </div>
      </div>
      {sheet?.kind === 'dispatch' ? <Dispatch matter={sheet.matter} taker={sheet.taker} onClose={() => setSheet(null)} /> : null}
      {sheet?.kind === 'bulk' ? <Bulk ids={picked} onClose={() => setSheet(null)} onDone={(left) => setPicked(left)} /> : null}
      {sheet?.kind === 'start' ? <Start onClose={() => setSheet(null)} /> : null}
      {sheet?.kind === 'help' ? <Help onClose={() => setSheet(null)} /> : null}
    </div>
  );
}
