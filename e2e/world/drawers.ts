import type { Page } from 'playwright-core';
import { axe, settled, visit } from './look.ts';

/** A form or question that a button of a page opens. */
export type Opened = { readonly path: string; readonly button: string };

const dialogs = '[role="dialog"]:visible, [role="alertdialog"]:visible, dialog[open]';

/**
 * Opens what a button opens and looks at it: it has a name, the keyboard is inside, axe finds nothing (WCAG 2.2 AA), the page need not be pushed
 * sideways, Escape closes it, and the keyboard is back at the button. One line a finding.
 */
export async function lookInside(page: Page, { path, button }: Opened): Promise<string[]> {
  const found: string[] = [];
  await visit(page, path);
  const opener = page.locator('main').getByRole('button', { name: button, exact: true }).first();
  await opener.click();
  const dialog = page.locator(dialogs).last();
  await dialog.waitFor();
  await settled(page);
  const seen = await dialog.evaluate((one) => {
    const by = one.getAttribute('aria-labelledby');
    const { scrollWidth, clientWidth } = document.documentElement;
    return {
      name: one.getAttribute('aria-label') ?? (by ? (document.getElementById(by)?.textContent ?? '') : ''),
      inside: one.contains(document.activeElement),
      wide: scrollWidth > clientWidth,
    };
  });
  if (seen.name.trim() === '') found.push('has no name');
  if (!seen.inside) found.push('the keyboard is not inside');
  if (seen.wide) found.push('must be pushed sideways');
  found.push(...(await axe(page)));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  if (!(await opener.evaluate((one) => one === document.activeElement || one.contains(document.activeElement))))
    found.push('the keyboard is lost after Escape');
  return found.map((one) => `${path} [${button}]: ${one}`);
}
