import type { Rng } from '../random.ts';
import { bag, bike, circle, indoors, line, oval, rect, shape, street, times } from './strokes.ts';

/** First half of the drawings: streets and houses. */
export const STREET_SCENES = {
  rubbish: (r: Rng) =>
    street(r) +
    times(14, () => bag(r, r.int(260, 700), r.int(500, 570))) +
    rect(520, 480, 150, 60, '#8a6a4f', 'transform="rotate(-8 600 510)"') +
    times(30, () => circle(r.int(230, 760), r.int(560, 600), r.int(3, 8), r.pick(['#d8d3c4', '#b34a3c', '#5d7a4b']))),
  bins: (r: Rng) =>
    street(r) +
    times(
      4,
      (i) =>
        rect(230 + i * 130, 410, 96, 130, ['#3e7d4f', '#3f6fa3', '#8a4b44', '#5a5d60'][i]!, 'rx="8"') +
        rect(224 + i * 130, 392 - r.int(0, 16), 108, 22, '#303336', `rx="6" transform="rotate(${String(-r.int(2, 16))} ${String(280 + i * 130)} 400)"`) +
        bag(r, 276 + i * 130, 402),
    ) +
    times(6, () => bag(r, r.int(220, 720), r.int(552, 590))),
  flyers: (r: Rng) =>
    indoors(r) +
    rect(250, 60, 460, 500, '#6d7f8c') +
    rect(272, 82, 200, 460, '#8497a3') +
    rect(486, 82, 200, 460, '#8497a3') +
    times(26, () =>
      rect(
        r.int(270, 640),
        r.int(90, 480),
        r.int(36, 62),
        r.int(26, 46),
        r.pick(['#f3e9b0', '#f0b5a5', '#bcd8ee', '#fff', '#cde6c0']),
        `transform="rotate(${String(r.int(-18, 18))} 480 300)"`,
      ),
    ),
  stalls: (r: Rng) =>
    street(r) +
    times(
      3,
      (i) =>
        rect(90 + i * 290, 430, 210, 100, r.pick(['#a5543f', '#3f6f7d', '#8f7a3c'])) +
        shape(`M${String(70 + i * 290)} 380L${String(195 + i * 290)} 320L${String(320 + i * 290)} 380Z`, r.pick(['#d9523c', '#3c7fc0', '#e2b23c'])) +
        rect(100 + i * 290, 380, 6, 60, '#555') +
        rect(286 + i * 290, 380, 6, 60, '#555') +
        times(12, () => circle(r.int(105, 290) + i * 290, r.int(424, 440), 10, r.pick(['#d9683c', '#6fa042', '#e0c040']))),
    ),
  manhole: (r: Rng) =>
    street(r) +
    oval(480, 620, 130, 44, '#101214') +
    oval(480, 628, 118, 36, '#000') +
    shape('M610 640L760 600L790 628L650 676Z', '#4a4d50') +
    times(5, (i) => line(`M${String(650 + i * 25)} ${String(652 - i * 7)}l24 18`, '#2f3235', 4)),
  pothole: (r: Rng) =>
    street(r) +
    shape(`M300 620Q${String(r.int(340, 380))} 566 470 578Q600 560 640 616Q${String(r.int(630, 680))} 676 520 672Q360 690 300 620Z`, '#4b4640') +
    shape('M336 622Q400 590 470 598Q580 586 606 622Q590 656 510 654Q390 664 336 622Z', '#6f675c') +
    oval(480, 628, 84, 18, '#8ea1ab') +
    times(18, () => circle(r.int(260, 700), r.int(580, 700), r.int(3, 9), '#5d5850')),
  lamp: (r: Rng) =>
    street(r, true) +
    times(
      2,
      (i) =>
        rect(300 + i * 360, 190, 12, 330, '#1c2230') +
        line(`M${String(306 + i * 360)} 194q50 -40 100 -6`, '#1c2230', 10) +
        oval(412 + i * 360, 196, 34, 12, '#0f131c'),
    ) +
    shape('M772 200L700 520H860Z', '#f2d98a', 'opacity="0.12"'),
  flood: (r: Rng) =>
    street(r) +
    shape('M0 540Q240 520 480 546T960 536V720H0Z', '#8b7f62', 'opacity="0.93"') +
    times(12, () => line(`M${String(r.int(20, 800))} ${String(r.int(560, 700))}q40 -10 80 0t80 0`, '#a89c80', 5)) +
    oval(470, 596, 60, 16, '#5f573f') +
    times(8, () => circle(r.int(430, 520), r.int(570, 600), r.int(4, 10), '#c9c1aa')),
  tree: (r: Rng) =>
    street(r) +
    shape('M150 560L720 500L730 540L160 606Z', '#6b4b32') +
    times(26, () => circle(r.int(560, 860), r.int(400, 580), r.int(30, 60), r.pick(['#4e7a43', '#5d8a4c', '#3f6a3a']))) +
    shape('M110 520L200 500L190 600L120 610Z', '#573c27'),
  green: (r: Rng) =>
    street(r) +
    rect(0, 440, 960, 140, '#7da05a') +
    times(
      7,
      (i) => rect(60 + i * 125, 470, 96, 70, '#6b5138') + times(5, (j) => shape(`M${String(72 + i * 125 + j * 18)} 520q-8 -26 6 -40q14 14 4 40Z`, '#5f9b3f')),
    ) +
    times(20, (i) => rect(i * 48, 430, 8, 60, '#c9b28a')) +
    rect(0, 446, 960, 6, '#c9b28a'),
  bench: (r: Rng) =>
    street(r) +
    times(4, (i) => (i === r.int(1, 2) ? '' : rect(270, 450 + i * 20, 420, 13, '#9a6b3d'))) +
    rect(290, 440, 14, 140, '#4d5154') +
    rect(656, 440, 14, 140, '#4d5154', 'transform="rotate(12 660 580)"') +
    rect(420, 560, 200, 13, '#9a6b3d', 'transform="rotate(-14 500 560)"'),
  wall: (r: Rng) =>
    rect(0, 0, 960, 720, '#cfc5b3') +
    times(9, (y) => times(12, (x) => rect(x * 84 + (y % 2) * 30 - 30, y * 82, 78, 76, r.pick(['#d9cfbd', '#d3c7b2', '#dcd3c3'])))) +
    shape('M360 120L500 90L560 200L600 330L500 420L400 360L330 240Z', '#8f8674') +
    line(`M500 420L${String(r.int(470, 520))} 500L540 560L${String(r.int(500, 560))} 700`, '#4c463c', 9) +
    rect(90, 300, 150, 190, '#7b8e99') +
    rect(720, 300, 150, 190, '#7b8e99'),
  corridor: (r: Rng) =>
    indoors(r) +
    shape('M0 0L300 140V540L0 720Z', '#d3cdbf') +
    shape('M960 0L660 140V540L960 720Z', '#cac4b6') +
    rect(300, 140, 360, 400, '#bdb6a6') +
    times(3, (i) =>
      rect(120 + i * 20, 430 + i * 50, 150, 110, r.pick(['#a9824f', '#b58f5c', '#94703f']), `transform="rotate(${String(r.int(-5, 5))} 190 480)"`),
    ) +
    rect(640, 380, 170, 210, '#7a5a43') +
    times(3, (i) => rect(652, 396 + i * 66, 146, 52, '#5d4331')) +
    bike(640, 620, '#a33c36'),
  lift: (r: Rng) =>
    indoors(r) +
    rect(290, 70, 380, 490, '#70767b') +
    rect(312, 92, 166, 468, '#a9b0b5') +
    rect(482, 92, 166, 468, '#9ba3a8') +
    rect(700, 260, 50, 110, '#c9cdd0') +
    circle(725, 290, 13, r.pick(['#c0392b', '#555'])) +
    circle(725, 336, 13, '#555') +
    shape('M430 300H530V400H430Z', '#f4d03f', 'transform="rotate(45 480 350)"') +
    rect(473, 312, 14, 48, '#222') +
    circle(480, 378, 8, '#222'),
  leak: (r: Rng) =>
    indoors(r) +
    oval(480, 60, 330, 90, '#b5a688') +
    oval(470, 50, 220, 60, '#8f7f60') +
    oval(520, 44, 110, 34, '#6a5c42') +
    times(16, () => line(`M${String(r.int(300, 700))} ${String(r.int(110, 380))}v26`, '#7fa6bd', 6)) +
    rect(400, 470, 160, 100, '#3f78b0', 'rx="12"') +
    oval(480, 472, 80, 18, '#8fc0dd'),
};
