// How a case of 500 events opens and scrolls on a telephone whose CPU is slowed.
import type { Page } from '@playwright/test';
import { configured } from '../support/api';
import { expect, test } from '../support/fixtures';
import { words } from '../support/words';
import { long } from './cases';
import { recordFrames } from './frames';
import { keep } from './keep';
import { fresh, ines, phone, slow, slowdown } from './slow';
import { times, watchForButton } from './watch';

const events = 500;
/** What one turn of the wheel moves: a third of the screen, in pixels. */
const turn = 280;
/** Longer than the page's own clock takes to tick. */
const rest = 6000;
const w = words('en');

// As many commands as it takes; all else is as an owner's case is.
test.use({ serverOptions: ['--config', configured((demo) => `${demo}\n[limits]\ncommands_per_second = 1000\n`)] });

test(`a case of ${events} events`, async ({ browser, server }) => {
  const id = await long(server, events);
  const context = await fresh(browser, server, phone, ines);
  const made = (await (await context.request.get(`/api/cases/${id}`)).json()) as { timeline: unknown[] };
  expect(made.timeline).toHaveLength(events);

  const page = await context.newPage();
  await watchForButton(page, w('message-send'));
  await slow(page);
  const live = page.waitForResponse((response) => response.url().includes('/api/live'));
  await page.goto(`/cases/${id}`, { waitUntil: 'commit' });
  const { content, usable } = await times(page);
  await live;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const scroll = await recordFrames(page, () => toTheEnd(page));
  // The older half: its first page, scrolled in its turn.
  const history = page.getByRole('navigation', { name: w('history') });
  await history.getByRole('button', { name: w('pages-earlier') }).click();
  await expect(history).toContainText(w('pages-range', { from: '41', to: '80', n: String(events) }));
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(1000);
  const older = await recordFrames(page, () => toTheEnd(page));
  const still = await recordFrames(page, () => page.waitForTimeout(rest));
  keep(browser, 'long_case', {
    what: `A case of ${events} events on a phone, CPU slowed ${slowdown}x`,
    first_contentful_paint_ms: Math.round(content),
    usable_ms: Math.round(usable),
    height,
    scroll,
    older,
    still: { ...still, for_ms: rest },
  });
  await context.close();
});

/** Turns the wheel until the page ends. */
async function toTheEnd(page: Page): Promise<void> {
  await page.mouse.move(195, 400);
  for (let before = -1; ; ) {
    for (let n = 0; n < 10; n += 1) await page.mouse.wheel(0, turn);
    const at = await page.evaluate(() => scrollY);
    if (at === before) return;
    before = at;
  }
}
