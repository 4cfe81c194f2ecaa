import type { Rng } from '../random.ts';
import { LIFE_SCENES } from './life.ts';
import { STREET_SCENES } from './streets.ts';

/** What a picture can show. */
export type Scene = keyof typeof STREET_SCENES | keyof typeof LIFE_SCENES;

/** How each scene is drawn, as SVG in a box of 960 by 720. No people can be recognised, no writing, no number plates. */
export const SCENES: Readonly<Record<Scene, (rng: Rng) => string>> = { ...STREET_SCENES, ...LIFE_SCENES };
