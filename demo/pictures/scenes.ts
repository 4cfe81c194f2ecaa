import type { Rng } from '../random.ts';

/** What a picture can show. */
export type Scene =
  | 'rubbish' | 'bins' | 'flyers' | 'stalls' | 'manhole' | 'pothole' | 'lamp' | 'flood' | 'tree' | 'green' | 'bench' | 'wall' | 'corridor' | 'lift' | 'leak' | 'pipe' | 'wires' | 'radiator'
  | 'smoke' | 'exit' | 'extinguisher' | 'ebike' | 'dog' | 'noise' | 'river' | 'car' | 'bikes' | 'shop' | 'papers' | 'people' | 'after';

type Draw = (rng: Rng) => string;

const rect = (x: number, y: number, w: number, h: number, fill: string, more = ''): string => `<rect x="${f(x)}" y="${f(y)}" width="${f(w)}" height="${f(h)}" fill="${fill}" ${more}/>`;
const circle = (x: number, y: number, r: number, fill: string, more = ''): string => `<circle cx="${f(x)}" cy="${f(y)}" r="${f(r)}" fill="${fill}" ${more}/>`;
const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string => `<ellipse cx="${f(x)}" cy="${f(y)}" rx="${f(rx)}" ry="${f(ry)}" fill="${fill}" ${more}/>`;
const line = (d: string, stroke: string, width: number, more = ''): string => `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${f(width)}" stroke-linecap="round" ${more}/>`;
const shape = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;
const f = (n: number): string => String(Math.round(n * 10) / 10);
const times = (n: number, draw: (i: number) => string): string => Array.from({ length: n }, (_, i) => draw(i)).join('');

/** Sky, a row of houses, pavement and road: 960 by 720. */
function street(rng: Rng, night = false): string {
  const sky = night ? '#27324a' : rng.pick(['#cfe3ee', '#d9e6ea', '#c8d9e6', '#dfe3e2']);
  const tones = night ? ['#3c465c', '#434d61', '#363f55'] : ['#d8c9b4', '#cfd4d6', '#c9b8a4', '#dcd6c8', '#bfc7cc'];
  let x = -20;
  let houses = '';
  while (x < 960) {
    const [w, h] = [rng.int(130, 240), rng.int(190, 340)];
    houses += rect(x, 430 - h, w, h, rng.pick(tones));
    for (let wy = 430 - h + 24; wy < 390; wy += 52) {
      for (let wx = x + 18; wx < x + w - 30; wx += 48) houses += rect(wx, wy, 24, 30, night ? (rng.chance(0.3) ? '#e8cf83' : '#2b3448') : rng.pick(['#8fa6b3', '#9fb2bc', '#7f97a5']));
    }
    x += w + rng.int(0, 14);
  }
  return rect(0, 0, 960, 720, sky) + houses + rect(0, 430, 960, 90, night ? '#4a5060' : '#b9b5ad') + rect(0, 512, 960, 10, night ? '#3a4050' : '#8f8b84') + rect(0, 522, 960, 198, night ? '#30353f' : '#7b7d80') +
    times(5, (i) => rect(60 + i * 200, 622, 90, 8, night ? '#6b6b60' : '#d9d7cd'));
}

/** A room or stairwell: 960 by 720. */
function indoors(rng: Rng): string {
  return rect(0, 0, 960, 720, rng.pick(['#e7e1d4', '#dfe3df', '#e3ddd8'])) + shape('M0 560H960V720H0Z', rng.pick(['#a99f90', '#9c9c98', '#b0a591'])) + rect(0, 548, 960, 12, '#8d867a');
}

