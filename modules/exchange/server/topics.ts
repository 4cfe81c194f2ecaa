import { kindViews } from '@hezhi/matters/server';
import type { House } from '@hezhi/server';
import { topicEnds } from '../contract/index.ts';

/** What webhooks of this house may subscribe to: every kind of matter, opened, stepped and closed. */
export const topicsOf = (house: House): string[] => kindViews(house).flatMap(({ kind }) => topicEnds.map((end) => `${kind}.${end}`));
