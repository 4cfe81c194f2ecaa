import { room as cases } from '@hezhi/cases/server';
import { room as demo } from '@hezhi/demo/room';
import { room as directory } from '@hezhi/directory/server';
import { room as documents } from '@hezhi/documents/server';
import { room as figures } from '@hezhi/figures/server';
import { room as insight } from '@hezhi/insight/server';
import { room as matters } from '@hezhi/matters/server';
import { room as places } from '@hezhi/places/server';
import type { Room } from '@hezhi/server';

/** The rooms of the house, engines before the modules that stand on them. A new room is one import and one line here. */
export const rooms: readonly Room[] = [directory, places, figures, documents, matters, cases, insight, demo];
