// The first line from end to end, owner and desk side by side; and the same when things go wrong.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Browser } from '@playwright/test';
import { expect, test } from './support/fixtures';
import type { Server } from './support/server';
import {
  type Seat, accept, caseCount, close, fillReport, openCase, owner, patient, promise, says, send, staff, write,
} from './support/story';
import { like } from './support/words';

const program = resolve(__dirname, '../../target/release/servicelane');

const cause = ['Ein loses Hitzeblech.', 'Mit zwei Schrauben befestigt.'] as const;
const arrived = /Hamburg Hafen hat Ihre Meldung/;
const promised = /Nächste Nachricht bis .* versprochen/;

/** Ines, in German, on a phone, about to report; and Sam, in English, at the desk. */
async function sides(browser: Browser, server: Server): Promise<[Seat, Seat]> {
  const ines = await owner(browser, server, /Ines Morgen/, 'de');
  await ines.page.getByRole('link', { name: 'Problem melden' }).first().click();
  return [ines, await staff(browser, server, /Sam Okafor/, 'en')];
}

/** What the program says of the store, once the server has stopped. */
async function verified(server: Server): Promise<string> {
  await server.stop();
  return execFileSync(program, ['verify', '--data', server.data]).toString();
}

test('a report in German is taken in, promised, answered and closed, all of it seen live', async ({ browser, server }) => {
  const [ines, sam] = await sides(browser, server);
  const { page } = ines;
  await fillReport(ines, 'Es klappert vorne links beim Bremsen.');
  await send(ines).click();
  await says(ines, arrived);

  await openCase(sam, 'Es klappert vorne links');
  await accept(sam);
  await says(ines, /Sam Okafor betreut Ihren Fall\. Nächste Nachricht bis/);
  const first = await page.getByRole('heading', { level: 1 }).textContent();

  await promise(sam);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(first ?? '');
  await expect(page.getByText(promised)).toBeVisible();

  await write(sam, 'desk-message-label', 'desk-message-send', 'Guten Morgen, um elf ist ein Platz frei.');
  await expect(page.getByText('Guten Morgen, um elf ist ein Platz frei.')).toBeVisible();
  await write(ines, 'message', 'message-send', 'Danke, ich komme um elf.');
  await expect(sam.page.getByText('Danke, ich komme um elf.')).toBeVisible();

  await close(sam, ...cause);
  await says(ines, /Ihr Fall ist abgeschlossen/);
  await expect(page.getByText(cause[0])).toBeVisible();
  await expect(page.getByText(/melden Sie ihn bitte erneut/)).toBeVisible();
  expect(await verified(server)).toContain('6 events, 1 cases, 0 faults');
});

test('fifty taps on send are one case', async ({ browser, server }) => {
  const [ines] = await sides(browser, server);
  await fillReport(ines, 'Es klappert.');
  await send(ines).evaluate((button: HTMLElement) => {
    for (let tap = 0; tap < 50; tap += 1) button.click();
  });
  await says(ines, arrived);
  expect(await caseCount(ines)).toBe(1);
});

