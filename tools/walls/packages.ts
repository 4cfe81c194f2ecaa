import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isTest, manifest, partOf, roomOf, type House, type Violation } from './house.ts';
import { resolve } from './rules.ts';
import type { Source } from './sources.ts';

/** Rules for the rooms' package.json: shape, doors that exist, neighbours that are used, no ring of rooms. */
export function checkPackages(house: House, sources: readonly Source[]): Violation[] {
  const found: Violation[] = [];
  const used = roomEdges(house, sources, false);
  for (const room of house.rooms) {
    const file = `${room.folder}/package.json`;
    const add = (rule: string, what: string): void => void found.push({ file, line: 1, rule, what });
    const wanted = room.folder.startsWith('apps/') ? `@hezhi/app-${room.folder.slice(5)}` : `@hezhi/${room.folder.split('/').at(-1) ?? ''}`;
    if (room.name !== wanted) add('package', `the name is ${room.name || 'missing'}; a room is named after its folder: ${wanted}`);
    if (manifest(house.root, room.folder).devDependencies) add('package', 'devDependencies stand in the root package.json only');
    for (const [door, inner] of Object.entries(room.doors)) {
      if (!existsSync(join(house.root, room.folder, inner))) add('closed-door', `door ${door} leads to ${inner}, which does not exist`);
    }
    for (const neighbour of room.neighbours) {
      if (!neighbour.startsWith('@hezhi/')) add('package', `${neighbour}: versions of libraries stand in the root package.json only`);
      else if (!house.rooms.some((one) => one.name === neighbour)) add('package', `there is no room ${neighbour}`);
      else if (!used.get(room.name)?.has(neighbour)) add('unused-neighbour', `${neighbour} is declared and never imported`);
    }
  }
  const ring = findRing(roomEdges(house, sources, true));
  if (ring) {
    const first = house.rooms.find((room) => room.name === ring[0]);
    found.push({ file: `${first?.folder ?? ''}/package.json`, line: 1, rule: 'room-cycle', what: ring.join(' > ') });
  }
  return found;
}

/** Room -> rooms it imports. `product` leaves out what only tests import. */
function roomEdges(house: House, sources: readonly Source[], product: boolean): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const source of sources) {
    const from = roomOf(house, source.file);
    if (!from || (product && isTest(source.file))) continue;
    for (const one of source.imports) {
      const target = resolve(house, source.file, one.name);
      if (target.kind !== 'file' || !target.room || target.room.name === from.name) continue;
      const set = edges.get(from.name) ?? new Set();
      edges.set(from.name, set.add(target.room.name));
    }
  }
  return edges;
}

/** One ring in a directed graph, its first member again at the end; null when there is none. */
export function findRing(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const walk = (node: string): string[] | null => {
    const at = path.indexOf(node);
    if (at >= 0) return [...path.slice(at), node];
    if (done.has(node)) return null;
    path.push(node);
    for (const next of edges.get(node) ?? []) {
      const ring = walk(next);
      if (ring) return ring;
    }
    path.pop();
    done.add(node);
    return null;
  };
  for (const node of edges.keys()) {
    const ring = walk(node);
    if (ring) return ring;
  }
  return null;
}

/** Screens must not pull the schema library into a browser (decision 8): no import that is not type-only may lead to zod. */
export function checkSchemaFree(house: House, sources: readonly Source[]): Violation[] {
  const bySource = new Map(sources.map((source) => [source.file, source]));
  const reaches = new Map<string, string[] | null>();
  const way = (file: string): string[] | null => {
    const known = reaches.get(file);
    if (known !== undefined) return known;
    reaches.set(file, null);
    let found: string[] | null = null;
    for (const one of bySource.get(file)?.imports ?? []) {
      if (one.typeOnly || found) continue;
      const target = resolve(house, file, one.name);
      if (target.kind === 'library' && target.name === 'zod') found = [file];
      if (target.kind === 'file') {
        const rest = way(target.file);
        if (rest) found = [file, ...rest];
      }
    }
    reaches.set(file, found);
    return found;
  };
  const found: Violation[] = [];
  for (const source of sources) {
    if (partOf(source.file) !== 'web' || isTest(source.file)) continue;
    for (const one of source.imports) {
      if (one.typeOnly) continue;
      const target = resolve(house, source.file, one.name);
      if (target.kind === 'library' && target.name === 'zod')
        found.push({ file: source.file, line: one.line, rule: 'screen-schema', what: 'zod does not belong in a browser' });
      // Told once, where a screen crosses over into a contract.
      if (target.kind !== 'file' || partOf(target.file) !== 'contract') continue;
      const rest = way(target.file);
      if (rest)
        found.push({
          file: source.file,
          line: one.line,
          rule: 'screen-schema',
          what: `${one.name} brings zod into the browser by ${rest.join(' > ')}; use import type or a light door`,
        });
    }
  }
  return found;
}
