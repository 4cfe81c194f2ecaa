import { categoryScreens as categories, screens as cases } from '@hezhi/cases/desk';
import { screens as directory } from '@hezhi/directory/desk';
import { screens as insight } from '@hezhi/insight/desk';
import type { Screens } from '@hezhi/web';

/** The rooms whose screens this app shows, in the order of their coming; a new room adds its door here and in package.json. */
export const rooms: readonly Screens[] = [cases, insight, directory, categories];
