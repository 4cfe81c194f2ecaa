import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders.ts';

/** A page of an app as its room declares it. */
export type AppPage = { readonly path: string; readonly permission?: string | readonly string[]; readonly public?: boolean; readonly task?: boolean };
export type AppName = 'resident' | 'field' | 'desk' | 'screen';
export const mounts: Readonly<Record<AppName, string>> = { resident: '', field: '/field', desk: '/desk', screen: '/screen' };

/** Pages that the shells give beside those of the rooms. */
const shells: Readonly<Record<AppName, readonly AppPage[]>> = {
  resident: [{ path: '/', public: true }, { path: '/me' }, { path: '/login', public: true }],
  field: [{ path: '/me' }, { path: '/login', public: true }],
  desk: [{ path: '/login', public: true }],
  screen: [{ path: '/login', public: true }],
};

/** Every page of an app: those of the rooms that its rooms.ts names, and the shell's own. A room that joins the app joins the test. */
export async function pagesOf(app: AppName): Promise<readonly AppPage[]> {
  const doors = [...readFileSync(join(root, 'apps', app, 'rooms.ts'), 'utf8').matchAll(/from '(@hezhi\/[\w-]+\/[\w-]+)'/g)].map((found) => found[1]!);
  if (doors.length === 0) throw new Error(`apps/${app}/rooms.ts names no room.`);
  const rooms = await Promise.all(doors.map((door) => import(/* @vite-ignore */ door) as Promise<{ screens: { pages: readonly AppPage[] } }>));
  const pages = [...rooms.flatMap(({ screens }) => screens.pages), ...shells[app]];
  return pages.filter(({ path }, at) => pages.findIndex((one) => one.path === path) === at);
}

/** Whether somebody with these permissions may enter. */
export const mayEnter = (page: AppPage, permissions: readonly string[]): boolean =>
  page.permission === undefined || [page.permission].flat().some((one) => permissions.includes(one));
