import { categoryScreens as categories, routingScreens as routing, screens as cases } from '@hezhi/cases/desk';
import { screens as directory } from '@hezhi/directory/desk';
import { screens as insight } from '@hezhi/insight/desk';
import { screens as matters } from '@hezhi/matters/desk';
import type { Screens } from '@hezhi/web';
import { screens as whistles } from '@hezhi/whistles/desk';
import { screens as duty } from '@hezhi/duty/desk';
import { screens as command } from '@hezhi/command/desk';
import { screens as hotline } from '@hezhi/hotline/desk';
import { screens as exchange } from '@hezhi/exchange/desk';
import { screens as warnings } from '@hezhi/warnings/desk';
import { screens as publicity } from '@hezhi/publicity/desk';
import { screens as open311 } from '@hezhi/open311/desk';
import { screens as notices } from '@hezhi/notices/desk';

/** The rooms whose screens this app shows, in the order of their coming; a new room adds its door here and in package.json. */
export const rooms: readonly Screens[] = [
  matters,
  cases,
  insight,
  directory,
  categories,
  routing,
  whistles,
  duty,
  command,
  hotline,
  exchange,
  warnings,
  publicity,
  open311,
  notices,
];