function car(x: number, y: number, fill: string, k = 1): string {
  return `<g transform="translate(${f(x)} ${f(y)}) scale(${f(k)})">${shape('M0 70Q4 44 40 40L84 8Q92 0 108 0H190Q204 0 214 10L246 40Q290 44 296 70V92H0Z', fill)}${shape('M92 14H142V40H58Z', '#2f4554')}${shape('M152 14H192L224 40H152Z', '#2f4554')}${circle(64, 92, 26, '#23262a')}${circle(64, 92, 11, '#a8adb1')}${circle(232, 92, 26, '#23262a')}${circle(232, 92, 11, '#a8adb1')}</g>`;
}
function bag(rng: Rng, x: number, y: number): string {
  const r = rng.int(22, 40);
  return shape(`M${f(x - r)} ${f(y)}Q${f(x - r)} ${f(y - r * 1.5)} ${f(x)} ${f(y - r * 1.5)}Q${f(x + r)} ${f(y - r * 1.5)} ${f(x + r)} ${f(y)}Z`, rng.pick(['#2f3336', '#4c5a50', '#6d3b34', '#c9c5b8', '#3d4a63'])) + shape(`M${f(x - 8)} ${f(y - r * 1.4)}L${f(x)} ${f(y - r * 1.9)}L${f(x + 8)} ${f(y - r * 1.4)}Z`, '#55595c');
}
function bike(x: number, y: number, colour: string): string {
  return `<g transform="translate(${f(x)} ${f(y)})">${circle(0, 0, 34, 'none', 'stroke="#2a2d30" stroke-width="6"')}${circle(104, 0, 34, 'none', 'stroke="#2a2d30" stroke-width="6"')}${line('M0 0L38 -52H86L104 0M38 -52L52 0H0M86 -52L52 0M80 -70L90 -52M28 -62H48', colour, 7)}</g>`;
}
function person(x: number, y: number, colour: string): string {
  return circle(x, y - 128, 24, '#d9b090') + shape(`M${f(x - 34)} ${f(y)}V${f(y - 70)}Q${f(x - 34)} ${f(y - 100)} ${f(x)} ${f(y - 100)}Q${f(x + 34)} ${f(y - 100)} ${f(x + 34)} ${f(y - 70)}V${f(y)}Z`, colour);
}

