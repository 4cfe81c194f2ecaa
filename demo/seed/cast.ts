import type { Actor } from '@hezhi/contract';
import { actorForPost, reference, staffOf, visitor, type Staff } from '@hezhi/directory/server';
import type { House } from '@hezhi/server';
import type { Rng } from '../random.ts';

type Owner = { org: string | null; post: string | null };
type Post = Staff['posts'] extends ReadonlyMap<string, infer P> ? P : never;
type Place = { byOrg: ReadonlyMap<string, readonly Post[]>; posts: readonly Post[]; orgs: Staff['orgs'] };

const ACT_FOR_ORG = 'matters.act_for_org';

/** Who can act: people in their posts, and residents, each looked up once. */
export class Cast {
  readonly #house: House;
  readonly #now: number;
  readonly #actors = new Map<string, Promise<Actor>>();
  readonly #places = new Map<string, Promise<Place>>();

  /** `now`: a moment at which all posts stand. */
  constructor(house: House, now: number) {
    this.#house = house;
    this.#now = now;
  }

  /** A resident without a post. */
  resident(person: string): Promise<Actor> {
    return this.#actor(person, null);
  }

  /** Somebody without an account. */
  async visitor(): Promise<Actor> {
    return visitor(await reference(this.#house), 'zh-Hans');
  }

  /** Who asked, acting as a resident does; a visitor is no person of the directory and proves to be the asker by the tracking code. */
  async asker(district: string, person: string, visited: boolean): Promise<Actor> {
    if (!visited) return this.#actor(person, null);
    const { roles } = await reference(this.#house);
    return { kind: 'person', person, name: '', district, post: null, permissions: roles.get('resident')?.permissions ?? [], language: 'zh-Hans' };
  }

  /** Whoever holds a role for exactly this area; null when nobody does. */
  async holder(district: string, role: string, area: string): Promise<{ actor: Actor; org: string; post: string } | null> {
    const post = (await this.#place(district)).posts.find((one) => one.role === role && one.area === area);
    return post ? { actor: await this.#actor(post.person, post.id), org: post.org, post: post.id } : null;
  }

  /** One of the holders of a role whose area covers the matter. */
  async covering(district: string, role: string, area: string, rng: Rng): Promise<Actor | null> {
    const fit = (await this.#place(district)).posts.filter((one) => one.role === role && area.startsWith(one.area));
    return fit.length === 0 ? null : this.#act(rng.pick(fit));
  }

  /** A person in a post. */
  inPost(person: string, post: string): Promise<Actor> {
    return this.#actor(person, post);
  }

  /** A post of the organisation, for work that is given to one person of it; null when it has none with the right. */
  async postOf(district: string, org: string, permission: string, rng: Rng, except: string | null = null): Promise<string | null> {
    const fit = await this.#fit(district, org, permission, false);
    const others = fit.filter((one) => one.id !== except);
    return others.length === 0 ? null : rng.pick(others).id;
  }

  /** Who acts for the owner of a leg: the post itself, or one of the organisation's people with the right. */
  async owner(district: string, owner: Owner, permission: string, rng: Rng): Promise<Actor | null> {
    if (owner.org === null) return null;
    const place = await this.#place(district);
    const holder = owner.post === null ? undefined : place.posts.find((one) => one.id === owner.post);
    if (holder) {
      const actor = await this.#act(holder);
      if (actor.permissions.includes(permission)) return actor;
    }
    const fit = await this.#fit(district, owner.org, permission, true);
    return fit.length === 0 ? null : this.#act(rng.pick(fit));
  }

  /** The first organisation of a kind in the district; null where there is none (district heating in the south, say). */
  async orgOfKind(district: string, kind: string): Promise<string | null> {
    return [...(await this.#place(district)).orgs.values()].find((one) => one.kind === kind)?.id ?? null;
  }

  /** The organisation of a kind for exactly this area. */
  async orgAt(district: string, kind: string, area: string): Promise<string | null> {
    return [...(await this.#place(district)).orgs.values()].find((one) => one.kind === kind && one.area === area)?.id ?? null;
  }

  async #fit(district: string, org: string, permission: string, forOrg: boolean): Promise<readonly Post[]> {
    const { roles } = await reference(this.#house);
    const posts = (await this.#place(district)).byOrg.get(org) ?? [];
    return posts.filter((one) => {
      const rights = roles.get(one.role)?.permissions ?? [];
      return rights.includes(permission) && (!forOrg || rights.includes(ACT_FOR_ORG));
    });
  }

  #act(post: Post): Promise<Actor> {
    return this.#actor(post.person, post.id);
  }

  #actor(person: string, post: string | null): Promise<Actor> {
    const key = `${person}/${post ?? ''}`;
    let actor = this.#actors.get(key);
    if (!actor) {
      actor = actorForPost(this.#house, person, post, this.#now);
      this.#actors.set(key, actor);
    }
    return actor;
  }

  #place(district: string): Promise<Place> {
    let place = this.#places.get(district);
    if (!place) {
      place = staffOf(this.#house, district).then((staff) => {
        // The database gives rows in any order; the same seed must pick the same people.
        const posts = [...staff.posts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
        const orgs = new Map([...staff.orgs.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
        return { posts, orgs, byOrg: Map.groupBy(posts, (one) => one.org) };
      });
      this.#places.set(district, place);
    }
    return place;
  }
}
