/** Maps: OpenLayers, loaded only when a map is shown. See README.md. */
export * from './map.tsx';
export * from './place-picker.tsx';
export { housesBelow, type Backdrop, type BackdropBox } from './backdrop-box.ts';
export { configureMaps, type BaseMap } from './base.ts';
export type { MapLayer, MapPoint, MapPlace, MapProps } from './types.ts';
