import { borderLayers, useLayers, type ShownArea } from '@hezhi/matters/screens';
import type { MapLayer } from '@hezhi/ui/map';
import { ErrorBoundary } from '@hezhi/ui';
import { Suspense, useCallback, useMemo, useState } from 'react';

/** Stronger where the territory itself is meant than where one above it is. */
const colours = { warn: ['rgba(190, 120, 0, 0.38)', 'rgba(190, 120, 0, 0.14)'], late: ['rgba(179, 38, 30, 0.38)', 'rgba(179, 38, 30, 0.14)'] } as const;

/** Borders of a territory with what the rooms' layers colour on them. What rises in the whole district colours nothing: it stands in the layer's list. */
export function useShownAreas(
  district: string | null | undefined,
  within: string,
): [layers: MapLayer[], show: (at: number, areas: readonly ShownArea[]) => void] {
  const [shown, setShown] = useState<ReadonlyMap<number, readonly ShownArea[]>>(new Map());
  const show = useCallback((at: number, areas: readonly ShownArea[]) => {
    // Layers that are off say so when they come: that must not draw the map anew.
    setShown((before) => (areas.length === 0 && !before.has(at) ? before : new Map(before).set(at, areas)));
  }, []);
  const borders = useMemo(() => borderLayers(district, within), [district, within]);
  const layers = useMemo(() => {
    const all = [...shown.values()].flat().filter(({ area }) => area.length > 6);
    if (all.length === 0) return borders;
    const fill = ({ code }: Readonly<Record<string, unknown>>): string | null => {
      if (typeof code !== 'string') return null;
      const found = all.filter(({ area }) => code.startsWith(area)).sort((a, b) => b.area.length - a.area.length)[0];
      return found ? colours[found.tone][found.area.length >= 12 ? 0 : 1] : null;
    };
    return borders.map((layer, at) => (at === borders.length - 1 ? { ...layer, fill } : layer));
  }, [borders, shown]);
  return [layers, show];
}

/** The switches of the layers that rooms put on the map; a room that fails says so in its place. */
export function LayerSwitches({ show }: { show: (at: number, areas: readonly ShownArea[]) => void }) {
  const layers = useLayers();
  const each = useMemo(() => layers.map((layer, at) => ({ ...layer, tell: (areas: readonly ShownArea[]) => show(at, areas) })), [layers, show]);
  return (
    <div className="cmd-layers">
      {each.map((layer) => (
        <ErrorBoundary key={layer.order}>
          <Suspense fallback={null}>
            <layer.element show={layer.tell} />
          </Suspense>
        </ErrorBoundary>
      ))}
    </div>
  );
}
