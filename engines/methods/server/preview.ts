import type { Words } from '@hezhi/contract';
import { levelOf, levels, widthOf } from '@hezhi/directory/contract';
import { staffOf, type Staff, type Territory } from '@hezhi/directory/server';
import { currentProcedure, kindOf, kindViews, openByProcedure, procedureOf } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import type { Procedure } from '@hezhi/matters/contract';
import type { z } from 'zod';
import {
  asProcedure,
  canonical,
  comparePacks,
  nameOf,
  newestEntries,
  postsPart,
  proceduresPart,
  rolesPart,
  valuesOf,
  type Change,
  type ChangeView,
  type Pack,
  type PackFiles,
  type PreviewInput,
  type PreviewView,
} from '../contract/index.ts';
import { proceduresAt, standingAt, standingsOver, type Standing } from './book.ts';
import { knownNames } from './flow.ts';
import { prepared } from './install.ts';
import { baseOf, filesOf, readWith } from './packs.ts';
import { ownPlace } from './scope.ts';
import { viewFault, viewNeeds, viewStandings } from './views.ts';

type Preview = z.input<typeof PreviewView>;

/**
 * What putting a pack in force at a place would change: in words, for new matters, for posts. Writes nothing. `given`: a pack from a folder (command line), else a known version. Errors as of
 * `install`, but faults are listed instead of refused.
 */
export async function preview(call: Call, input: z.output<typeof PreviewInput>, given?: PackFiles): Promise<Preview> {
  const { house } = call;
  const { district, tree } = await ownPlace(call, input.area);
  const files = given ?? (await filesOf(house, input.key, input.version)).files;
  const { pack: found, chosen, faults } = prepared(call, files, input.settings, true);
  // As it would be read once it is in force, traditional characters included: else every text of it would differ from what is in force.
  const pack = readWith(house, files, chosen) ?? found;
  const { standing, seq } = standingAt(house, input.area);
  const known = await knownNames(house);
  const [before, after] = await layered(call, input.area, standing, pack);
  const staff = await staffOf(house, district);
  return {
    seq,
    replaces: standing ? (await viewStandings(call, district, [standing]))[0]! : null,
    same: standing !== null && standing.pack === input.key && standing.version === input.version && canonical(standing.settings) === canonical(chosen),
    differences: comparePacks(before, after, known).map((change) => viewChange(call, change)),
    procedures: await changedKinds(call, district, input.area, pack),
    posts: missingPosts(call, pack, staff, tree, input.area, known),
    unstaffed: unstaffed(call, pack, staff, input.area, known),
    organisations: missingOrganisations(call, pack, staff, known),
    needs: viewNeeds(call, pack.manifest.needs),
    faults: faults.map((fault) => viewFault(call, fault)),
  };
}

export const viewChange = (call: Call, { words, partName, ...change }: Change): z.input<typeof ChangeView> => ({
  ...change,
  partName: speak(partName, call.language),
  text: speak(words, call.language),
});

/** The place before and after, file by file, so that what is replaced is compared and what shows through again is seen. */
async function layered(call: Call, area: string, standing: Standing | null, fresh: Pack): Promise<[Pack, Pack]> {
  const above: Pack[] = [];
  for (const one of standingsOver(call.house, area)) {
    if (one.area === area) continue;
    const pack = await packOf(call, one);
    if (pack) above.push(pack);
  }
  above.push(baseOf(call.house));
  const own = standing ? await packOf(call, standing) : null;
  const touched = new Set([fresh, ...(own ? [own] : [])].flatMap((pack) => pack.entries.map(nameOf)));
  const seen = (layers: readonly Pack[]): Pack => ({
    manifest: fresh.manifest,
    files: new Map(layers.toReversed().flatMap((pack) => [...pack.files])),
    entries: [...touched].flatMap((name) => layers.flatMap((pack) => newestEntries(pack).filter((entry) => nameOf(entry) === name)).slice(0, 1)),
  });
  return [seen(own ? [own, ...above] : above), seen([fresh, ...above])];
}

async function packOf(call: Call, standing: Standing): Promise<Pack | null> {
  const { files } = await filesOf(call.house, standing.pack, standing.version);
  return readWith(call.house, files, standing.settings);
}

/** Kinds that begin by another procedure than now, with the open matters that keep theirs. */
async function changedKinds(call: Call, district: string, area: string, pack: Pack): Promise<Preview['procedures']> {
  const { house } = call;
  const open = await openByProcedure(call.db, district, area);
  const found: Preview['procedures'] = [];
  for (const { kind, name } of kindViews(house)) {
    const [fresh] = valuesOf(pack, proceduresPart).flatMap(({ value }) => (value.kind === kind ? [value] : []));
    if (!fresh) continue;
    const now = proceduresAt(house, kind, area)[0];
    const old: Procedure = now ? await procedureOf(house, now.key, now.version) : currentProcedure(house, kindOf(house, kind));
    if (sameBody(old, asProcedure(fresh))) continue;
    const count = open.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.count, 0);
    found.push({ kind, kindName: speak(name, call.language), from: speak(old.name, call.language), to: speak(fresh.name, call.language), open: count });
  }
  return found;
}

