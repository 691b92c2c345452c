// The whole way from the sign-in to a redeemed reward by the keyboard alone: nothing here clicks, fills or checks. What the
// centre does meanwhile comes through the API. At each stop the focus can be seen, and after each change of the page it is
// where the reading goes on.
import type { Locator, Page } from '@playwright/test';
import { Person, within } from '../support/api';
import { expect, test } from '../support/fixtures';
import { redeem } from '../support/story';
import { like, words } from '../support/words';

const w = words('en');
/** More stops than any page has. */
const stops = 80;

/** Where the focus is, and whether somebody could see it there. */
function focus(page: Page): Promise<{ what: string; body: boolean; seen: boolean; inMain: boolean }> {
  return page.evaluate(() => {
    const at = document.activeElement as HTMLElement;
    const label = at.closest('label') ?? (at as HTMLInputElement).labels?.[0];
    const shows = (element: Element | null | undefined) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    };
    // A box or a dot may leave it to its label to be seen.
    const seat = [at, at.nextElementSibling, label].find(shows) ?? at;
    const box = seat.getBoundingClientRect();
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const name = (at.getAttribute('aria-label') ?? at.innerText ?? '').trim().slice(0, 40);
    return { what: `${at.tagName.toLowerCase()}#${at.id} "${name}"`, body: at === document.body, seen: shows(seat) && inView, inMain: Boolean(at.closest('main')) };
  });
}

const focused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Tabs to it, and looks at each stop on the way. */
async function to(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeAttached();
  for (let n = 0; n < stops; n += 1) {
    if (await focused(target)) return;
    await page.keyboard.press('Tab');
    const { what, body, seen } = await focus(page);
    // Past the last stop the focus leaves the page, and comes back at the first.
    if (!body) expect(seen, `the focus cannot be seen on ${what}`).toBe(true);
  }
  expect(await focused(target), `${String(target)} is not reached with Tab`).toBe(true);
}

/** Tabs to it and presses Enter. */
async function enter(page: Page, target: Locator): Promise<void> {
  await to(page, target);
  await page.keyboard.press('Enter');
}

/** Tabs to the choice, then moves to one of its answers with the arrows. */
async function choose(page: Page, radio: Locator): Promise<void> {
  const name = (await radio.getAttribute('name')) ?? '';
  const inGroup = () => page.evaluate((group) => (document.activeElement as HTMLInputElement).name === group, name);
  for (let n = 0; n < stops && !(await inGroup()); n += 1) await page.keyboard.press('Tab');
  expect(await inGroup(), `the choice "${name}" is not reached with Tab`).toBe(true);
  if (await focused(radio)) await page.keyboard.press('Space');
  for (let n = 0; n < 10 && !(await focused(radio)); n += 1) await page.keyboard.press('ArrowDown');
  expect((await focus(page)).seen, 'the focus cannot be seen on a choice').toBe(true);
  await expect(radio).toBeChecked();
}

/** After a change of the page: its first line says so, and the focus is in it, not lost. */
async function arrived(page: Page, says: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toContainText(says);
  await expect.poll(async () => (await focus(page)).inMain, { message: `after "${says}" the focus is in main` }).toBe(true);
}

