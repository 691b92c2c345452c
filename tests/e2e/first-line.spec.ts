// The first line from end to end, owner and desk side by side; and the same when things go wrong.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Browser } from '@playwright/test';
import { expect, test } from './support/fixtures';
import type { Server } from './support/server';
import {
  type Seat, accept, caseCount, close, fillReport, openCase, owner, patient, promise, says, send, staff, write,
} from './support/story';

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

test('what is typed survives a reload and a closed tab, and a refusal keeps every word', async ({ browser, server }) => {
  const [ines] = await sides(browser, server);
  const words = 'Es klappert, und ich habe viel dazu geschrieben.';
  await fillReport(ines, words);
  await ines.page.reload();
  await expect(ines.page.getByRole('textbox', { name: 'Was stimmt nicht?' })).toHaveValue(words);
  const again = { ...ines, page: await ines.page.context().newPage() };
  await ines.page.close();
  await again.page.goto(`${server.url}/report`);
  const kept = again.page.getByRole('textbox', { name: 'Was stimmt nicht?' });
  await expect(kept).toHaveValue(words);
  await kept.fill('x'.repeat(2001));
  await send(again).click();
  await expect(again.page.getByText('Das ist zu lang: höchstens 2000.')).toBeVisible();
  await expect(kept).toBeFocused();
  await expect(kept).toHaveValue('x'.repeat(2001));
  expect(await caseCount(again)).toBe(0);
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
