// One connection for all tabs of a browser: each of them hears everything, whoever holds the stream.
import type { Page, Request } from '@playwright/test';
import { Person, report, within } from './support/api';
import { expect, test } from './support/fixtures';
import { patient } from './support/story';

/** How often a page has opened a stream. */
function streams(page: Page): { opened: number } {
  const seen = { opened: 0 };
  page.on('request', (request: Request) => {
    if (new URL(request.url()).pathname === '/api/live') seen.opened += 1;
  });
  return seen;
}

test('three tabs have one stream, all hear the desk, and go on when the one with the stream is closed', async ({ context, server }) => {
  const ines = await Person.of(server, 'ines', '/api');
  const sam = await Person.of(server, 'sam', '/api/desk');
  const id = await ines.does('/cases', report());
  await context.addCookies((await ines.state()).cookies);
  const tab = async () => {
    const page = await context.newPage();
    const seen = streams(page);
    await page.goto(`${server.url}/cases/${id}`);
    await expect(page.getByText('It rattles.').first()).toBeVisible();
    return { page, seen };
  };
  const says = async (text: string, ...to: { page: Page }[]) => {
    await sam.does(`/cases/${id}/messages`, { text });
    for (const { page } of to) await expect(page.getByText(text)).toBeVisible(patient);
  };
  const first = await tab();
  await expect.poll(() => first.seen.opened).toBe(1);
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(3600) });
  await expect(first.page.getByText(/Sam Okafor/).first()).toBeVisible();
  const [second, third] = [await tab(), await tab()];
  await says('We have a lift at eleven.', first, second, third);
  expect([second.seen.opened, third.seen.opened]).toEqual([0, 0]);

  // The server goes and comes back: still one stream.
  await server.kill9();
  for (const { page } of [second, third]) await expect(page.getByText(/No connection since/)).toBeVisible();
  await server.restart();
  for (const { page } of [first, second, third]) await expect(page.getByText(/No connection since/)).toBeHidden(patient);
  await says('The lift is free.', first, second, third);
  expect([second.seen.opened, third.seen.opened]).toEqual([0, 0]);

  await first.page.close();
  await expect.poll(() => second.seen.opened + third.seen.opened).toBe(1);
  await says('Your car is on it.', second, third);
  await second.page.close();
  await expect.poll(() => third.seen.opened).toBe(1);
  await says('It was a heat shield.', third);
});
