/** West, south, east, north in degrees. */
export type BackdropBox = readonly [west: number, south: number, east: number, north: number];

/** Where the ground of a box is to be had: one address or several, or null where nothing is drawn. `{bbox}` stands for `w,s,e,n` in a template. */
export type Backdrop = string | ((box: BackdropBox, resolution: number) => string | readonly string[] | null);

/** Below this resolution (map metres a pixel) houses are drawn, and the boxes asked for are small. */
export const housesBelow = 1.8;
/** Above this nothing of the ground is seen, so nothing is asked for. */
const seenBelow = 120;

/** Degrees of a cell at a resolution: few sizes, so that neighbours and later visits ask for the same boxes. Null where nothing is drawn. */
export function cellOf(resolution: number): number | null {
  if (!(resolution > 0) || resolution >= seenBelow) return null;
  if (resolution < housesBelow) return 0.01;
  return resolution < 25 ? 0.08 : 0.32;
}

/** The box widened to whole cells. */
export function wholeCells(box: BackdropBox, cell: number): BackdropBox {
  const edge = (degrees: number, round: (n: number) => number) => Number((round(Number((degrees / cell).toFixed(6))) * cell).toFixed(4));
  return [edge(box[0], Math.floor), edge(box[1], Math.floor), edge(box[2], Math.ceil), edge(box[3], Math.ceil)];
}

export const holds = (outer: BackdropBox, inner: BackdropBox): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];

/** The addresses of a box. */
export function addressesOf(backdrop: Backdrop, box: BackdropBox, resolution: number): readonly string[] {
  if (typeof backdrop === 'string') return [backdrop.replace('{bbox}', box.join(','))];
  const found = backdrop(box, resolution);
  return found === null ? [] : typeof found === 'string' ? [found] : found;
}
