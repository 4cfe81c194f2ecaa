import { screens as cases } from '@hezhi/cases/field';
import { screens as directory } from '@hezhi/directory/field';
import type { Screens } from '@hezhi/web';

/** The rooms whose screens this app shows, in the order of their coming; a new room adds its door here and in package.json. */
export const rooms: readonly Screens[] = [cases, directory];
