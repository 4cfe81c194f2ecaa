import { screens as insight } from '@hezhi/insight/screen';
import type { Screens } from '@hezhi/web';

/** The rooms whose screens this app shows, in the order of their coming; a new room adds its door here and in package.json. */
export const rooms: readonly Screens[] = [insight];
