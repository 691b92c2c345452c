// What is sealed and not answered yet: shared by all tabs of a browser, sent once and in order by one of them, and
// never lost to a refusal, a closed tab or a full storage.
import type { Browser, Page, Request } from '@playwright/test';
import { Person, within } from './support/api';
import { expect, test } from './support/fixtures';
import type { Server } from './support/server';
import { type Seat, fillReport, owner, patient, says, send, write } from './support/story';
import { like } from './support/words';

/** When the desk may promise its next word. */
const tomorrow = within(86_400);

/** Ines with a case of her own open, in English. */
async function withCase(browser: Browser, server: Server): Promise<Seat> {
  const ines = await owner(browser, server, /Ines Morgen/, 'en', { width: 1440, height: 900 });
  await ines.page.getByRole('link', { name: ines.w('home-report') }).first().click();
  await fillReport(ines, 'It rattles.');
  await send(ines).click();
  await says(ines, /Hamburg Hafen has your report/);
  return ines;
}

/** Another tab of the same browser, at the same place. */
async function tabOf(seat: Seat): Promise<Seat> {
  const page = await seat.page.context().newPage();
  await page.goto(seat.page.url());
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return { ...seat, page };
}

const field = ({ page, w }: Seat) => page.getByRole('textbox', { name: like(w('message')) });
const unsent = ({ page, w }: Seat) => page.getByText(w('not-sent-yet')).first();

/** The commands that this page sends from now on. */
function sentBy(page: Page): string[] {
  const sent: string[] = [];
  const keep = (request: Request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname.split('/').pop() ?? '');
  };
  page.on('request', keep);
  return sent;
}

/** What happened in the only case, in order, by the server's own word. */
async function happened(seat: Seat): Promise<string[]> {
  const { page } = seat;
  const id = new URL(page.url()).pathname.split('/')[2];
  const answer = await page.request.get(`${new URL(page.url()).origin}/api/cases/${id}`);
  const { timeline } = (await answer.json()) as { timeline: { kind: string }[] };
  return timeline.map((entry) => entry.kind);
}

test('two tabs share what is typed; sent without a network it arrives once, in order, from one of them', async ({ browser, server }) => {
  const first = await withCase(browser, server);
  const second = await tabOf(first);
  await field(first).fill('It is louder now');
  await expect(field(second)).toHaveValue('It is louder now');
  await field(second).fill('It is louder now, in the cold.');
  await expect(field(first)).toHaveValue('It is louder now, in the cold.');

  await server.kill9();
  const [byFirst, bySecond] = [sentBy(first.page), sentBy(second.page)];
  await first.page.getByRole('button', { name: first.w('message-send'), exact: true }).click();
  await expect(unsent(first)).toBeVisible();
  await expect(unsent(second)).toBeVisible();
  await write(second, 'message', 'message-send', 'And it smells.');
  await expect(first.page.getByText('And it smells.')).toBeVisible();
  // In the other tab she changes her mind altogether: what she wrote before still arrives before.
  await second.page.getByRole('button', { name: second.w('visit-withdraw') }).click();
  await second.page.getByRole('button', { name: second.w('visit-withdraw-yes') }).click();
  await server.restart();
  for (const seat of [first, second]) await says(seat, /You took this report back/);
  expect(await happened(first)).toEqual(['reported', 'messaged', 'messaged', 'withdrawn']);
  await expect(first.page.locator('.thread .own-words')).toHaveText(['It is louder now, in the cold.', 'And it smells.']);
  expect(bySecond).toEqual([]);
  expect(new Set(byFirst)).toEqual(new Set(['messages', 'withdrawal']));
});

test('when the tab that sends is closed, the other one sends what it left', async ({ browser, server }) => {
  const first = await withCase(browser, server);
  const second = await tabOf(first);
  await server.kill9();
  await write(first, 'message', 'message-send', 'It is louder now.');
  await expect(unsent(second)).toBeVisible();
  await first.page.close();
  await server.restart();
  await expect(unsent(second)).toBeHidden(patient);
  await expect(second.page.getByText('It is louder now.')).toBeVisible();
  expect(await happened(second)).toEqual(['reported', 'messaged']);
});

test('a tab hears of the report that another tab sent for it, and opens its case', async ({ browser, server }) => {
  const first = await owner(browser, server, /Ines Morgen/, 'en');
  const second = await tabOf(first);
  await second.page.getByRole('link', { name: second.w('home-report') }).first().click();
  await fillReport(second, 'It rattles.');
  const bySecond = sentBy(second.page);
  await send(second).click();
  await says(second, /Hamburg Hafen has your report/);
  expect(bySecond).toEqual([]);
  await expect(first.page).toHaveURL(`${server.url}/`);
});