test('an answer lost on the way is asked for again, and there is one case', async ({ browser, server }) => {
  const [ines] = await sides(browser, server);
  let lost = 0;
  // The server gets the report and answers; the answer never arrives.
  await ines.page.route('**/api/cases', async (route) => {
    if (route.request().method() !== 'POST' || lost === 2) return route.fallback();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await fillReport(ines, 'Es klappert.');
  await send(ines).click();
  await expect(ines.page.getByText(/Noch nicht gesendet/)).toBeVisible();
  await says(ines, arrived);
  expect(lost).toBe(2);
  expect(await caseCount(ines)).toBe(1);
});

test('what is typed survives a reload and a closed tab, and what is wrong is said at its field', async ({ browser, server }) => {
  const [ines] = await sides(browser, server);
  const { w } = ines;
  const words = 'Es klappert, und ich habe viel dazu geschrieben.';
  await fillReport(ines, words);
  await ines.page.reload();
  await expect(ines.page.getByText(words)).toBeVisible();
  const again = { ...ines, page: await ines.page.context().newPage() };
  await ines.page.close();
  await again.page.goto(`${server.url}/report`);
  const kept = again.page.getByRole('textbox', { name: w('report-what') });
  await expect(kept).toHaveValue(words);
  await kept.fill('x'.repeat(2001));
  await again.page.getByRole('button', { name: w('report-next'), exact: true }).click();
  await expect(again.page.getByText('Das ist zu lang: höchstens 2000.')).toBeVisible();
  await expect(kept).toBeFocused();
  await expect(kept).toHaveValue('x'.repeat(2001));
  expect(await caseCount(again)).toBe(0);
});

test('a refusal leads to the field it is about, and keeps every word', async ({ browser, server }) => {
  const [ines] = await sides(browser, server);
  const { page, w } = ines;
  await fillReport(ines, 'Es klappert.');
  // On its way the place grows longer than a place may be: the page had nothing to say against it, the server has.
  await page.route('**/api/cases', (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const command = route.request().postDataJSON() as { body: Record<string, unknown> };
    command.body.place = 'x'.repeat(201);
    return route.continue({ postData: JSON.stringify(command) });
  });
  await send(ines).click();
  const place = page.getByRole('textbox', { name: w('report-place') });
  await expect(place).toBeFocused();
  await expect(page.getByText(w('fault-too-long', { limit: '200' }))).toBeVisible();
  await expect(page.getByText(w('look-at-fields'))).toBeVisible();
  await page.unroute('**/api/cases');
  await place.fill('Parkhaus Nord');
  await place.press('Enter');
  await expect(page.getByText('Parkhaus Nord')).toBeVisible();
  await send(ines).click();
  await says(ines, arrived);
});

test('the way back is one step back, for the browser as for the button, and loses nothing', async ({ browser, server }) => {
  const [ines] = await sides(browser, server);
  const { page, w } = ines;
  const asks = (key: string) => expect(page.getByRole('heading', { level: 1, name: like(w(key)) })).toBeVisible();
  await fillReport(ines, 'Es klappert.');
  await page.getByRole('button', { name: `${w('report-change')}: ${w('report-place-was')}` }).click();
  await expect(page.getByRole('textbox', { name: w('report-place') })).toBeFocused();
  await page.getByRole('textbox', { name: w('report-place') }).fill('Parkhaus Nord');
  await page.getByRole('button', { name: w('report-to-review') }).click();
  await asks('report-say-4');
  await expect(page.getByText('Parkhaus Nord')).toBeVisible();
  await page.getByRole('button', { name: w('report-back'), exact: true }).click();
  await asks('report-say-3-none-next');
  await page.goBack();
  await asks('report-say-2');
  await expect(page.getByRole('radio', { name: w('drivable-yes'), exact: true })).toBeChecked();
  await page.goBack();
  await asks('report-say-1');
  await expect(page.getByRole('textbox', { name: w('report-what') })).toHaveValue('Es klappert.');
  await page.goBack();
  await expect(page.getByRole('link', { name: w('home-report') }).first()).toBeVisible();
});

test('a concern taken out can be had back with its words', async ({ browser, server }) => {
  const [ines] = await sides(browser, server);
  const { page, w } = ines;
  await page.getByRole('textbox', { name: w('report-what') }).fill('Es klappert.');
  await page.getByRole('button', { name: w('report-add') }).click();
  const second = page.getByRole('textbox', { name: w('report-what-else', { n: '2' }) });
  await expect(second).toBeFocused();
  await second.fill('Und es zieht nach links.');
  await page.getByRole('button', { name: w('report-remove') }).click();
  await expect(page.getByText(w('report-removed', { n: '2' }))).toBeVisible();
  await expect(second).toBeHidden();
  await page.getByRole('button', { name: w('undo') }).click();
  await expect(second).toHaveValue('Und es zieht nach links.');
  await expect(second).toBeFocused();
});

// Between which two steps the server dies. Each time nothing is lost and the pages go on by themselves.
const steps = ['report', 'accept', 'promise', 'message', 'close'] as const;
for (const dies of steps) {
  test(`the server is killed before ${dies}: nothing is lost, and the pages go on by themselves`, async ({ browser, server }) => {
    const [ines, sam] = await sides(browser, server);
    const before = async (step: (typeof steps)[number], act: () => Promise<void>) => {
      if (step !== dies) return act();
      await server.kill9();
      const acting = act();
      // Seen by whoever acts: it is not sent yet, and it is kept. Then the server comes back.
      const { page } = step === 'report' ? ines : sam;
      await expect(page.getByText(step === 'report' ? /Noch nicht gesendet/ : /[Nn]ot sent yet/).first()).toBeVisible();
      await server.restart();
      await acting;
    };
    await fillReport(ines, 'Es klappert.');
    await before('report', async () => send(ines).click());
    await says(ines, arrived);
    await openCase(sam, 'Es klappert');
    await before('accept', () => accept(sam));
    await says(ines, /Sam Okafor betreut Ihren Fall/);
    await before('promise', () => promise(sam));
    await expect(ines.page.getByText(promised)).toBeVisible(patient);
    await before('message', () => write(sam, 'desk-message-label', 'desk-message-send', 'Guten Tag.'));
    await expect(ines.page.getByText('Guten Tag.')).toBeVisible(patient);
    await before('close', () => close(sam, ...cause));
    await says(ines, /Ihr Fall ist abgeschlossen/);
    expect(await caseCount(ines)).toBe(1);
    expect(await verified(server)).toContain('5 events, 1 cases, 0 faults');
  });
}
