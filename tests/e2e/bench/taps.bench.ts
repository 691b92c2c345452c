// How soon a touch is answered on a telephone whose CPU is slowed.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures';
import { words } from '../support/words';
import { estimated, lines, people, taken } from './cases';
import { keep } from './keep';
import { fresh, ines, phone, slow } from './slow';
import { type Touch, summary, touch, watchTouches } from './touch';

/** Touches of each kind. */
const touches = 10;
const w = words('en');

test('taps', async ({ browser, server }) => {
  const both = await people(server);
  const rattle = await taken(both, 'It rattles at the front left.');
  await taken(both, 'The wipers leave streaks.');
  await estimated(both.sam, rattle);

  const context = await fresh(browser, server, phone, ines);
  const page = await context.newPage();
  await watchTouches(page);
  const live = async (path: string) => {
    const there = page.waitForResponse((response) => response.url().includes('/live'));
    await page.goto(path);
    await there;
    // A touch is answered by a page that is there; how soon it is, the first visits tell.
    await page.evaluate(async () => {
      for (let n = 0; n < 5; n += 1) await new Promise((quiet) => requestIdleCallback(quiet));
    });
  };
  await live('/');
  const heading = page.getByRole('heading', { level: 1 });
  const button = (key: string) => page.getByRole('button', { name: w(key), exact: true });
  await expect(page.getByRole('link', { name: /rattles/ }).first()).toBeVisible();
  await slow(page);
  const found: Record<string, unknown>[] = [];
  const every: Touch[] = [];
  const count = (what: string, all: Touch[]) => {
    found.push(summary(what, all));
    every.push(...all);
  };

  // The one that was not open before: it has to be fetched.
  const cases: Touch[] = [];
  for (let n = 0; n < touches; n += 1) {
    const row = page.getByRole('listitem').getByRole('link', { name: n % 2 ? /wipers/ : /rattles/ });
    cases.push(await touch(page, row.last(), true));
    await back(page, row.last());
  }
  count('open a case from Home', cases);

  const more = page.getByText(w('recall-more')).first();
  const details: Touch[] = [];
  for (let n = 0; n < touches; n += 1) {
    details.push(await touch(page, more));
    await more.evaluate((summary: HTMLElement) => summary.click());
  }
  count('open details', details);

  await live(`/cases/${rattle}`);
  const review = page.getByRole('link', { name: w('estimate-review') });
  const estimates: Touch[] = [];
  for (let n = 0; n < touches; n += 1) {
    estimates.push(await touch(page, review, true));
    await back(page, review);
  }
  count('open the estimate', estimates);

  await live(`/cases/${rattle}/estimate`);
  const approve = page.getByRole('radio', { name: w('estimate-approve'), exact: true });
  await expect(approve).toHaveCount(lines);
  const choices: Touch[] = [];
  for (let n = 0; n < lines; n += 1) choices.push(await touch(page, approve.nth(n)));
  await expect(approve.last()).toBeChecked();
  count(`approve a line of ${lines}`, choices);

  const steps: Touch[] = [];
  for (let n = 0; n < touches; n += 1) {
    steps.push(await touch(page, button('estimate-review'), true));
    await button('estimate-back').evaluate((way: HTMLElement) => way.click());
  }
  count('the next step: what is approved, repeated', steps);

  await live('/report');
  const field = page.getByRole('textbox', { name: w('report-what') }).first();
  await field.tap();
  const letters: Touch[] = [];
  for (const letter of 'rattlinghere') letters.push(await touch(page, letter));
  await expect(field).toHaveValue('rattlinghere');
  count('a letter of the report', letters);

  await live('/account');
  await expect(heading).toBeVisible();
  const themes: Touch[] = [];
  for (let n = 0; n < touches; n += 1) {
    themes.push(await touch(page, page.getByRole('radio', { name: w(n % 2 ? 'theme-day' : 'theme-night'), exact: true })));
  }
  count('another theme', themes);

  const languages: Touch[] = [];
  for (let n = 0; n < touches; n += 1) {
    const name = ['Deutsch', 'Norsk', 'Español', 'English'][n % 4] ?? '';
    languages.push(await touch(page, page.getByRole('radio', { name }), true));
  }
  count('another language', languages);

  const floor = await plain(page);
  keep(browser, 'taps', { each: found, all: summary('all of these', every), floor });
  await context.close();
});

/** Back to where `there` was. */
async function back(page: Page, there: ReturnType<Page['locator']>): Promise<void> {
  await page.goBack();
  await expect(there).toBeVisible();
}

/** What the browser itself takes: a page of plain HTML with 200 rows, whose button changes one line of text. */
async function plain(page: Page): Promise<Record<string, unknown>> {
  // Below /ui, which the service worker leaves alone: elsewhere it would answer with the portal.
  await page.route('**/ui/plain', (route) => {
    const rows = Array.from({ length: 200 }, (_, n) => `<li><a href="#${n}"><b>Row ${n}</b> <small>of 200</small></a></li>`);
    const script = 'let n = 0; document.querySelector("button").onclick = () => (document.querySelector("p").textContent = ++n);';
    const body = `<!doctype html><meta name="viewport" content="width=device-width"><button>Count</button><p>0</p><ul>${rows.join('')}</ul><script>${script}</script>`;
    return route.fulfill({ contentType: 'text/html', body });
  });
  await page.goto('/ui/plain');
  const all: Touch[] = [];
  for (let n = 0; n < touches; n += 1) all.push(await touch(page, page.getByRole('button', { name: 'Count' })));
  await expect(page.locator('p')).toHaveText(String(touches));
  return summary('a button of plain HTML above 200 rows, in the same run', all);
}