test('from the sign-in to a redeemed reward by the keyboard alone', async ({ page, server }) => {
  test.setTimeout(120_000);
  const sam = await Person.of(server, 'sam', '/api/desk');

  await page.goto('/');
  const ines = page.getByRole('button', { name: /Ines Morgen/ });
  await expect(ines).toBeVisible();
  await enter(page, ines);
  const report = page.getByRole('main').getByRole('link', { name: w('home-report') });
  await expect(report.first()).toBeVisible();

  // The report: what, where and how safe, what the car says, all of it once more.
  await enter(page, report.first());
  await arrived(page, like(w('report-say-1')));
  await to(page, page.getByRole('textbox', { name: w('report-what') }).first());
  await page.keyboard.type('It rattles at the front left.');
  await enter(page, page.getByRole('button', { name: w('report-next') }));
  await arrived(page, w('report-say-2'));
  await choose(page, page.getByRole('radio', { name: w('drivable-yes'), exact: true }));
  await enter(page, page.getByRole('button', { name: w('report-next') }));
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText(w('report-say-2'));
  await arrived(page, /./);
  const send = page.getByRole('button', { name: w('report-send') });
  if (!(await send.isVisible())) await enter(page, page.locator('main form button[type=submit]'));
  await arrived(page, w('report-say-4'));
  await enter(page, send);
  await arrived(page, w('say-reported', { centre: 'Hamburg Hafen' }));
  const id = new URL(page.url()).pathname.split('/').pop() as string;

  // The centre takes it and sends an estimate.
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(3600) });
  await sam.does(`/cases/${id}/diagnosis`, { text: 'A heat shield is loose.' });
  const eur = (minor: number) => ({ minor, currency: 'EUR' });
  const line = { id: 'clip', kind: 'work', title: 'Clip of the heat shield', reason: 'Broken.', component: 'BODY', coverage: 'not-covered', parts: eur(900), labour: eur(4100) };
  await sam.does(`/cases/${id}/estimates`, { follows: 0, next_update: within(86_400), lines: [line] });

  // Approved in two steps.
  const estimate = page.getByRole('link', { name: w('estimate-review') }).first();
  await expect(estimate).toBeVisible();
  await enter(page, estimate);
  await arrived(page, /./);
  await choose(page, page.getByRole('radio', { name: w('estimate-approve'), exact: true }));
  await enter(page, page.getByRole('button', { name: w('estimate-review') }));
  await arrived(page, w('estimate-say-review-next'));
  const authorise = page.getByRole('button', { name: like(w('estimate-authorise')) });
  await expect(authorise).toBeEnabled();
  await enter(page, authorise);
  await expect(page.getByText(w('estimate-recorded'))).toBeVisible();
  expect((await focus(page)).inMain, 'after the authorisation the focus is in main').toBe(true);

  await sam.does(`/cases/${id}/closure`, { cause: 'A broken clip.', remedy: 'It was replaced.' });
  await enter(page, page.getByRole('link', { name: w('case-back') }));
  await expect(page.getByText('A broken clip.').first()).toBeVisible();
  await arrived(page, /./);

  // Three questions, and a small pleasure.
  await enter(page, page.getByRole('link', { name: w('survey-go') }).first());
  await arrived(page, /./);
  const on = () => enter(page, page.getByRole('button', { name: w('survey-next') }));
  await choose(page, page.getByRole('radio', { name: /^2/ }));
  await on();
  const better = page.getByRole('textbox', { name: w('survey-better') });
  await expect(better).toBeVisible();
  await arrived(page, /./);
  await to(page, better);
  await page.keyboard.type('Call before it is late.');
  await on();
  const no = page.getByRole('radio', { name: w('survey-no'), exact: true });
  await expect(no).toBeAttached();
  await arrived(page, /./);
  await choose(page, no);
  await enter(page, page.getByRole('button', { name: w('survey-review') }));
  const give = page.getByRole('button', { name: w('survey-give') });
  await expect(give).toBeVisible();
  await arrived(page, /./);
  await enter(page, give);
  const off = page.getByRole('radio', { name: like(w('reward-off')) });
  await expect(off).toBeAttached();
  await arrived(page, /./);
  await choose(page, off);
  await enter(page, page.getByRole('button', { name: w('reward-claim') }));
  const code = page.locator('.code');
  await expect(code).toBeVisible();
  await arrived(page, w('reward-yours'));

  expect(await redeem(page, server, (await code.innerText()).replace(/\W/g, ''))).toBe(201);
  await expect(page.getByText(like(w('reward-redeemed')))).toBeVisible();
});
