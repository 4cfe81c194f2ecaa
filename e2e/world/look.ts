import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { patience } from './browser.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Goes to a page and waits until it has said all it has to say: a heading, nothing on its way, for a moment long. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/**
 * Goes on to another page inside the app, as a link does; true once it stands there. False when the app shows it by the very heading of the page before, or
 * not at all: then the page must be visited.
 */
export async function turn(page: Page, path: string): Promise<boolean> {
  await page.evaluate((to) => {
    for (const heading of document.querySelectorAll('h1')) heading.dataset['before'] = '';
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
  }, path);
  return settled(page, 4000).then(
    () => true,
    () => false,
  );
}

/** Switches large print on or off, as the switch in another tab does. */
export function elder(page: Page, on: boolean): Promise<void> {
  return page.evaluate(async (wanted) => {
    if (wanted) localStorage.setItem('hezhi.elder', '1');
    else localStorage.removeItem('hezhi.elder');
    dispatchEvent(new StorageEvent('storage', { key: 'hezhi.elder' }));
    await new Promise((resolve) => void requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, on);
}

/** Where the browser has been led to instead of the page that was asked for, if it was. */
export function ledAway(page: Page, path: string): string[] {
  const [asked, there] = [path, page.url()].map((one) => new URL(one, page.url()).pathname.replace(/\/$/, ''));
  return asked === there ? [] : [`led to ${there}`];
}

/** Waits until nothing is on its way any more, and the heading is not that of the page before. */
export async function settled(page: Page, limit = patience): Promise<void> {
  await page.waitForFunction(
    () => {
      const still =
        document.querySelector('h1:not([data-before])') !== null &&
        document.querySelector('[aria-busy="true"], .ant-spin-spinning, .hz-bones') === null &&
        document.fonts.status === 'loaded';
      const memory = globalThis as { quiet?: number };
      memory.quiet = still ? (memory.quiet ?? 0) + 1 : 0;
      return memory.quiet >= 3;
    },
    undefined,
    { polling: 60, timeout: limit },
  );
}

/** What axe finds against WCAG 2.2 AA, one line an element. */
export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false, elementRef: false })
    .withTags(rules)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe ${id}: ${target.join(' ')} — ${(failureSummary ?? '').split('\n').slice(1, 3).join(' ').trim()}`),
  );
}

/** Whether the page must be pushed sideways at any of these widths. */
export async function sideways(page: Page, widths: readonly number[]): Promise<string[]> {
  const was = page.viewportSize()!;
  const found: string[] = [];
  for (const width of widths) {
    if (width !== page.viewportSize()!.width) await page.setViewportSize({ width, height: was.height });
    const wide = await page.evaluate(async () => {
      await new Promise((resolve) => void requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return null;
      const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1).at(-1);
      return `${scrollWidth} > ${clientWidth}, ${out?.tagName.toLowerCase()}.${out?.className.toString().split(' ')[0]}`;
    });
    if (wide) found.push(`sideways at ${width}: ${wide}`);
  }
  if (was.width !== page.viewportSize()!.width) await page.setViewportSize(was);
  return found;
}

/** Keys instead of words, places without their values, another language than the one asked for. */
export function words(page: Page, language: string): Promise<string[]> {
  return page.evaluate((wanted) => {
    const found: string[] = [];
    if (document.documentElement.lang !== wanted) found.push(`language is ${document.documentElement.lang}, not ${wanted}`);
    const said = [document.title, document.body.innerText];
    for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(one.getAttribute(name) ?? '');
    for (const text of said) {
      if (text.includes('{{')) found.push(`place without value: ${text.slice(text.indexOf('{{'), text.indexOf('{{') + 40)}`);
      for (const word of text.split(/[\s（）()，。、：:“”"]+/)) if (/^[a-z][a-zA-Z-]*(\.[a-z][\w-]*)+$/.test(word)) found.push(`key instead of words: ${word}`);
      if (/\bundefined\b|\bNaN\b|\[object /.test(text)) found.push(`no word: ${/.{0,20}(undefined|NaN|\[object ).{0,20}/.exec(text)?.[0]}`);
    }
    return [...new Set(found)];
  }, language);
}

/** 长辈版: text of 18 px or more, everything that is touched 60 px high and wide (links inside a sentence are text). */
export function large(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = (one: Element): boolean =>
      one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.closest('.hz-visually-hidden, [aria-hidden="true"]');
    const name = (one: Element): string =>
      `${one.tagName.toLowerCase()}.${one.className.toString().split(' ')[0]} “${(one.textContent ?? '').trim().slice(0, 16)}”`;
    const found = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const holder = texts.currentNode.parentElement;
      if (!holder || !texts.currentNode.textContent?.trim() || /^(SCRIPT|STYLE|OPTION)$/.test(holder.tagName) || !shown(holder)) continue;
      const size = Number.parseFloat(getComputedStyle(holder).fontSize);
      if (size < 18) found.add(`text ${size} px: ${name(holder)}`);
    }
    for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary, [role="button"], [role="tab"]')) {
      if (one.closest('.hz-visually-hidden') && !one.closest('label')) continue;
      const target = /^(checkbox|radio)$/.test((one as HTMLInputElement).type ?? '') ? (one.closest('label') ?? one) : one;
      if (!shown(target) || getComputedStyle(target).display === 'inline') continue;
      const { width, height } = target.getBoundingClientRect();
      if (width > 1 && (width < 59.5 || height < 59.5)) found.add(`target ${Math.round(width)} × ${Math.round(height)} px: ${name(target)}`);
    }
    return [...found];
  });
}
