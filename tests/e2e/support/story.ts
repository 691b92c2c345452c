// What owners, advisors and managers do in the stories, each at a screen of their own, in words of their
// language.
import { type Browser, type Page, expect } from '@playwright/test';
import type { Server } from './server';
import { type Lang, type Words, like, words } from './words';

/** Somebody at a screen. */
export interface Seat {
  page: Page;
  w: Words;
}

const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };
/** Long enough for a server that was killed to come back. */
export const patient = { timeout: 30_000 };

async function sit(browser: Browser, url: string, name: RegExp, lang: Lang, viewport: { width: number; height: number }): Promise<Seat> {
  const context = await browser.newContext({ locale: lang, viewport });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  return { page, w: words(lang) };
}

export const owner = (browser: Browser, server: Server, name: RegExp, lang: Lang, viewport = phone) =>
  sit(browser, `${server.url}/`, name, lang, viewport);
export const staff = (browser: Browser, server: Server, name: RegExp, lang: Lang) =>
  sit(browser, `${server.url}/desk/`, name, lang, desktop);

/** Fills in a report, its first step open already, up to the review, and does not send it yet. */
export async function fillReport({ page, w }: Seat, text: string, drivable = 'drivable-yes'): Promise<void> {
  const onward = page.getByRole('button', { name: w('report-next'), exact: true });
  await page.getByRole('textbox', { name: w('report-what') }).first().fill(text);
  await onward.click();
  await page.getByRole('group', { name: w('report-drivable') }).getByRole('radio', { name: w(drivable), exact: true }).check();
  await onward.click();
  // What the car says goes along as it is.
  await expect(page.getByRole('heading', { level: 1, name: like(w('report-say-3-next')) }).or(
    page.getByRole('heading', { level: 1, name: like(w('report-say-3-none-next')) }),
  )).toBeVisible();
  await onward.click();
  await expect(page.getByText(text).first()).toBeVisible();
}

/** The button that sends a report, in its review. */
export const send = ({ page, w }: Seat) => page.getByRole('button', { name: w('report-send'), exact: true });

/** Waits until the page says this in its first line; a server may have to come back before. */
export const says = ({ page }: Seat, words: RegExp) =>
  expect(page.getByRole('heading', { level: 1, name: words })).toBeVisible(patient);

/** Writes to the other side. */
export async function write({ page, w }: Seat, field: string, button: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: like(w(field)) }).fill(text);
  await page.getByRole('button', { name: w(button), exact: true }).click();
}

/** How many cases the owner has, by the server's own word. */
export async function caseCount({ page }: Seat): Promise<number> {
  const answer = await page.request.get(`${new URL(page.url()).origin}/api/cases`);
  const list = (await answer.json()) as { cases: unknown[] };
  return list.cases.length;
}

/** Opens the case with these words at the desk. */
export async function openCase({ page }: Seat, text: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(text) }).first().click();
  await expect(page.locator('article').first()).toBeVisible();
}

