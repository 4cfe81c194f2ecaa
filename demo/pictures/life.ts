import type { Rng } from '../random.ts';
import { bike, car, circle, indoors, line, oval, person, rect, shape, street, times } from './strokes.ts';

/** Second half of the drawings: supply, safety, noise, people. */
export const LIFE_SCENES = {
  pipe: (r: Rng) =>
    street(r) +
    rect(300, 560, 360, 46, '#6c757b') +
    times(15, () =>
      line(
        `M480 560Q${String(r.int(380, 580))} ${String(r.int(160, 320))} ${String(r.int(220, 740))} ${String(r.int(430, 560))}`,
        '#a9d0e6',
        8,
        'opacity="0.8"',
      ),
    ) +
    shape('M180 610Q480 570 800 612V720H180Z', '#8fb4c6', 'opacity="0.8"'),
  wires: (r: Rng) =>
    street(r) +
    rect(210, 90, 22, 440, '#7a6a58') +
    rect(740, 120, 22, 410, '#7a6a58', 'transform="rotate(5 750 530)"') +
    times(11, () =>
      line(`M220 ${String(r.int(110, 170))}Q${String(r.int(400, 560))} ${String(r.int(230, 520))} 742 ${String(r.int(130, 190))}`, '#23262a', r.int(2, 5)),
    ) +
    rect(180, 180, 84, 100, '#8d9499'),
  radiator: (r: Rng) =>
    indoors(r) +
    rect(220, 80, 300, 240, '#a9c3d3') +
    rect(366, 80, 8, 240, '#e9e6df') +
    times(9, (i) => rect(240 + i * 44, 380, 34, 170, '#e9ecee', 'rx="10" stroke="#b9bec2" stroke-width="3"')) +
    rect(720, 150, 44, 260, '#fff', 'rx="20" stroke="#888" stroke-width="4"') +
    circle(742, 390, 26, '#3d7fc4') +
    rect(736, 330 - r.int(0, 20), 12, 60, '#3d7fc4'),
  smoke: (r: Rng) =>
    street(r) +
    times(26, () => circle(r.int(380, 620), r.int(60, 420), r.int(40, 95), r.pick(['#5b5b5d', '#747476', '#8b8b8d']), 'opacity="0.5"')) +
    rect(440, 330, 90, 100, '#3a3230'),
  exit: (r: Rng) =>
    street(r) +
    times(8, (i) => shape(`M${String(i * 130)} 560L${String(i * 130 + 70)} 560L${String(i * 130 + 20)} 640L${String(i * 130 - 50)} 640Z`, '#e6c22f')) +
    car(120, 520, r.pick(['#b33a33', '#3f5f8f', '#d9dcde'])) +
    car(520, 530, r.pick(['#41464b', '#e3e3e0', '#7d3b34'])),
  extinguisher: (r: Rng) =>
    indoors(r) +
    rect(300, 180, 360, 380, '#b5271f') +
    rect(320, 200, 320, 340, '#e6e2da') +
    rect(400, 300, 70, 220, '#c62f25', 'rx="26"') +
    rect(418, 262, 34, 40, '#333') +
    line('M452 280q50 20 40 120', '#222', 9) +
    (r.chance(0.5) ? '' : rect(510, 300, 70, 220, '#c62f25', 'rx="26"')) +
    line('M330 240l60 -20M560 230l60 14', '#999', 4) +
    times(10, () => circle(r.int(330, 630), r.int(500, 536), r.int(3, 8), '#a79c8a')),
  ebike: (r: Rng) =>
    indoors(r) +
    rect(560, 60, 260, 300, '#9db3c0') +
    line('M690 360Q640 460 520 470Q400 480 420 540', '#e07b28', 9) +
    rect(680, 340, 30, 40, '#eee') +
    bike(320, 600, r.pick(['#3d6ea5', '#a33c36', '#3f8a5a'])) +
    rect(360, 520, 90, 40, '#2f3336', 'rx="10"') +
    circle(424, 548, 7, '#6fdc5c'),
  dog: (r: Rng) =>
    street(r) +
    rect(330, 470, 240, 90, r.pick(['#8a6a45', '#4a4643', '#c7a877']), 'rx="44"') +
    times(4, (i) => rect(346 + i * 60, 540, 24, 70, '#6b5134')) +
    circle(606, 450, 56, r.pick(['#8a6a45', '#77593a'])) +
    shape('M570 410L560 360L600 398ZM622 396L650 358L650 410Z', '#5b4329') +
    circle(624, 440, 7, '#111') +
    oval(654, 464, 14, 10, '#222') +
    line('M334 490Q280 450 290 410', '#6b5134', 16),
  noise: (r: Rng) =>
    street(r, true) +
    rect(330, 330, 170, 250, '#1b1e24', 'rx="12"') +
    circle(415, 410, 44, '#454b55') +
    circle(415, 510, 58, '#454b55') +
    circle(415, 510, 22, '#20242a') +
    times(4, (i) =>
      line(
        `M${String(540 + i * 56)} ${String(400 - i * 26)}Q${String(590 + i * 60)} 460 ${String(540 + i * 56)} ${String(520 + i * 26)}`,
        r.pick(['#e7c458', '#e28a4a']),
        10,
      ),
    ),
  river: (r: Rng) =>
    rect(0, 0, 960, 720, '#cfdde2') +
    shape('M0 300Q300 250 960 310V420H0Z', '#8da06b') +
    shape('M0 400Q480 360 960 420V720H0Z', '#4f5a4a') +
    times(16, () => line(`M${String(r.int(0, 860))} ${String(r.int(440, 690))}q30 -8 60 0t60 0`, '#6c7763', 5)) +
    rect(640, 380, 130, 60, '#7f8588') +
    circle(650, 410, 28, '#3a3d3a') +
    shape('M626 420Q560 470 600 560Q650 520 670 430Z', '#7a4c3a', 'opacity="0.85"') +
    times(14, () => oval(r.int(60, 900), r.int(460, 690), r.int(8, 22), 6, r.pick(['#d9d5c5', '#7fa860', '#b9b7a9']))),
  car: (r: Rng) => street(r) + rect(0, 470, 960, 20, '#d7b94a') + car(300, 430, r.pick(['#c9cdd0', '#8a2f2a', '#2f4f7a', '#3f4246', '#e6e3da']), 1.25),
  bikes: (r: Rng) =>
    street(r) +
    times(
      9,
      (i) =>
        `<g transform="rotate(${String(r.int(-38, 30))} ${String(140 + i * 80)} 560)">${bike(90 + i * 84, r.int(540, 600), r.pick(['#e2b52f', '#3c8fd1', '#4fae6a']))}</g>`,
    ),
  shop: (r: Rng) =>
    street(r) +
    rect(190, 200, 580, 330, '#e7ddc8') +
    rect(190, 200, 580, 74, r.pick(['#b33a33', '#2f6f8f', '#3f7d4f'])) +
    rect(220, 300, 340, 200, '#8fa9b5') +
    rect(600, 300, 130, 230, '#6f5a46') +
    times(8, (i) => rect(236 + i * 40, 420, 30, 60, r.pick(['#d9683c', '#e0c040', '#6fa042', '#c9c5b8']))) +
    times(6, (i) => rect(230 + i * 60, 224, 34, 26, '#fff', 'opacity="0.85"')),
  papers: (r: Rng) =>
    rect(0, 0, 960, 720, '#b99b74') +
    times(
      4,
      (i) =>
        `<g transform="rotate(${String(r.int(-12, 12))} 480 360)">${rect(180 + i * 90, 120 + i * 40, 360, 440, '#fbfaf5', 'stroke="#d0cabb" stroke-width="3"')}${times(9, (k) => rect(214 + i * 90, 190 + i * 40 + k * 36, r.int(140, 290), 10, '#b9bdc2'))}${rect(214 + i * 90, 146 + i * 40, 150, 18, '#7d858c')}</g>`,
    ) +
    circle(700, 560, 54, 'none', 'stroke="#c0392b" stroke-width="9" opacity="0.75"') +
    line('M140 620L330 560', '#2f4f7a', 16),
  people: (r: Rng) =>
    indoors(r) +
    rect(160, 470, 640, 40, '#8a6a48') +
    rect(200, 510, 24, 110, '#6d5236') +
    rect(740, 510, 24, 110, '#6d5236') +
    times(4, (i) => person(250 + i * 155, 470, r.pick(['#3f6f8f', '#8f4f3f', '#5a7d4f', '#6a5a8f', '#4a4d52']))) +
    rect(420, 452, 120, 18, '#f4f1e8') +
    rect(330, 70, 300, 150, '#f4f1e8', 'stroke="#b9b2a2" stroke-width="6"'),
  after: (r: Rng) =>
    street(r) +
    rect(0, 440, 960, 60, '#8fb06a') +
    times(5, (i) => rect(92 + i * 190, 330, 14, 130, '#6b4b32') + circle(99 + i * 190, 310, r.int(48, 62), r.pick(['#5d8a4c', '#6b9a58']))) +
    circle(820, 120, 62, '#3f9d5a') +
    line('M790 122l22 24l40 -46', '#fff', 14),
};
