// The two sides of a case, as people: what they see, say and touch.
import { type Browser, type Page, expect } from '@playwright/test';
import type { Server } from './server';

/** Opens the portal as Ines, in German, on a phone. */
export async function ines(browser: Browser, server: Server): Promise<Page> {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole('button', { name: /Ines Morgen/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Uns ist kein Problem bekannt|Rückruf|betreut Ihren Fall|hat Ihre Meldung/ })).toBeVisible();
  return page;
}

/** Opens the desk as Sam, in English, at a desktop. */
export async function sam(browser: Browser, server: Server): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${server.url}/desk/`);
  await page.getByRole('button', { name: /Sam Okafor/ }).click();
  await expect(page.getByText('Hamburg Hafen').first()).toBeVisible();
  return page;
}

/** Fills in a report, and does not send it yet. */
export async function fillReport(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: 'Problem melden' }).click();
  await page.getByRole('textbox', { name: 'Was stimmt nicht?' }).fill(text);
  await page.getByRole('radio', { name: 'Ja', exact: true }).check();
}

/** The button that sends the report. */
export const send = (page: Page) => page.getByRole('button', { name: 'Meldung senden' });

/** Waits until the case page says that the centre has the report. */
export async function reported(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: /Hamburg Hafen hat Ihre Meldung/ })).toBeVisible({ timeout: 30_000 });
}

/** How many cases the owner has, by the server's own word. */
export async function caseCount(page: Page): Promise<number> {
  const answer = await page.request.get(`${new URL(page.url()).origin}/api/cases`);
  const list = (await answer.json()) as { cases: unknown[] };
  return list.cases.length;
}

/** Opens the case with these words from the desk's inbox. */
export async function openCase(desk: Page, words: string): Promise<void> {
  await desk.getByRole('link', { name: new RegExp(words) }).first().click();
  await expect(desk.getByRole('button', { name: /^Accept/ }).first()).toBeVisible();
}

/** Accepts the open case with a promise in half an hour. */
export async function accept(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: /^Accept/ }).first().click();
  await desk.getByRole('radio', { name: 'in 30 min' }).check();
  await desk.getByRole('button', { name: /^Accept, update by/ }).click();
  await expect(desk.getByText(/Accepted\. .* sees your name/)).toBeVisible({ timeout: 30_000 });
}

/** Promises the next update in two hours. */
export async function promise(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: /^Promise/ }).first().click();
  await desk.getByRole('radio', { name: 'in 2 h' }).check();
  await desk.getByRole('button', { name: /^Promise an update by/ }).click();
  await expect(desk.getByText(/Promised\. .* sees it/)).toBeVisible({ timeout: 30_000 });
}

/** Writes from the desk. */
export async function deskWrites(desk: Page, words: string): Promise<void> {
  await desk.getByRole('textbox', { name: /^Message to/ }).fill(words);
  await desk.getByRole('button', { name: 'Send', exact: true }).click();
}

/** Writes from the portal. */
export async function ownerWrites(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Dem Servicecenter schreiben' }).fill(words);
  await page.getByRole('button', { name: 'Senden', exact: true }).click();
}

/** Closes the open case. */
export async function close(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: /^Close/ }).first().click();
  await desk.getByRole('textbox', { name: 'What was it?' }).fill('Ein loses Hitzeblech.');
  await desk.getByRole('textbox', { name: 'What was done?' }).fill('Mit zwei Schrauben befestigt.');
  await desk.getByRole('button', { name: 'Close the case' }).click();
}
