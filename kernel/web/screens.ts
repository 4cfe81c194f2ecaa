import type { Language } from '@hezhi/contract';
import type { ComponentType, LazyExoticComponent } from 'react';

/** One language's catalogue of a room, loaded when that language is chosen. */
export type Words3 = Readonly<Record<Language, () => Promise<{ default: object }>>>;

/** Groups of the desk's navigation: daily work, the five governances, administration. `me`: listed on one's own page instead (`ownPages`). */
export type NavGroup = 'work' | 'politics' | 'law' | 'virtue' | 'autonomy' | 'smart' | 'admin' | 'me';

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

export type HomeSection = { order: number; element: LazyExoticComponent<ComponentType> };
/** Below the log-in form; `sent` is the phone number to which a code was sent just now. */
export type LoginSection = { order: number; element: LazyExoticComponent<ComponentType<{ sent: string | null }>> };

/** What a room gives to an app: its pages, words and places in the navigation. */
export type Screens = {
  readonly room: string;
  readonly words: Words3;
  readonly pages: readonly Page[];
  readonly home?: readonly HomeSection[];
  readonly login?: readonly LoginSection[];
};

/** The door type of `./desk`, `./field`, `./resident`, `./screen`. */
export const defineScreens = (screens: Screens): Screens => screens;

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
