import { useWords } from '@hezhi/web';
import Feature from 'ol/Feature.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import Attribution from 'ol/control/Attribution.js';
import Zoom from 'ol/control/Zoom.js';
import { boundingExtent, isEmpty } from 'ol/extent.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import Point from 'ol/geom/Point.js';
import TileLayer from 'ol/layer/Tile.js';
import VectorLayer from 'ol/layer/Vector.js';
import 'ol/ol.css';
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj.js';
import Cluster from 'ol/source/Cluster.js';
import VectorSource from 'ol/source/Vector.js';
import XYZ from 'ol/source/XYZ.js';
import { useEffect, useRef, useState } from 'react';
import { layGround } from './backdrop.ts';
import { configuredBase } from './base.ts';
import { datumOf } from './datum.ts';
import { layerStyle, nameStyle, pinStyle, pointStyle } from './styles.ts';
import type { MapLayer, MapProps } from './types.ts';

const format = new GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' });
const room = { padding: [28, 28, 28, 28], maxZoom: 17 };
/** Points and pin have a canvas of their own: no label of the layers below is ever written over them. */
const above = 'ol-layer hz-map-points';
type Held = {
  map: OlMap;
  points: VectorSource;
  pointLayer: VectorLayer;
  pin: VectorSource;
  pinLayer: VectorLayer;
  shapes: Map<string, VectorLayer>;
  names: Map<string, VectorLayer>;
  fitted: boolean;
};

