import { describeApi } from '@hezhi/server';
import { print, type Command } from '../command.ts';
import { version } from '../compose.ts';
import { rooms } from '../rooms.ts';

/** Prints the description that a running server gives at /api/openapi.json. Needs no database. */
export const openapi: Command = {
  name: 'openapi',
  usage: 'openapi',
  help: 'print the OpenAPI 3.1 description of every route',
  run: async () => {
    print(JSON.stringify(describeApi({ rooms }, version), null, 2));
    return 0;
  },
};
