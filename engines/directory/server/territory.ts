import type { House } from '@hezhi/server';
import { ancestors, districtOf, type Level, levelOf } from '../contract/levels.ts';
import { onHint, today } from './hints.ts';
import { districtsInUse, subtree, territoriesByCode, type TerritoryRow } from './queries-territory.ts';

/** A node of the tree as kept in memory. */
export type TerritoryNode = {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly kind: string | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly successors: readonly string[];
};

type Branch = { nodes: Map<string, TerritoryNode>; children: Map<string, TerritoryNode[]> };

/** How many districts are read when the house opens; others are read when first needed. */
const OPEN_WITH = 20;
/** How many districts are kept in memory at most; the one longest unused goes first. */
const KEEP = 300;

/**
 * The tree of the districts in use, in memory. Questions are synchronous; `ensure` reads a district that is not there yet
 * (authentication does so for the actor's own). What is not read answers undefined, and `name` falls back to the code.
 */
export class Territory {
  readonly #house: House;
  readonly #branches = new Map<string, Branch>();
  readonly #loading = new Map<string, Promise<void>>();

  constructor(house: House) {
    this.#house = house;
    onHint(house, 'directory.territory', (district) => {
      for (const known of district === null ? [...this.#branches.keys()] : this.#branches.has(district) ? [district] : []) void this.#refresh(known);
    });
  }

  /** Reads the district of `code` if it is not in memory. */
  async ensure(code: string): Promise<this> {
    const district = districtOf(code);
    if (district === null) return this;
    const loading = this.#loading.get(district);
    if (loading) await loading;
    else if (!this.#branches.has(district)) await this.#start(district);
    return this;
  }

  /** Reads again what was in use; until then synchronous questions find the older copy. */
  async #refresh(district: string): Promise<void> {
    try {
      await this.#start(district);
    } catch {
      this.#branches.delete(district);
    }
  }

  #start(district: string): Promise<void> {
    const loading = this.#read(district).finally(() => {
      if (this.#loading.get(district) === loading) this.#loading.delete(district);
    });
    this.#loading.set(district, loading);
    return loading;
  }

  async #read(district: string): Promise<void> {
    const rows = [...(await territoriesByCode(this.#house.db, [district.slice(0, 2), district.slice(0, 4)])), ...(await subtree(this.#house.db, district))];
    const branch: Branch = { nodes: new Map(), children: new Map() };
    for (const row of rows) {
      const node = toNode(row);
      branch.nodes.set(node.code, node);
      if (node.parent === null) continue;
      const siblings = branch.children.get(node.parent);
      if (siblings) siblings.push(node);
      else branch.children.set(node.parent, [node]);
    }
    this.#branches.set(district, branch);
    if (this.#branches.size > KEEP) this.#branches.delete(this.#branches.keys().next().value!);
  }

  /** Reads the districts in use (the first ones of a large installation). */
  async open(): Promise<void> {
    for (const district of await districtsInUse(this.#house.db, OPEN_WITH)) await this.ensure(district);
  }

  #branch(code: string): Branch | undefined {
    const district = districtOf(code);
    if (district !== null) return this.#branches.get(district);
    for (const [key, branch] of this.#branches) if (key.startsWith(code)) return branch;
    return undefined;
  }

  /** The node, or undefined when it does not exist or its district has not been read. */
  get(code: string): TerritoryNode | undefined {
    return this.#branch(code)?.nodes.get(code);
  }

  /** The name, or the code itself when the node is unknown; '' is the whole country. */
  name(code: string): string {
    return code === '' ? '全国' : (this.get(code)?.name ?? code);
  }

  /** Nodes one level below that are valid today, by code; with `ended` those that were, too. */
  children(code: string, options: { ended?: boolean } = {}): readonly TerritoryNode[] {
    const day = today(this.#house.now());
    return (this.#branch(code)?.children.get(code) ?? []).filter((node) => options.ended || isValid(node, day));
  }

  /** Nodes above, nearest first, up to the district. */
  ancestors(code: string): TerritoryNode[] {
    return ancestors(code).flatMap((one) => this.get(one) ?? []);
  }

  /** Whether the node exists and is valid today. */
  stands(code: string): boolean {
    const node = this.get(code);
    return node !== undefined && isValid(node, today(this.#house.now()));
  }

  /** Names from the street down: 渭滨街道渭滨社区第三网格; with `from: 'district'` the district first. A district is its own name. */
  fullName(code: string, options: { from?: 'district' | 'street'; between?: string } = {}): string {
    const above = ancestors(code);
    let text = '';
    for (let i = above.length - (options.from === 'district' ? 1 : 2); i >= 0; i--) text += this.name(above[i]!) + (options.between ?? '');
    return text + this.name(code);
  }
}

const isValid = (node: TerritoryNode, day: string): boolean =>
  (node.valid_to === null || node.valid_to > day) && (node.valid_from === null || node.valid_from <= day);

const toNode = (row: TerritoryRow): TerritoryNode => ({ ...row, level: levelOf(row.code)! });

/** The territory of the house, in memory. */
export function territory(house: House): Territory {
  return house.memo('directory.territory', () => new Territory(house));
}
