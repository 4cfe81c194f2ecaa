import type { Language } from '@hezhi/contract';
import { createContext, createElement, useContext, type ComponentType, type LazyExoticComponent, type ReactNode } from 'react';
import type { KeptHere } from './device.ts';

/** One language's catalogue of a room, loaded when that language is chosen. */
export type Words3 = Readonly<Record<Language, () => Promise<{ default: object }>>>;

/** Groups of the desk's navigation: daily work, command and duty, the hotline, the five governances, administration. `me`: listed on one's own page instead (`ownPages`). */
export type NavGroup = 'work' | 'command' | 'hotline' | 'politics' | 'law' | 'virtue' | 'autonomy' | 'smart' | 'admin' | 'me';

export type Nav = {
  group?: NavGroup;
  icon?: ComponentType;
  /** Key in the room's catalogue. */
  label: string;
  /** Rights that show the entry (any of them); the page's own by default. */
  permission?: string | readonly string[];
  /** Small first. */
  order: number;
  /** Resident home: one of the large doors. */
  door?: boolean;
  /** Key of the sentence under a large door. */
  hint?: string;
};

export type Page = {
  /** Absolute below the app's base: `/cases/:id`. */
  path: string;
  element: LazyExoticComponent<ComponentType>;
  nav?: Nav;
  /** Rights that open the page (any of them). The server decides anyway. */
  permission?: string | readonly string[];
  /** Visitors without a session may enter. */
  public?: boolean;
  /** Drawn without the shell (print, kiosk). */
  bare?: boolean;
  /** Where due tasks are done (first password, second factor): until then a session that has some is led here from every page. */
  task?: boolean;
};

/** A small thing at the head of every page for whoever has logged in: a bell. */
export type HeadItem = { order: number; element: LazyExoticComponent<ComponentType> };
export type HomeSection = { order: number; element: LazyExoticComponent<ComponentType> };
/** Below the log-in form; `sent` is the phone number to which a code was sent just now. */
export type LoginSection = { order: number; element: LazyExoticComponent<ComponentType<{ sent: string | null }>> };

/** What a room gives to an app: its pages, words and places in the navigation. */
export type Screens = {
  readonly room: string;
  readonly words: Words3;
  readonly pages: readonly Page[];
  readonly head?: readonly HeadItem[];
  /** Above every page of the desk for whoever has logged in, at its full width: what nobody may overlook. Draws nothing as long as there is nothing. */
  readonly banners?: readonly HeadItem[];
  readonly home?: readonly HomeSection[];
  readonly login?: readonly LoginSection[];
  /**
   * How kinds of things show themselves in screens that serve every kind: kind -> what those screens draw. Which places there are is the affair of the
   * room whose screens they are (`KindScreens` of @hezhi/matters/screens); the kernel only carries it. `*` adds to every kind.
   */
  readonly kinds?: Readonly<Record<string, object>>;
  /** What the room keeps in localStorage of the device: cleared when somebody logs out, and said before where it would be missed. */
  readonly kept?: readonly KeptHere[];
};

/** The door type of `./desk`, `./field`, `./resident`, `./screen`. */
export const defineScreens = (screens: Screens): Screens => screens;

/** What the rooms put at the head of every page, in order. */
export const headItems = (rooms: readonly Screens[]): readonly HeadItem[] => rooms.flatMap((room) => room.head ?? []).sort((a, b) => a.order - b.order);

/** What the rooms put above every page, in order. */
export const bannersOf = (rooms: readonly Screens[]): readonly HeadItem[] => rooms.flatMap((room) => room.banners ?? []).sort((a, b) => a.order - b.order);

/** Whether somebody with `can` may enter; no permission named means anybody logged in. */
export function allowed(permission: string | readonly string[] | undefined, can: (key: string) => boolean): boolean {
  if (permission === undefined) return true;
  return typeof permission === 'string' ? can(permission) : permission.some(can);
}

export type NavEntry = Nav & { path: string; text: string; hintText: string | null };

/** The navigation of all rooms that `can` may see, in order; `label` is `room:key` for the translator. */
export const navigation = (rooms: readonly Screens[], can: (key: string) => boolean): NavEntry[] => entries(rooms, can).filter((entry) => entry.group !== 'me');

/** What belongs on a person's own page: security, readings. */
export const ownPages = (rooms: readonly Screens[], can: (key: string) => boolean): NavEntry[] => entries(rooms, can).filter((entry) => entry.group === 'me');

function entries(rooms: readonly Screens[], can: (key: string) => boolean): NavEntry[] {
  return rooms
    .flatMap((room) =>
      room.pages.flatMap((page) =>
        page.nav && allowed(page.nav.permission ?? page.permission, can)
          ? [{ ...page.nav, path: page.path, text: `${room.room}:${page.nav.label}`, hintText: page.nav.hint ? `${room.room}:${page.nav.hint}` : null }]
          : [],
      ),
    )
    .sort((a, b) => a.order - b.order);
}

/** What all rooms of an app say about their kinds. */
export type Kinds = Readonly<Record<string, readonly object[]>>;

/** Kind -> what each room says about it, in the order of the rooms. */
export function kindsOf(rooms: readonly Screens[]): Kinds {
  const found: Record<string, object[]> = {};
  for (const room of rooms) for (const [kind, said] of Object.entries(room.kinds ?? {})) (found[kind] ??= []).push(said);
  return found;
}

const KindsContext = createContext<Kinds>({});

/** Tells the screens below which kinds the app's rooms know; `startApp` does it. */
export const KindsProvider = ({ kinds, children }: { kinds: Kinds; children: ReactNode }): ReactNode =>
  createElement(KindsContext.Provider, { value: kinds }, children);

/** The kinds that the rooms of this app know. */
export const useKinds = (): Kinds => useContext(KindsContext);
