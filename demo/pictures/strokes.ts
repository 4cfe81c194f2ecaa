import type { Rng } from '../random.ts';

export const rect = (x: number, y: number, w: number, h: number, fill: string, more = ''): string =>
  `<rect x="${f(x)}" y="${f(y)}" width="${f(w)}" height="${f(h)}" fill="${fill}" ${more}/>`;
export const circle = (x: number, y: number, r: number, fill: string, more = ''): string =>
  `<circle cx="${f(x)}" cy="${f(y)}" r="${f(r)}" fill="${fill}" ${more}/>`;
export const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${f(x)}" cy="${f(y)}" rx="${f(rx)}" ry="${f(ry)}" fill="${fill}" ${more}/>`;
export const line = (d: string, stroke: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${f(width)}" stroke-linecap="round" ${more}/>`;
export const shape = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;
const f = (n: number): string => String(Math.round(n * 10) / 10);
export const times = (n: number, draw: (i: number) => string): string => Array.from({ length: n }, (_, i) => draw(i)).join('');

/** Sky, a row of houses, pavement and road: 960 by 720. */
export function street(rng: Rng, night = false): string {
  const sky = night ? '#27324a' : rng.pick(['#cfe3ee', '#d9e6ea', '#c8d9e6', '#dfe3e2']);
  const tones = night ? ['#3c465c', '#434d61', '#363f55'] : ['#d8c9b4', '#cfd4d6', '#c9b8a4', '#dcd6c8', '#bfc7cc'];
  let x = -20;
  let houses = '';
  while (x < 960) {
    const [w, h] = [rng.int(130, 240), rng.int(190, 340)];
    houses += rect(x, 430 - h, w, h, rng.pick(tones));
    for (let wy = 430 - h + 24; wy < 390; wy += 52) {
      for (let wx = x + 18; wx < x + w - 30; wx += 48)
        houses += rect(wx, wy, 24, 30, night ? (rng.chance(0.3) ? '#e8cf83' : '#2b3448') : rng.pick(['#8fa6b3', '#9fb2bc', '#7f97a5']));
    }
    x += w + rng.int(0, 14);
  }
  return (
    rect(0, 0, 960, 720, sky) +
    houses +
    rect(0, 430, 960, 90, night ? '#4a5060' : '#b9b5ad') +
    rect(0, 512, 960, 10, night ? '#3a4050' : '#8f8b84') +
    rect(0, 522, 960, 198, night ? '#30353f' : '#7b7d80') +
    times(5, (i) => rect(60 + i * 200, 622, 90, 8, night ? '#6b6b60' : '#d9d7cd'))
  );
}

/** A room or stairwell: 960 by 720. */
export function indoors(rng: Rng): string {
  return (
    rect(0, 0, 960, 720, rng.pick(['#e7e1d4', '#dfe3df', '#e3ddd8'])) +
    shape('M0 560H960V720H0Z', rng.pick(['#a99f90', '#9c9c98', '#b0a591'])) +
    rect(0, 548, 960, 12, '#8d867a')
  );
}

export function car(x: number, y: number, fill: string, k = 1): string {
  return `<g transform="translate(${f(x)} ${f(y)}) scale(${f(k)})">${shape('M0 70Q4 44 40 40L84 8Q92 0 108 0H190Q204 0 214 10L246 40Q290 44 296 70V92H0Z', fill)}${shape('M92 14H142V40H58Z', '#2f4554')}${shape('M152 14H192L224 40H152Z', '#2f4554')}${circle(64, 92, 26, '#23262a')}${circle(64, 92, 11, '#a8adb1')}${circle(232, 92, 26, '#23262a')}${circle(232, 92, 11, '#a8adb1')}</g>`;
}
export function bag(rng: Rng, x: number, y: number): string {
  const r = rng.int(22, 40);
  return (
    shape(
      `M${f(x - r)} ${f(y)}Q${f(x - r)} ${f(y - r * 1.5)} ${f(x)} ${f(y - r * 1.5)}Q${f(x + r)} ${f(y - r * 1.5)} ${f(x + r)} ${f(y)}Z`,
      rng.pick(['#2f3336', '#4c5a50', '#6d3b34', '#c9c5b8', '#3d4a63']),
    ) + shape(`M${f(x - 8)} ${f(y - r * 1.4)}L${f(x)} ${f(y - r * 1.9)}L${f(x + 8)} ${f(y - r * 1.4)}Z`, '#55595c')
  );
}
export function bike(x: number, y: number, colour: string): string {
  return `<g transform="translate(${f(x)} ${f(y)})">${circle(0, 0, 34, 'none', 'stroke="#2a2d30" stroke-width="6"')}${circle(104, 0, 34, 'none', 'stroke="#2a2d30" stroke-width="6"')}${line('M0 0L38 -52H86L104 0M38 -52L52 0H0M86 -52L52 0M80 -70L90 -52M28 -62H48', colour, 7)}</g>`;
}
export function person(x: number, y: number, colour: string): string {
  return (
    circle(x, y - 128, 24, '#d9b090') +
    shape(
      `M${f(x - 34)} ${f(y)}V${f(y - 70)}Q${f(x - 34)} ${f(y - 100)} ${f(x)} ${f(y - 100)}Q${f(x + 34)} ${f(y - 100)} ${f(x + 34)} ${f(y - 70)}V${f(y)}Z`,
      colour,
    )
  );
}
