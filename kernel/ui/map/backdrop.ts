import type OlMap from 'ol/Map.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import VectorLayer from 'ol/layer/Vector.js';
import { transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { addressesOf, cellOf, holds, wholeCells, type Backdrop, type BackdropBox } from './backdrop-box.ts';
import { groundNames, groundStyle } from './backdrop-style.ts';

const format = new GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' });
const rest = 180;
/** What was last fetched, by address, oldest first: coming back asks nobody. */
const kept = new Map<string, object>();
const most = 24;

async function collectionAt(url: string, signal: AbortSignal): Promise<object> {
  const known = kept.get(url);
  if (known) return known;
  const answer = await fetch(url, { credentials: 'same-origin', signal });
  if (!answer.ok) throw new Error(`backdrop: ${answer.status}`);
  const data = (await answer.json()) as object;
  kept.set(url, data);
  if (kept.size > most) kept.delete(kept.keys().next().value!);
  return data;
}

/**
 * Draws roads, houses and what else the addresses give under a map, for what is in view; asked again when the view rests elsewhere.
 * A failure is silent: the ground is missing, the map works. Returns what takes it away.
 */
export function layGround(map: OlMap, backdrop: Backdrop, night: boolean, scale: number): () => void {
  const source = new VectorSource();
  const layer = new VectorLayer({ source, zIndex: 1 });
  layer.setStyle(groundStyle(night, scale));
  // Names above the borders, which often run along roads, and below the borders' own names.
  const names = new VectorLayer({ source, declutter: true, zIndex: 30 });
  names.setStyle(groundNames(night, scale));
  map.addLayer(layer);
  map.addLayer(names);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = new AbortController();
  let laid: { box: BackdropBox; cell: number } | null = null;

  const lay = (): void => {
    const view = map.getView();
    const size = map.getSize();
    const resolution = view.getResolution();
    if (!size || size[0] === 0 || resolution === undefined) return;
    const cell = cellOf(resolution);
    if (cell === null) return;
    const extent = transformExtent(view.calculateExtent(size), 'EPSG:3857', 'EPSG:4326');
    const seen: BackdropBox = [extent[0]!, extent[1]!, extent[2]!, extent[3]!];
    if (laid?.cell === cell && holds(laid.box, seen)) return;
    const box = wholeCells(seen, cell);
    const next = { box, cell };
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    void Promise.all(addressesOf(backdrop, box, resolution).map((url) => collectionAt(url, signal).catch(() => null))).then((answers) => {
      const collections = answers.filter((data) => data !== null);
      if (signal.aborted || (answers.length > 0 && collections.length === 0)) return;
      laid = next;
      source.clear(true);
      source.addFeatures(collections.flatMap((data) => format.readFeatures(data)));
    });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(lay, rest);
  };
  map.on('moveend', soon);
  soon();
  return () => {
    clearTimeout(timer);
    asking.abort();
    map.un('moveend', soon);
    map.removeLayer(layer);
    map.removeLayer(names);
    source.clear(true);
  };
}