test('what is refused stays with its reason beside it, over a restart of the browser too', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  const id = new URL(ines.page.url()).pathname.split('/')[2];
  // It does not get through before the centre has closed the case.
  await ines.page.context().route('**/messages', (route) => route.abort('connectionreset'));
  await write(ines, 'message', 'message-send', 'One thing more: it rattles in the cold only.');
  await expect(unsent(ines)).toBeVisible();
  const sam = await Person.of(server, 'sam', '/api/desk');
  await sam.does(`/cases/${id}/acceptance`, { next_update: tomorrow });
  await sam.does(`/cases/${id}/closure`, { cause: 'A loose heat shield.', remedy: 'Two screws.' });
  await ines.page.context().unroute('**/messages');
  const refused = ines.page.locator('.thread').getByText(ines.w('problem-case-closed')).last();
  await expect(refused).toBeVisible(patient);
  await expect(ines.page.getByText('One thing more: it rattles in the cold only.')).toBeVisible();

  const again = await tabOf(ines);
  await ines.page.close();
  await expect(again.page.getByText('One thing more: it rattles in the cold only.')).toBeVisible();
  await expect(again.page.locator('.thread .delivery').getByText(again.w('problem-case-closed'))).toBeVisible();
  expect(await happened(again)).not.toContain('messaged');
});

test('what was refused can be changed and sent again, before what was written since', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  const { page, w } = ines;
  // On its way it grows longer than a message may be: the page had nothing to say against it, the server has.
  await page.route('**/messages', (route) => {
    const command = route.request().postDataJSON() as { body: Record<string, unknown> };
    command.body.text = 'x'.repeat(9_999);
    return route.continue({ postData: JSON.stringify(command) });
  });
  await write(ines, 'message', 'message-send', 'It is louder now.');
  await field(ines).fill('And it smells.');
  await page.getByRole('button', { name: w('message-change') }).click();
  await expect(field(ines)).toBeFocused();
  await expect(field(ines)).toHaveValue('It is louder now.\nAnd it smells.');
  await page.unroute('**/messages');
  await page.getByRole('button', { name: w('message-send'), exact: true }).click();
  await expect(page.locator('.thread .own-words')).toHaveText(['It is louder now.\nAnd it smells.']);
  await expect(field(ines)).toHaveValue('');
  await expect.poll(() => happened(ines)).toEqual(['reported', 'messaged']);
});

test('a full storage is said, and what is typed is sent all the same', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  await ines.page.evaluate(() => {
    // By halves, until not one character more fits.
    for (let part = 'x'.repeat(1 << 22), n = 0; part.length > 0; n += 1) {
      try {
        localStorage.setItem(`full-${n}`, part);
      } catch {
        part = part.slice(0, part.length / 2);
      }
    }
  });
  await field(ines).fill('It is louder now.');
  await expect(ines.page.getByText(ines.w('not-kept'))).toBeVisible();
  await server.kill9();
  await ines.page.getByRole('button', { name: ines.w('message-send'), exact: true }).click();
  await expect(ines.page.getByText(ines.w('not-sent-not-kept'))).toBeVisible();
  await server.restart();
  await expect(ines.page.getByText(ines.w('not-sent-not-kept'))).toBeHidden(patient);
  await expect(ines.page.getByText(ines.w('not-kept'))).toBeHidden();
  expect(await happened(ines)).toEqual(['reported', 'messaged']);
});

test('a storage that somebody clears does not take what this page holds', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  await field(ines).fill('It is louder now.');
  const other = await ines.page.context().newPage();
  await other.goto(`${server.url}/`);
  await other.evaluate(() => localStorage.clear());
  await expect(field(ines)).toHaveValue('It is louder now.');
  await ines.page.reload();
  await expect(field(ines)).toHaveValue('It is louder now.');
});

test('a session that ends while something waits: it goes out when the same person is back', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  const { page, w } = ines;
  const place = page.url();
  await server.kill9();
  await write(ines, 'message', 'message-send', 'It is louder now.');
  await expect(unsent(ines)).toBeVisible();
  await page.context().clearCookies();
  await server.restart();
  // Somebody else at the same browser neither sees nor sends it.
  await page.getByRole('button', { name: /Jon Aker/ }).click(patient);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await page.getByRole('link', { name: w('nav-account'), exact: true }).click();
  await page.getByRole('button', { name: w('sign-out'), exact: true }).click();
  await page.getByRole('button', { name: /Ines Morgen/ }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await page.goto(place);
  await expect(page.getByText('It is louder now.')).toBeVisible();
  await expect(unsent(ines)).toBeHidden(patient);
  expect(await happened(ines)).toEqual(['reported', 'messaged']);
});
