// The first line from end to end, owner and desk side by side; and the same when things go wrong.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from './support/fixtures';
import {
  accept, caseCount, close, deskWrites, fillReport, ines, openCase, ownerWrites, promise, reported, sam, send,
} from './support/people';

const program = resolve(__dirname, '../../target/release/servicelane');

test('a report in German is taken in, promised, answered and closed, all of it seen live', async ({ browser, server }) => {
  const owner = await ines(browser, server);
  const desk = await sam(browser, server);
  await fillReport(owner, 'Es klappert vorne links beim Bremsen.');
  await send(owner).click();
  await reported(owner);

  await openCase(desk, 'Es klappert vorne links');
  await accept(desk);
  await expect(owner.getByRole('heading', { level: 1, name: /Sam Okafor betreut Ihren Fall\. Nächste Nachricht bis/ })).toBeVisible();
  const first = await owner.getByRole('heading', { level: 1 }).textContent();

  await promise(desk);
  await expect(owner.getByRole('heading', { level: 1 })).not.toHaveText(first ?? '');
  await expect(owner.getByText(/Nächste Nachricht bis .* versprochen/)).toBeVisible();

  await deskWrites(desk, 'Guten Morgen, um elf ist ein Platz frei.');
  await expect(owner.getByText('Guten Morgen, um elf ist ein Platz frei.')).toBeVisible();
  await ownerWrites(owner, 'Danke, ich komme um elf.');
  await expect(desk.getByText('Danke, ich komme um elf.')).toBeVisible();

  await close(desk);
  await expect(owner.getByRole('heading', { level: 1, name: /Ihr Fall ist abgeschlossen/ })).toBeVisible();
  await expect(owner.getByText('Ein loses Hitzeblech.')).toBeVisible();
  await expect(owner.getByText(/melden Sie ihn bitte erneut/)).toBeVisible();

  await server.stop();
  const said = execFileSync(program, ['verify', '--data', server.data]).toString();
  expect(said).toContain('6 events, 1 cases, 0 faults');
});

test('fifty taps on send are one case', async ({ browser, server }) => {
  const owner = await ines(browser, server);
  await fillReport(owner, 'Es klappert.');
  await send(owner).evaluate((button: HTMLElement) => {
    for (let tap = 0; tap < 50; tap += 1) button.click();
  });
  await reported(owner);
  expect(await caseCount(owner)).toBe(1);
});

test('an answer lost on the way is asked for again, and there is one case', async ({ browser, server }) => {
  const owner = await ines(browser, server);
  let lost = 0;
  // The server gets the report and answers; the answer never arrives.
  await owner.route('**/api/cases', async (route) => {
    if (route.request().method() !== 'POST' || lost === 2) return route.fallback();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await fillReport(owner, 'Es klappert.');
  await send(owner).click();
  await expect(owner.getByText(/Noch nicht gesendet/)).toBeVisible();
  await reported(owner);
  expect(lost).toBe(2);
  expect(await caseCount(owner)).toBe(1);
});

test('what is typed survives a reload and a closed tab, and a refusal keeps every word', async ({ browser, server }) => {
  const owner = await ines(browser, server);
  await fillReport(owner, 'Es klappert, und ich habe viel dazu geschrieben.');
  await owner.reload();
  const text = owner.getByRole('textbox', { name: 'Was stimmt nicht?' });
  await expect(text).toHaveValue('Es klappert, und ich habe viel dazu geschrieben.');
  const again = await owner.context().newPage();
  await owner.close();
  await again.goto(`${server.url}/report`);
  const kept = again.getByRole('textbox', { name: 'Was stimmt nicht?' });
  await expect(kept).toHaveValue('Es klappert, und ich habe viel dazu geschrieben.');
  await kept.fill('x'.repeat(2001));
  await send(again).click();
  await expect(again.getByText('Das ist zu lang: höchstens 2000.')).toBeVisible();
  await expect(kept).toBeFocused();
  await expect(kept).toHaveValue('x'.repeat(2001));
  expect(await caseCount(again)).toBe(0);
});

// Between which two steps the server dies. Each time nothing is lost and the pages go on by themselves.
const steps = ['report', 'accept', 'promise', 'message', 'close'] as const;
for (const dies of steps) {
  test(`the server is killed before ${dies}: nothing is lost, and the pages go on by themselves`, async ({ browser, server }) => {
    const owner = await ines(browser, server);
    const desk = await sam(browser, server);
    const before = async (step: (typeof steps)[number], act: () => Promise<void>) => {
      if (step !== dies) return act();
      await server.kill9();
      const acting = act();
      // Seen by whoever acts: it is not sent yet, and it is kept. Then the server comes back.
      const page = step === 'report' ? owner : desk;
      await expect(page.getByText(step === 'report' ? /Noch nicht gesendet/ : /[Nn]ot sent yet/).first()).toBeVisible();
      await server.restart();
      await acting;
    };
    await fillReport(owner, 'Es klappert.');
    await before('report', async () => send(owner).click());
    await reported(owner);
    await openCase(desk, 'Es klappert');
    await before('accept', () => accept(desk));
    await expect(owner.getByRole('heading', { level: 1, name: /Sam Okafor betreut Ihren Fall/ })).toBeVisible({ timeout: 30_000 });
    await before('promise', () => promise(desk));
    await expect(owner.getByText(/Nächste Nachricht bis .* versprochen/)).toBeVisible({ timeout: 30_000 });
    await before('message', () => deskWrites(desk, 'Guten Tag.'));
    await expect(owner.getByText('Guten Tag.')).toBeVisible({ timeout: 30_000 });
    await before('close', () => close(desk));
    await expect(owner.getByRole('heading', { level: 1, name: /Ihr Fall ist abgeschlossen/ })).toBeVisible({ timeout: 30_000 });
    expect(await caseCount(owner)).toBe(1);
    await server.stop();
    const said = execFileSync(program, ['verify', '--data', server.data]).toString();
    expect(said).toContain('5 events, 1 cases, 0 faults');
  });
}
