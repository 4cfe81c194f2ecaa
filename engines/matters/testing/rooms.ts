import { room as directory } from '@hezhi/directory/server';
import { room as figures } from '@hezhi/figures/server';
import { room as matters } from '../server/index.ts';

export const mattersRooms = [directory, figures, matters];
