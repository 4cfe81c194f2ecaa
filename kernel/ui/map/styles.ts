import type { FeatureLike } from 'ol/Feature.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { Tone } from '../shared/tag.tsx';
import type { MapLayer } from './types.ts';

/** What the words on maps are set in. */
export const font = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

type Palette = {
  ink: string;
  halo: string;
  accent: string;
  late: string;
  good: string;
  warn: string;
  plain: string;
  line: Record<MapLayer['style'], [stroke: string, width: number, fill: string]>;
};
const light: Palette = {
  ink: '#17252a',
  halo: '#ffffff',
  accent: '#0f5e73',
  late: '#b3261e',
  good: '#1b6b3a',
  warn: '#8a5600',
  plain: '#475a61',
  line: {
    grid: ['#4f8496', 1.2, 'rgba(15, 94, 115, 0.05)'],
    zone: ['#2f7184', 1.8, 'rgba(15, 94, 115, 0.02)'],
    area: ['#0f5e73', 2.5, 'rgba(15, 94, 115, 0.03)'],
    road: ['#b9c3c7', 3, 'rgba(0, 0, 0, 0)'],
    building: ['#b7aa98', 0.8, '#e9e2d8'],
    water: ['#9cc3d8', 1, '#d5e8f1'],
    green: ['#a9c8ae', 1, '#dfeee1'],
  },
};
const dark: Palette = {
  ink: '#eaf1f3',
  halo: '#0d1518',
  accent: '#74c8de',
  late: '#ff8f84',
  good: '#7fd39e',
  warn: '#f2c46d',
  plain: '#b5c5ca',
  line: {
    grid: ['#3f7d90', 1.4, 'rgba(116, 200, 222, 0.05)'],
    zone: ['#5aa6bb', 2, 'rgba(116, 200, 222, 0.02)'],
    area: ['#74c8de', 3, 'rgba(116, 200, 222, 0.03)'],
    road: ['#36474e', 3, 'rgba(0, 0, 0, 0)'],
    building: ['#3a3f3d', 0.8, '#222b2c'],
    water: ['#24485a', 1, '#152f3d'],
    green: ['#2a4331', 1, '#16281c'],
  },
};
const paletteOf = (night: boolean) => (night ? dark : light);

/** How the shapes of a layer are drawn; its names are a layer of their own (`nameStyle`), above all shapes. */
export function layerStyle(layer: MapLayer, night: boolean, scale = 1): (feature: FeatureLike, resolution: number) => Style {
  const palette = paletteOf(night);
  const [stroke, width, fill] = palette.line[layer.style];
  const kept = new Map<string, Style>();
  return (feature, resolution) => {
    const own = layer.fill?.(feature.getProperties()) ?? fill;
    // Many small zones seen from afar would be nothing but borders.
    const thin = layer.style === 'zone' && resolution > 30 * scale;
    const key = `${own}|${thin}`;
    let style = kept.get(key);
    if (!style) {
      style = new Style({ stroke: new Stroke({ color: stroke, width: width * Math.sqrt(scale) * (thin ? 0.5 : 1) }), fill: new Fill({ color: own }) });
      if (kept.size > 3000) kept.clear();
      kept.set(key, style);
    }
    return style;
  };
}

const roomFor: Partial<Record<MapLayer['style'], number>> = { area: 60, zone: 30 };

/** The names of a layer, where there is room for them: about 15 m a pixel for grids. */
export function nameStyle(layer: MapLayer, night: boolean, scale = 1): (feature: FeatureLike, resolution: number) => Style | undefined {
  const palette = paletteOf(night);
  const room = layer.labelBelow ?? roomFor[layer.style] ?? 15;
  const weight = layer.style === 'area' || layer.style === 'zone' ? 'bold ' : '';
  const kept = new Map<string, Style>();
  return (feature, resolution) => {
    const text = layer.label && resolution < room * scale ? String(feature.get(layer.label) ?? '') : '';
    if (!text) return undefined;
    let style = kept.get(text);
    if (!style) {
      style = new Style({
        text: new Text({
          text,
          font: `${weight}${Math.round(13 * scale)}px ${font}`,
          fill: new Fill({ color: palette.ink }),
          stroke: new Stroke({ color: palette.halo, width: 3 }),
          overflow: false,
        }),
      });
      if (kept.size > 3000) kept.clear();
      kept.set(text, style);
    }
    return style;
  };
}

const order: readonly Tone[] = ['late', 'warn', 'info', 'neutral', 'good'];
const kept = new Map<string, Style>();

/** One point or a cluster: colour and shape by the most urgent within (overdue is a square), number when several. */
export function pointStyle(features: readonly FeatureLike[], night: boolean, scale = 1): Style {
  const tones = features.map((feature) => (feature.get('tone') as Tone | undefined) ?? 'info');
  const tone = order.find((one) => tones.includes(one)) ?? 'info';
  const count = features.length;
  const key = `${night}|${tone}|${count}|${scale}`;
  const known = kept.get(key);
  if (known) return known;
  const palette = paletteOf(night);
  const colour = { late: palette.late, warn: palette.warn, info: palette.accent, neutral: palette.plain, good: palette.good }[tone];
  const radius = scale * (count === 1 ? 9 : Math.min(26, 12 + Math.log2(count) * 2));
  const fill = new Fill({ color: colour });
  const stroke = new Stroke({ color: palette.halo, width: 2.5 });
  const style = new Style({
    image:
      tone === 'late' ? new RegularShape({ points: 4, angle: Math.PI / 4, radius: radius * 1.25, fill, stroke }) : new CircleStyle({ radius, fill, stroke }),
    ...(count > 1
      ? { text: new Text({ text: String(count), font: `bold ${Math.round(13 * scale)}px ${font}`, fill: new Fill({ color: palette.halo }) }) }
      : {}),
  });
  kept.set(key, style);
  return style;
}

/** The pin of a chosen place: a drop with a hole, drawn as two shapes. */
export function pinStyle(night: boolean): Style[] {
  const palette = paletteOf(night);
  return [
    new Style({ image: new CircleStyle({ radius: 13, fill: new Fill({ color: palette.accent }), stroke: new Stroke({ color: palette.halo, width: 3 }) }) }),
    new Style({ image: new CircleStyle({ radius: 4.5, fill: new Fill({ color: palette.halo }) }) }),
  ];
}