/** The drawn map itself; `Map` loads it. */
export default function Drawn(props: MapProps) {
  const {
    label,
    layers = [],
    points = [],
    cluster = true,
    pick = null,
    fit = null,
    scale = 1,
    dark = document.documentElement.dataset['theme'] === 'dark',
  } = props;
  const t = useWords('ui');
  const target = useRef<HTMLDivElement>(null);
  const held = useRef<Held | null>(null);
  const latest = useRef(props);
  const [failed, setFailed] = useState(false);
  const base = props.base === undefined ? configuredBase() : props.base;
  const datum = datumOf(base);
  const datumRef = useRef(datum);
  useEffect(() => {
    latest.current = props;
    datumRef.current = datum;
  });

  useEffect(() => {
    const pointSource = new VectorSource();
    const pin = new VectorSource();
    const pointLayer = new VectorLayer({
      source: cluster ? new Cluster({ source: pointSource, distance: 38, minDistance: 20 }) : pointSource,
      zIndex: 50,
      className: above,
    });
    const pinLayer = new VectorLayer({ source: pin, zIndex: 60, className: above });
    const map = new OlMap({
      target: target.current!,
      controls: [new Zoom({ zoomInTipLabel: t('map.zoomIn'), zoomOutTipLabel: t('map.zoomOut') }), ...(base ? [new Attribution({ collapsible: false })] : [])],
      layers: [
        ...(base?.urls ?? []).map(
          (url) => new TileLayer({ source: new XYZ({ url, attributions: base!.attribution, ...(base!.maxZoom ? { maxZoom: base!.maxZoom } : {}) }) }),
        ),
        pointLayer,
        pinLayer,
      ],
      view: new View({ center: fromLonLat([104, 35]), zoom: 4, maxZoom: 19, constrainResolution: false }),
    });
    held.current = { map, points: pointSource, pointLayer, pin, pinLayer, shapes: new Map(), names: new Map(), fitted: false };
    map.on('click', (event) => {
      const now = latest.current;
      const hit = map.forEachFeatureAtPixel(event.pixel, (feature) => feature, { layerFilter: (layer) => layer === pointLayer, hitTolerance: 6 });
      if (hit && now.onOpen) {
        const within = (hit.get('features') as Feature[] | undefined) ?? [hit as Feature];
        const extent = boundingExtent(within.map((one) => (one.getGeometry() as Point).getCoordinates()));
        const single = within.length === 1 || (extent[2]! - extent[0]! < 2 && extent[3]! - extent[1]! < 2);
        if (single) now.onOpen(String(within[0]!.getId()));
        else map.getView().fit(extent, { ...room, duration: 200, maxZoom: 19 });
        return;
      }
      if (now.onPick) return now.onPick(datumRef.current.back(toLonLat(event.coordinate)));
      if (!now.onFeature) return;
      map.forEachFeatureAtPixel(event.pixel, (feature, layer) => {
        const name = layer.get('name') as string | undefined;
        if (name === undefined) return false;
        const { geometry: _geometry, ...properties } = feature.getProperties();
        now.onFeature?.(properties, name);
        return true;
      });
    });
    map.on('pointermove', (event) => {
      if (event.dragging) return;
      const now = latest.current;
      const over = now.onOpen && map.hasFeatureAtPixel(event.pixel, { layerFilter: (layer) => layer === pointLayer, hitTolerance: 6 });
      target.current!.style.cursor = over ? 'pointer' : now.onPick ? 'crosshair' : '';
    });
    return () => {
      map.setTarget(undefined);
      map.dispose();
      held.current = null;
    };
    // Built once for a base map and way of gathering; everything else is kept up to date below.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [cluster, base?.urls.join('\n')]);

  const ground = base ? null : (props.backdrop ?? null);
  useEffect(() => (held.current && ground ? layGround(held.current.map, ground, dark, scale) : undefined), [ground, dark, scale, cluster]);

  useEffect(() => {
    const now = held.current;
    if (!now) return undefined;
    const gone = new AbortController();
    const coming = new Set<VectorLayer>();
    const wanted = new Set(layers.map((layer) => layer.name));
    for (const [name, layer] of now.shapes) {
      if (wanted.has(name)) continue;
      now.map.removeLayer(layer);
      now.map.removeLayer(now.names.get(name)!);
      now.shapes.delete(name);
      now.names.delete(name);
    }
    for (const [at, layer] of layers.entries()) {
      const known = now.shapes.get(layer.name);
      const drawn = known ?? new VectorLayer({ source: new VectorSource(), properties: { name: layer.name } });
      const named = now.names.get(layer.name) ?? new VectorLayer({ source: drawn.getSource()!, declutter: true });
      drawn.setZIndex(10 + at);
      named.setZIndex(40 + at / 10);
      named.setStyle(nameStyle(layer, dark, scale));
      drawn.setStyle(layerStyle(layer, dark, scale));
      if (!known) {
        now.shapes.set(layer.name, drawn);
        now.names.set(layer.name, named);
        now.map.addLayer(drawn);
        now.map.addLayer(named);
      }
      if (drawn.get('from') === (layer.data ?? layer.url)) continue;
      drawn.set('from', layer.data ?? layer.url);
      coming.add(drawn);
      void collectionOf(layer, gone.signal).then(
        (data) => {
          coming.delete(drawn);
          const source = drawn.getSource()!;
          source.clear();
          source.addFeatures(format.readFeatures(datumRef.current.collection(data)));
          fitOnce(now, latest.current, datumRef.current);
        },
        () => {
          if (coming.delete(drawn)) drawn.unset('from');
          if (!gone.signal.aborted) setFailed(true);
        },
      );
    }
    return () => {
      gone.abort();
      // What was still on its way is asked for again by who comes after.
      for (const drawn of coming) drawn.unset('from');
      coming.clear();
    };
  }, [layers, dark, cluster, scale]);

  useEffect(() => {
    const now = held.current;
    if (!now) return;
    now.points.clear();
    now.points.addFeatures(
      points.map((point) => {
        const feature = new Feature({ geometry: new Point(fromLonLat(datumRef.current.to(point))), tone: point.tone });
        feature.setId(point.id);
        return feature;
      }),
    );
    now.pointLayer.setStyle((feature) => pointStyle((feature.get('features') as Feature[] | undefined) ?? [feature], dark, scale));
    fitOnce(now, latest.current, datumRef.current);
  }, [points, dark, cluster, scale]);

  useEffect(() => {
    const now = held.current;
    if (!now) return;
    now.pin.clear();
    now.pinLayer.setStyle(pinStyle(dark));
    if (!pick) return;
    const at = fromLonLat(datumRef.current.to(pick));
    now.pin.addFeature(new Feature(new Point(at)));
    const view = now.map.getView();
    const size = now.map.getSize();
    const seen = size && view.calculateExtent(size);
    const inside = seen && at[0]! > seen[0]! && at[0]! < seen[2]! && at[1]! > seen[1]! && at[1]! < seen[3]!;
    if (!inside || (view.getZoom() ?? 0) < 13) {
      view.setCenter(at);
      view.setZoom(Math.max(16, view.getZoom() ?? 16));
      now.fitted = true;
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [pick?.lon, pick?.lat, dark, cluster]);

  const box = fit?.join(' ');
  useEffect(() => {
    const now = held.current;
    if (!now || !box) return;
    now.fitted = false;
    fitOnce(now, latest.current, datumRef.current);
  }, [box]);

  const move = (event: React.KeyboardEvent) => {
    const now = held.current;
    const ways: Record<string, [number, number]> = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const way = ways[event.key];
    if (!now || !props.onPick || (!way && event.key !== 'Enter')) return;
    const view = now.map.getView();
    const from = pick ? fromLonLat(datum.to(pick)) : view.getCenter()!;
    const step = (view.getResolution() ?? 1) * (event.shiftKey ? 40 : 8);
    event.preventDefault();
    event.stopPropagation();
    props.onPick(datum.back(toLonLat(way ? [from[0]! + way[0] * step, from[1]! + way[1] * step] : from)));
  };

  return (
    <>
      <div ref={target} className="hz-map-drawn" role="application" aria-label={label} tabIndex={0} onKeyDownCapture={move} />
      {failed ? (
        <p role="status" className="hz-map-note">
          {t('map.failed')}
        </p>
      ) : null}
    </>
  );
}

async function collectionOf(layer: MapLayer, signal: AbortSignal): Promise<object> {
  if (layer.data) return layer.data;
  if (!layer.url) return { type: 'FeatureCollection', features: [] };
  const answer = await fetch(layer.url, { credentials: 'same-origin', signal });
  if (!answer.ok) throw new Error(`layer ${layer.name}: ${answer.status}`);
  return (await answer.json()) as object;
}

/** Shows the asked extent, else what there is, once: afterwards the view is the person's. */
function fitOnce(now: Held, props: MapProps, datum: ReturnType<typeof datumOf>): void {
  if (now.fitted) return;
  if (props.fit) {
    const [w, s, e, n] = props.fit;
    const low = datum.to({ lon: w, lat: s });
    const high = datum.to({ lon: e, lat: n });
    now.map.getView().fit(transformExtent([...low, ...high], 'EPSG:4326', 'EPSG:3857'), room);
    now.fitted = true;
    return;
  }
  const extents = [now.points, ...[...now.shapes.values()].map((layer) => layer.getSource()!)]
    .map((source) => source.getExtent())
    .filter((extent): extent is number[] => extent !== null && !isEmpty(extent) && extent.every(Number.isFinite));
  if (extents.length === 0) {
    const only = now.points.getFeatures();
    if (only.length === 1) now.map.getView().setCenter((only[0]!.getGeometry() as Point).getCoordinates());
    return;
  }
  now.map.getView().fit(
    boundingExtent(
      extents.flatMap((extent) => [
        [extent[0]!, extent[1]!],
        [extent[2]!, extent[3]!],
      ]),
    ),
    room,
  );
}
