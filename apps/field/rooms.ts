import { screens as cases } from '@hezhi/cases/field';
import { screens as directory } from '@hezhi/directory/field';
import { screens as matters } from '@hezhi/matters/field';
import { screens as notices } from '@hezhi/notices/field';
import type { Screens } from '@hezhi/web';
import { screens as whistles } from '@hezhi/whistles/field';
import { screens as ballots } from '@hezhi/ballots/field';
import { screens as duty } from '@hezhi/duty/field';
import { screens as command } from '@hezhi/command/field';
import { screens as covenants } from '@hezhi/covenants/field';

/** The rooms whose screens this app shows, in the order of their coming; a new room adds its door here and in package.json. */
export const rooms: readonly Screens[] = [matters, cases, directory, whistles, notices, duty, command, covenants, ballots];
