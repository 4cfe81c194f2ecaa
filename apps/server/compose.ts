import { readFileSync } from 'node:fs';
import { authenticate } from '@hezhi/directory/server';
import { guestsOf } from '@hezhi/hosts/server';
import { buildApp, type House } from '@hezhi/server';
import { distOf, webApps } from '@hezhi/tools/build';
import type { FastifyInstance } from 'fastify';
import { visibleHint } from './visible-hint.ts';

/** Version of the product, from the root package.json. */
export const version = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

/** The HTTP app of a house: its rooms, who is who (directory), who may be told what, the web apps. `rateFactor` as in `buildApp`. */
export function composeApp(house: House, options: { rateFactor?: number; pages?: boolean } = {}): FastifyInstance {
  return buildApp(house, {
    authenticate: (request) => authenticate(house, request),
    visibleHint,
    apps: options.pages === false ? [] : webApps.map(({ name, mount }) => ({ mount, dir: distOf(name), guests: guestsOf(house.settings, name) })),
    version,
    rateFactor: options.rateFactor,
  });
}