/** Begins something at the desk with the button of that name. */
export async function begin({ page, w }: Seat, key: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${w(key)}`) }).first().click();
}

/** Takes the open case in, with the first promise offered. */
export async function accept(seat: Seat): Promise<void> {
  const { page, w } = seat;
  await begin(seat, 'desk-accept');
  await page.locator('form.panel').getByRole('radio').first().check();
  await page.locator('form.panel button[type=submit]').click();
  await expect(page.getByText(like(w('desk-done-accept')))).toBeVisible(patient);
}

/** Promises the next update by the third of the times offered, which is later than the one promised at intake. */
export async function promise(seat: Seat): Promise<void> {
  const { page, w } = seat;
  await begin(seat, 'desk-promise');
  const form = page.locator('form.panel');
  await form.getByRole('radio').nth(2).check();
  await form.locator('button[type=submit]').click();
  await expect(page.getByText(like(w('desk-done-promise')))).toBeVisible(patient);
}

/** Moves the work on. */
export async function progress(seat: Seat, stage: string): Promise<void> {
  const { page, w } = seat;
  await begin(seat, 'desk-progress');
  const form = page.locator('form.panel');
  await form.getByRole('radio', { name: w(`stage-${stage}`) }).check();
  await form.locator('fieldset').last().getByRole('radio').first().check();
  await form.getByRole('button', { name: w('desk-progress-send') }).click();
  await expect(page.getByText(like(w('desk-done-progress')))).toBeVisible();
}

/** A line of an estimate, as the advisor types it. */
export interface Line {
  title: string;
  component?: string;
  parts: string;
  labour: string;
  pays: string;
  reason: string;
}

/** Types an estimate and sends it; what comes of it is the caller's to see. */
export async function estimate(seat: Seat, lines: Line[], currency?: string): Promise<void> {
  const { page, w } = seat;
  await begin(seat, 'desk-estimate');
  const form = page.locator('form.panel');
  if (currency) await form.getByLabel(w('desk-currency'), { exact: true }).selectOption(currency);
  for (const [n, line] of lines.entries()) {
    const row = form.getByRole('group', { name: new RegExp(`^${w('desk-line-n', { n: String(n + 1) })}`) });
    if (!(await row.isVisible())) await form.getByRole('button', { name: w('desk-line-add') }).click();
    await row.getByLabel(w('desk-line-title'), { exact: true }).fill(line.title);
    if (line.component) await row.getByLabel(w('desk-component'), { exact: true }).fill(line.component);
    await row.getByLabel(w('desk-parts'), { exact: true }).fill(line.parts);
    await row.getByLabel(w('desk-labour'), { exact: true }).fill(line.labour);
    await row.getByLabel(w('desk-who-pays'), { exact: true }).selectOption({ label: w(line.pays) });
    await row.getByLabel(w('desk-line-reason'), { exact: true }).fill(line.reason);
  }
  const due = form.getByRole('radio').first();
  if (!(await due.isChecked())) await due.check();
  await form.getByRole('button', { name: w('desk-estimate-send') }).click();
}

/** Closes the open case with its cause. */
export async function close(seat: Seat, cause: string, remedy: string): Promise<void> {
  const { page, w } = seat;
  await begin(seat, 'desk-close');
  const form = page.locator('form.panel');
  await form.getByLabel(w('desk-close-cause')).fill(cause);
  await form.getByLabel(w('desk-close-remedy')).fill(remedy);
  await form.locator('button[type=submit]').click();
  await expect(page.getByText(like(w('desk-done-close')))).toBeVisible();
}

/** Reports for one of the owner's cars, the first step open already. */
export async function report(seat: Seat, text: string, drivable: string): Promise<void> {
  await fillReport(seat, text, drivable);
  await send(seat).click();
}

/** Answers the survey as somebody who is not pleased, question by question, and claims money off; the code. */
export async function surveyAndReward({ page, w }: Seat, why: string): Promise<string> {
  await page.getByRole('link', { name: w('survey-go') }).click();
  const score = page.getByRole('group', { name: w('survey-score') });
  for (const n of ['1', '2', '3', '4', '5']) {
    await expect(score.getByRole('radio', { name: new RegExp(`^${n}`) })).not.toBeChecked();
  }
  await score.getByRole('radio', { name: /^2/ }).check();
  const next = page.getByRole('button', { name: w('survey-next') });
  await next.click();
  await expect(page.getByRole('textbox', { name: w('survey-better') })).toBeEmpty();
  await next.click();
  await page.getByRole('radio', { name: w('survey-no'), exact: true }).check();
  await page.getByLabel(w('survey-why-no')).fill(why);
  await page.getByRole('button', { name: w('survey-review') }).click();
  await page.getByRole('button', { name: w('survey-give') }).click();
  // Handed in leads straight to the reward.
  await expect(page.getByRole('heading', { level: 1 })).toContainText(w('reward-say'), patient);
  await page.getByRole('radio', { name: like(w('reward-off')) }).check();
  await page.getByRole('button', { name: w('reward-claim') }).click();
  const code = page.locator('.code');
  await expect(code).toBeVisible();
  return (await code.innerText()).replace(/\W/g, '');
}

/** The shop takes a code, as its till does. */
export async function redeem(page: Page, server: Server, code: string): Promise<number> {
  const answer = await page.request.post(`${server.url}/api/shop/redemptions`, {
    headers: { authorization: 'Bearer demo-shop', origin: server.url },
    data: { code },
  });
  return answer.status();
}
