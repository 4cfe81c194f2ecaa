import { categoryScreens as categories, importScreens as imports, routingScreens as routing, screens as cases } from '@hezhi/cases/desk';
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
import { screens as methods } from '@hezhi/methods/desk';
import { screens as ballots } from '@hezhi/ballots/desk';
import { screens as deliberations } from '@hezhi/deliberations/desk';
import { screens as owners } from '@hezhi/owners/desk';
import { screens as opinions } from '@hezhi/opinions/desk';
import { screens as covenants } from '@hezhi/covenants/desk';
import { screens as deputies } from '@hezhi/deputies/desk';

/** The rooms whose screens this app shows, in the order of their coming; a new room adds its door here and in package.json. */
export const rooms: readonly Screens[] = [
  matters,
  cases,
  insight,
  directory,
  categories,
  routing,
  imports,
  whistles,
  duty,
  command,
  hotline,
  exchange,
  warnings,
  publicity,
  open311,
  notices,
  methods,
  ballots,
  deliberations,
  owners,
  opinions,
  covenants,
  deputies,
];