/** How each scene is drawn. No people can be recognised, no writing, no number plates. */
export const SCENES: Readonly<Record<Scene, Draw>> = {
  rubbish: (r) => street(r) + times(14, () => bag(r, r.int(260, 700), r.int(500, 570))) + rect(520, 480, 150, 60, '#8a6a4f', 'transform="rotate(-8 600 510)"') + times(30, () => circle(r.int(230, 760), r.int(560, 600), r.int(3, 8), r.pick(['#d8d3c4', '#b34a3c', '#5d7a4b']))),
  bins: (r) => street(r) + times(4, (i) => rect(230 + i * 130, 410, 96, 130, ['#3e7d4f', '#3f6fa3', '#8a4b44', '#5a5d60'][i]!, 'rx="8"') + rect(224 + i * 130, 392 - r.int(0, 16), 108, 22, '#303336', `rx="6" transform="rotate(${String(-r.int(2, 16))} ${String(280 + i * 130)} 400)"`) + bag(r, 276 + i * 130, 402)) + times(6, () => bag(r, r.int(220, 720), r.int(552, 590))),
  flyers: (r) => indoors(r) + rect(250, 60, 460, 500, '#6d7f8c') + rect(272, 82, 200, 460, '#8497a3') + rect(486, 82, 200, 460, '#8497a3') + times(26, () => rect(r.int(270, 640), r.int(90, 480), r.int(36, 62), r.int(26, 46), r.pick(['#f3e9b0', '#f0b5a5', '#bcd8ee', '#fff', '#cde6c0']), `transform="rotate(${String(r.int(-18, 18))} 480 300)"`)),
  stalls: (r) => street(r) + times(3, (i) => rect(90 + i * 290, 430, 210, 100, r.pick(['#a5543f', '#3f6f7d', '#8f7a3c'])) + shape(`M${String(70 + i * 290)} 380L${String(195 + i * 290)} 320L${String(320 + i * 290)} 380Z`, r.pick(['#d9523c', '#3c7fc0', '#e2b23c'])) + rect(100 + i * 290, 380, 6, 60, '#555') + rect(286 + i * 290, 380, 6, 60, '#555') + times(12, () => circle(r.int(105, 290) + i * 290, r.int(424, 440), 10, r.pick(['#d9683c', '#6fa042', '#e0c040'])))),
  manhole: (r) => street(r) + oval(480, 620, 130, 44, '#101214') + oval(480, 628, 118, 36, '#000') + shape('M610 640L760 600L790 628L650 676Z', '#4a4d50') + times(5, (i) => line(`M${String(650 + i * 25)} ${String(652 - i * 7)}l24 18`, '#2f3235', 4)),
  pothole: (r) => street(r) + shape(`M300 620Q${String(r.int(340, 380))} 566 470 578Q600 560 640 616Q${String(r.int(630, 680))} 676 520 672Q360 690 300 620Z`, '#4b4640') + shape('M336 622Q400 590 470 598Q580 586 606 622Q590 656 510 654Q390 664 336 622Z', '#6f675c') + oval(480, 628, 84, 18, '#8ea1ab') + times(18, () => circle(r.int(260, 700), r.int(580, 700), r.int(3, 9), '#5d5850')),
  lamp: (r) => street(r, true) + times(2, (i) => rect(300 + i * 360, 190, 12, 330, '#1c2230') + line(`M${String(306 + i * 360)} 194q50 -40 100 -6`, '#1c2230', 10) + oval(412 + i * 360, 196, 34, 12, '#0f131c')) + shape('M772 200L700 520H860Z', '#f2d98a', 'opacity="0.12"'),
  flood: (r) => street(r) + shape('M0 540Q240 520 480 546T960 536V720H0Z', '#8b7f62', 'opacity="0.93"') + times(12, () => line(`M${String(r.int(20, 800))} ${String(r.int(560, 700))}q40 -10 80 0t80 0`, '#a89c80', 5)) + oval(470, 596, 60, 16, '#5f573f') + times(8, () => circle(r.int(430, 520), r.int(570, 600), r.int(4, 10), '#c9c1aa')),
  tree: (r) => street(r) + shape('M150 560L720 500L730 540L160 606Z', '#6b4b32') + times(26, () => circle(r.int(560, 860), r.int(400, 580), r.int(30, 60), r.pick(['#4e7a43', '#5d8a4c', '#3f6a3a']))) + shape('M110 520L200 500L190 600L120 610Z', '#573c27'),
  green: (r) => street(r) + rect(0, 440, 960, 140, '#7da05a') + times(7, (i) => rect(60 + i * 125, 470, 96, 70, '#6b5138') + times(5, (j) => shape(`M${String(72 + i * 125 + j * 18)} 520q-8 -26 6 -40q14 14 4 40Z`, '#5f9b3f'))) + times(20, (i) => rect(i * 48, 430, 8, 60, '#c9b28a')) + rect(0, 446, 960, 6, '#c9b28a'),
  bench: (r) => street(r) + times(4, (i) => (i === r.int(1, 2) ? '' : rect(270, 450 + i * 20, 420, 13, '#9a6b3d'))) + rect(290, 440, 14, 140, '#4d5154') + rect(656, 440, 14, 140, '#4d5154', 'transform="rotate(12 660 580)"') + rect(420, 560, 200, 13, '#9a6b3d', 'transform="rotate(-14 500 560)"'),
  wall: (r) => rect(0, 0, 960, 720, '#cfc5b3') + times(9, (y) => times(12, (x) => rect(x * 84 + (y % 2) * 30 - 30, y * 82, 78, 76, r.pick(['#d9cfbd', '#d3c7b2', '#dcd3c3'])))) + shape('M360 120L500 90L560 200L600 330L500 420L400 360L330 240Z', '#8f8674') + line(`M500 420L${String(r.int(470, 520))} 500L540 560L${String(r.int(500, 560))} 700`, '#4c463c', 9) + rect(90, 300, 150, 190, '#7b8e99') + rect(720, 300, 150, 190, '#7b8e99'),
  corridor: (r) => indoors(r) + shape('M0 0L300 140V540L0 720Z', '#d3cdbf') + shape('M960 0L660 140V540L960 720Z', '#cac4b6') + rect(300, 140, 360, 400, '#bdb6a6') + times(3, (i) => rect(120 + i * 20, 430 + i * 50, 150, 110, r.pick(['#a9824f', '#b58f5c', '#94703f']), `transform="rotate(${String(r.int(-5, 5))} 190 480)"`)) + rect(640, 380, 170, 210, '#7a5a43') + times(3, (i) => rect(652, 396 + i * 66, 146, 52, '#5d4331')) + bike(640, 620, '#a33c36'),
  lift: (r) => indoors(r) + rect(290, 70, 380, 490, '#70767b') + rect(312, 92, 166, 468, '#a9b0b5') + rect(482, 92, 166, 468, '#9ba3a8') + rect(700, 260, 50, 110, '#c9cdd0') + circle(725, 290, 13, r.pick(['#c0392b', '#555'])) + circle(725, 336, 13, '#555') + shape('M430 300H530V400H430Z', '#f4d03f', 'transform="rotate(45 480 350)"') + rect(473, 312, 14, 48, '#222') + circle(480, 378, 8, '#222'),
  leak: (r) => indoors(r) + oval(480, 60, 330, 90, '#b5a688') + oval(470, 50, 220, 60, '#8f7f60') + oval(520, 44, 110, 34, '#6a5c42') + times(16, () => line(`M${String(r.int(300, 700))} ${String(r.int(110, 380))}v26`, '#7fa6bd', 6)) + rect(400, 470, 160, 100, '#3f78b0', 'rx="12"') + oval(480, 472, 80, 18, '#8fc0dd'),
  pipe: (r) => street(r) + rect(300, 560, 360, 46, '#6c757b') + times(15, () => line(`M480 560Q${String(r.int(380, 580))} ${String(r.int(160, 320))} ${String(r.int(220, 740))} ${String(r.int(430, 560))}`, '#a9d0e6', 8, 'opacity="0.8"')) + shape('M180 610Q480 570 800 612V720H180Z', '#8fb4c6', 'opacity="0.8"'),
  wires: (r) => street(r) + rect(210, 90, 22, 440, '#7a6a58') + rect(740, 120, 22, 410, '#7a6a58', 'transform="rotate(5 750 530)"') + times(11, () => line(`M220 ${String(r.int(110, 170))}Q${String(r.int(400, 560))} ${String(r.int(230, 520))} 742 ${String(r.int(130, 190))}`, '#23262a', r.int(2, 5))) + rect(180, 180, 84, 100, '#8d9499'),
  radiator: (r) => indoors(r) + rect(220, 80, 300, 240, '#a9c3d3') + rect(366, 80, 8, 240, '#e9e6df') + times(9, (i) => rect(240 + i * 44, 380, 34, 170, '#e9ecee', 'rx="10" stroke="#b9bec2" stroke-width="3"')) + rect(720, 150, 44, 260, '#fff', 'rx="20" stroke="#888" stroke-width="4"') + circle(742, 390, 26, '#3d7fc4') + rect(736, 330 - r.int(0, 20), 12, 60, '#3d7fc4'),
  smoke: (r) => street(r) + times(26, () => circle(r.int(380, 620), r.int(60, 420), r.int(40, 95), r.pick(['#5b5b5d', '#747476', '#8b8b8d']), 'opacity="0.5"')) + rect(440, 330, 90, 100, '#3a3230'),
  exit: (r) => street(r) + times(8, (i) => shape(`M${String(i * 130)} 560L${String(i * 130 + 70)} 560L${String(i * 130 + 20)} 640L${String(i * 130 - 50)} 640Z`, '#e6c22f')) + car(120, 520, r.pick(['#b33a33', '#3f5f8f', '#d9dcde'])) + car(520, 530, r.pick(['#41464b', '#e3e3e0', '#7d3b34'])),
  extinguisher: (r) => indoors(r) + rect(300, 180, 360, 380, '#b5271f') + rect(320, 200, 320, 340, '#e6e2da') + rect(400, 300, 70, 220, '#c62f25', 'rx="26"') + rect(418, 262, 34, 40, '#333') + line('M452 280q50 20 40 120', '#222', 9) + (r.chance(0.5) ? '' : rect(510, 300, 70, 220, '#c62f25', 'rx="26"')) + line('M330 240l60 -20M560 230l60 14', '#999', 4) + times(10, () => circle(r.int(330, 630), r.int(500, 536), r.int(3, 8), '#a79c8a')),
  ebike: (r) => indoors(r) + rect(560, 60, 260, 300, '#9db3c0') + line('M690 360Q640 460 520 470Q400 480 420 540', '#e07b28', 9) + rect(680, 340, 30, 40, '#eee') + bike(320, 600, r.pick(['#3d6ea5', '#a33c36', '#3f8a5a'])) + rect(360, 520, 90, 40, '#2f3336', 'rx="10"') + circle(424, 548, 7, '#6fdc5c'),
  dog: (r) => street(r) + rect(330, 470, 240, 90, r.pick(['#8a6a45', '#4a4643', '#c7a877']), 'rx="44"') + times(4, (i) => rect(346 + i * 60, 540, 24, 70, '#6b5134')) + circle(606, 450, 56, r.pick(['#8a6a45', '#77593a'])) + shape('M570 410L560 360L600 398ZM622 396L650 358L650 410Z', '#5b4329') + circle(624, 440, 7, '#111') + oval(654, 464, 14, 10, '#222') + line('M334 490Q280 450 290 410', '#6b5134', 16),
  noise: (r) => street(r, true) + rect(330, 330, 170, 250, '#1b1e24', 'rx="12"') + circle(415, 410, 44, '#454b55') + circle(415, 510, 58, '#454b55') + circle(415, 510, 22, '#20242a') + times(4, (i) => line(`M${String(540 + i * 56)} ${String(400 - i * 26)}Q${String(590 + i * 60)} 460 ${String(540 + i * 56)} ${String(520 + i * 26)}`, r.pick(['#e7c458', '#e28a4a']), 10)),
  river: (r) => rect(0, 0, 960, 720, '#cfdde2') + shape('M0 300Q300 250 960 310V420H0Z', '#8da06b') + shape('M0 400Q480 360 960 420V720H0Z', '#4f5a4a') + times(16, () => line(`M${String(r.int(0, 860))} ${String(r.int(440, 690))}q30 -8 60 0t60 0`, '#6c7763', 5)) + rect(640, 380, 130, 60, '#7f8588') + circle(650, 410, 28, '#3a3d3a') + shape('M626 420Q560 470 600 560Q650 520 670 430Z', '#7a4c3a', 'opacity="0.85"') + times(14, () => oval(r.int(60, 900), r.int(460, 690), r.int(8, 22), 6, r.pick(['#d9d5c5', '#7fa860', '#b9b7a9']))),
  car: (r) => street(r) + rect(0, 470, 960, 20, '#d7b94a') + car(300, 430, r.pick(['#c9cdd0', '#8a2f2a', '#2f4f7a', '#3f4246', '#e6e3da']), 1.25),
  bikes: (r) => street(r) + times(9, (i) => `<g transform="rotate(${String(r.int(-38, 30))} ${String(140 + i * 80)} 560)">${bike(90 + i * 84, r.int(540, 600), r.pick(['#e2b52f', '#3c8fd1', '#4fae6a']))}</g>`),
  shop: (r) => street(r) + rect(190, 200, 580, 330, '#e7ddc8') + rect(190, 200, 580, 74, r.pick(['#b33a33', '#2f6f8f', '#3f7d4f'])) + rect(220, 300, 340, 200, '#8fa9b5') + rect(600, 300, 130, 230, '#6f5a46') + times(8, (i) => rect(236 + i * 40, 420, 30, 60, r.pick(['#d9683c', '#e0c040', '#6fa042', '#c9c5b8']))) + times(6, (i) => rect(230 + i * 60, 224, 34, 26, '#fff', 'opacity="0.85"')),
  papers: (r) => rect(0, 0, 960, 720, '#b99b74') + times(4, (i) => `<g transform="rotate(${String(r.int(-12, 12))} 480 360)">${rect(180 + i * 90, 120 + i * 40, 360, 440, '#fbfaf5', 'stroke="#d0cabb" stroke-width="3"')}${times(9, (k) => rect(214 + i * 90, 190 + i * 40 + k * 36, r.int(140, 290), 10, '#b9bdc2'))}${rect(214 + i * 90, 146 + i * 40, 150, 18, '#7d858c')}</g>`) + circle(700, 560, 54, 'none', 'stroke="#c0392b" stroke-width="9" opacity="0.75"') + line('M140 620L330 560', '#2f4f7a', 16),
  people: (r) => indoors(r) + rect(160, 470, 640, 40, '#8a6a48') + rect(200, 510, 24, 110, '#6d5236') + rect(740, 510, 24, 110, '#6d5236') + times(4, (i) => person(250 + i * 155, 470, r.pick(['#3f6f8f', '#8f4f3f', '#5a7d4f', '#6a5a8f', '#4a4d52']))) + rect(420, 452, 120, 18, '#f4f1e8') + rect(330, 70, 300, 150, '#f4f1e8', 'stroke="#b9b2a2" stroke-width="6"'),
  after: (r) => street(r) + rect(0, 440, 960, 60, '#8fb06a') + times(5, (i) => rect(92 + i * 190, 330, 14, 130, '#6b4b32') + circle(99 + i * 190, 310, r.int(48, 62), r.pick(['#5d8a4c', '#6b9a58']))) + circle(820, 120, 62, '#3f9d5a') + line('M790 122l22 24l40 -46', '#fff', 14),
};
