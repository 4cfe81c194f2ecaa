import { screens as cases } from '@hezhi/cases/resident';
import { screens as directory } from '@hezhi/directory/resident';
import { screens as matters } from '@hezhi/matters/resident';
import { screens as methods } from '@hezhi/methods/resident';
import { screens as notices } from '@hezhi/notices/resident';
import type { Screens } from '@hezhi/web';
import { screens as duty } from '@hezhi/duty/resident';
import { screens as publicity } from '@hezhi/publicity/resident';
import { screens as ballots } from '@hezhi/ballots/resident';
import { screens as opinions } from '@hezhi/opinions/resident';
import { screens as deliberations } from '@hezhi/deliberations/resident';
import { screens as covenants } from '@hezhi/covenants/resident';
import { screens as deputies } from '@hezhi/deputies/resident';
import { screens as owners } from '@hezhi/owners/resident';

/** The rooms whose screens this app shows, in the order of their coming; a new room adds its door here and in package.json. */
export const rooms: readonly Screens[] = [
  matters,
  cases,
  directory,
  notices,
  duty,
  publicity,
  methods,
  opinions,
  deliberations,
  covenants,
  deputies,
  ballots,
  owners,
];
