import { kernelErrors } from '@hezhi/contract';
import { purgeCommands } from './command.ts';
import { defineRoom } from './house.ts';

/** The kernel's own tables and nightly work, as a room: first in every house, put there by `openHouse` and `migrate`. */
export const kernelRoom = defineRoom({
  name: 'kernel',
  errors: kernelErrors,
  migrations: new URL('./migrations/', import.meta.url),
  jobs: [{ queue: 'kernel.purge', cron: '30 3 * * *', work: async (call) => void (await purgeCommands(call.db, call.now)) }],
});

/** The rooms with the kernel's before them. */
export function withKernel<T extends { name: string }>(rooms: readonly T[]): (T | typeof kernelRoom)[] {
  return rooms.some((room) => room.name === kernelRoom.name) ? [...rooms] : [kernelRoom, ...rooms];
}
