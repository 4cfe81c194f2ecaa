import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { onTestFailed } from 'vitest';
import { logIn, type Api } from './api.ts';
import { root } from './folders.ts';

/** One event may take so long on a machine that does much else. */
export const patience = 60_000;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
];

/** The Chromium of this machine. */
export function openBrowser(): Promise<Browser> {
  const path = process.env['CHROMIUM_PATH'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (!path) throw new Error('There is no Chromium: install Debian’s package chromium, or name one by CHROMIUM_PATH.');
  return chromium.launch({ executablePath: path, args: flags, timeout: patience });
}

export const phone = { width: 360, height: 780 };
export const tablet = { width: 768, height: 1024 };
export const wide = { width: 1440, height: 900 };

/** What went wrong behind a page: console errors, exceptions, broken rules of content security, requests that failed. */
export class Faults {
  readonly list: string[] = [];
  /** Statuses that the test brings about on purpose. */
  readonly expected = new Set<number>();

  #foreseen(status: number, url: string): boolean {
    // Whether somebody is logged in is asked of the server: 401 is its "nobody".
    return this.expected.has(status) || (status === 401 && new URL(url).pathname === '/api/sessions/current');
  }

  watch(page: Page): void {
    page.on('pageerror', (error) => void this.list.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && !/Content Security Policy/i.test(message.text())) return;
      // The replies themselves are looked at below.
      if (message.text().startsWith('Failed to load resource')) return;
      this.list.push(`console: ${message.text().slice(0, 400)}`);
    });
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      // Whoever leaves a page breaks off what it was asking for.
      if (why !== 'net::ERR_ABORTED') this.list.push(`request: ${request.method()} ${request.url()} ${why}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !this.#foreseen(response.status(), response.url()))
        this.list.push(`reply: ${response.status()} ${response.request().method()} ${response.url()}`);
    });
  }
}

export type Person = { readonly context: BrowserContext; readonly page: Page; readonly faults: Faults };
export type Visit = { language?: 'zh-CN' | 'zh-TW' | 'en-US'; viewport?: { width: number; height: number }; as?: Api | null; more?: BrowserContextOptions };

/** A person with a browser of their own. A failing test leaves a picture of the page in e2e/shots/. */
export async function open(browser: Browser, address: string, name: string, visit: Visit = {}): Promise<Person> {
  const { language = 'zh-CN', viewport = phone, as = null, more = {} } = visit;
  const context = await browser.newContext({ baseURL: address, viewport, locale: language, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...more });
  context.setDefaultTimeout(patience);
  context.setDefaultNavigationTimeout(patience);
  if (as?.token) await context.addCookies([{ name: 'hezhi_session', value: as.token, url: address, httpOnly: true, sameSite: 'Lax' }]);
  const page = await context.newPage();
  const faults = new Faults();
  faults.watch(page);
  try {
    onTestFailed(async () => void (await shoot(page, name)));
  } catch {
    // Opened outside a test: whoever did that takes the pictures.
  }
  return { context, page, faults };
}

/** A picture of the page as it is now, in e2e/shots/. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = join(root, 'e2e', 'shots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replace(/[^\w.-]+/g, '_')}.png`), timeout: 15_000 }).catch(() => undefined);
}

/** Sessions of the demo accounts, each logged in once a file. */
export function sessions(address: string): (account: string) => Promise<Api> {
  const known = new Map<string, Promise<Api>>();
  return (account) => {
    let session = known.get(account);
    if (!session) known.set(account, (session = logIn(address, account)));
    return session;
  };
}
