import { screens as cases } from '@hezhi/cases/resident';
import { screens as directory } from '@hezhi/directory/resident';
import { screens as matters } from '@hezhi/matters/resident';
import { screens as notices } from '@hezhi/notices/resident';
import type { Screens } from '@hezhi/web';
import { screens as duty } from '@hezhi/duty/resident';
import { screens as publicity } from '@hezhi/publicity/resident';

/** The rooms whose screens this app shows, in the order of their coming; a new room adds its door here and in package.json. */
export const rooms: readonly Screens[] = [matters, cases, directory, notices, duty, publicity];