const sameBody = (a: Procedure, b: Procedure): boolean => canonical(bare(a)) === canonical(bare(b));
/** Without what is numbered or made: version and traditional characters. */
const bare = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(bare)
      : Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (key === 'zh-Hant' || key === 'version' ? [] : [[key, bare(one)]])));

/** Posts that the pack counts on and that are not held. */
function missingPosts(call: Call, pack: Pack, staff: Staff, tree: Territory, area: string, known: ReadonlyMap<string, Words>): Preview['posts'] {
  return valuesOf(pack, postsPart).flatMap(({ value }) =>
    value.posts.flatMap((post) => {
      const places = placesAt(tree, area, widthOf(post.at));
      const held = (place: string): number =>
        [...staff.posts.values()].filter(
          (one) =>
            one.role === post.role &&
            one.area === place &&
            serves(one, call.now) &&
            (post.organisation === undefined || staff.orgs.get(one.org)?.kind === post.organisation),
        ).length;
      const lacking = places.filter((place) => held(place) < post.least);
      if (lacking.length === 0) return [];
      const role = post.title ?? known.get(post.role) ?? ownRole(pack, post.role);
      const level = levelOf(places[0]!)!;
      return [
        {
          role: role ? speak(role, call.language) : post.role,
          level: speak(levels.find((one) => one.key === level)!.words, call.language),
          least: post.least,
          lacking: lacking.length,
          of: places.length,
          names: lacking.slice(0, 5).map((place) => tree.fullName(place)),
        },
      ];
    }),
  );
}

const ownRole = (pack: Pack, key: string): Words | undefined =>
  valuesOf(pack, rolesPart)
    .flatMap(({ value }) => value.roles)
    .find((one) => one.key === key)?.words;
const serves = (post: { active: boolean; from: number; to: number | null }, now: number): boolean =>
  post.active && post.from <= now && (post.to === null || now < post.to);

/** The territories of a width at or below the place; the one above it where the width is wider. */
function placesAt(tree: Territory, area: string, width: number): string[] {
  if (width <= area.length) return [area.slice(0, width)];
  let places = [area];
  while (places.length > 0 && places[0]!.length < width) places = places.flatMap((place) => tree.children(place).map((node) => node.code));
  return places.length > 0 ? places : [area];
}

/** Steps by right that no post at the place, above or below it carries. */
function unstaffed(call: Call, pack: Pack, staff: Staff, area: string, known: ReadonlyMap<string, Words>): Preview['unstaffed'] {
  const brought = new Map(valuesOf(pack, rolesPart).flatMap(({ value }) => value.roles.map((role) => [role.key, role] as const)));
  const roles = new Map([...valuesOf(baseOf(call.house), rolesPart).flatMap(({ value }) => value.roles.map((role) => [role.key, role] as const)), ...brought]);
  const held = new Set(
    [...staff.posts.values()].filter((post) => serves(post, call.now) && (post.area.startsWith(area) || area.startsWith(post.area))).map((post) => post.role),
  );
  const can = new Set([...held].flatMap((role) => roles.get(role)?.permissions ?? []));
  return valuesOf(pack, proceduresPart).flatMap(({ value }) =>
    Object.values(value.steps).flatMap((step) => {
      const rights = step.by.map((by) => ('permission' in by ? by.permission : undefined));
      if (rights.some((right) => right === undefined || can.has(right))) return [];
      const carriers = [...roles.values()].filter((role) => role.permissions.some((right) => rights.includes(right)));
      return [
        {
          step: speak(step.name, call.language),
          procedure: speak(value.name, call.language),
          roles: carriers.map((role) => speak(known.get(role.key) ?? role.words, call.language)),
        },
      ];
    }),
  );
}

/** Kinds of organisations that procedures give work to and that do not exist in the district. */
function missingOrganisations(call: Call, pack: Pack, staff: Staff, known: ReadonlyMap<string, Words>): string[] {
  const used = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { org, at } = value as { org?: unknown; at?: unknown };
    if (typeof org === 'string' && typeof at === 'string') used.add(org);
    for (const one of Object.values(value)) walk(one);
  };
  for (const { value } of valuesOf(pack, proceduresPart)) walk(value);
  const there = new Set([...staff.orgs.values()].map((org) => org.kind));
  return [...used].filter((kind) => !there.has(kind)).map((kind) => speak(known.get(kind) ?? { 'zh-Hans': kind, en: kind }, call.language));
}
