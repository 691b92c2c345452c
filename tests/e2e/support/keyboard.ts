// The desk under the keyboard: what the journeys without a mouse share.
import { type Browser, type Locator, type Page } from '@playwright/test';
import { expect, type Server } from './fixtures';
import { words } from './words';

const w = words('en');
/** Whose case it is. */
export const owner = { owner: 'Ines Morgen' };

/** Presses Tab until something has the focus. */
export async function tabTo(page: Page, to: Locator, key = 'Tab'): Promise<void> {
  const id = () => to.evaluate((e) => e === document.activeElement);
  await expect(to).toBeVisible();
  for (let n = 0; n < 80; n += 1) {
    if (await id()) return;
    await page.keyboard.press(key);
  }
  await expect(to, 'reached with Tab').toBeFocused();
}

/** What lists the keys, and is there for whoever has none. */
export const keysButton = (page: Page) => page.getByRole('button', { name: new RegExp(`^${w('desk-keys')}`) });

/** Sits down at the desk: the way in is walked with Tab and Enter too. */
export async function sit(browser: Browser, server: Server, name: RegExp): Promise<Page> {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${server.url}/desk/`);
  await tabTo(page, page.getByRole('button', { name }));
  await page.keyboard.press('Enter');
  // The way in has a heading too, and no keys.
  await expect(keysButton(page)).toBeVisible();
  return page;
}

/** What the open case, or page, says first. */
export const title = (page: Page) => page.getByRole('main').getByRole('heading', { level: 2 });
/** The form that is open. */
export const form = (page: Page) => page.locator('form.panel');
/** It is said that it was done. */
export const done = (page: Page, key: string) => expect(page.getByRole('status').filter({ hasText: w(key, owner) })).toBeVisible();

/** Ctrl and Enter, wherever the focus is in the form; then the focus is on what the case says now. */
export async function sends(page: Page, key: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await done(page, key);
  await expect(title(page)).toBeFocused();
}

/** Types in a field that is reached with Tab. */
export async function types(page: Page, label: string, text: string, inside: Locator = form(page)): Promise<void> {
  await tabTo(page, inside.getByLabel(w(label), { exact: true }));
  await page.keyboard.type(text);
}
