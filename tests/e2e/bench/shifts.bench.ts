// What moves after the first content, on every page's first visit with a slow CPU on a slow network.
import type { Browser } from '@playwright/test';
import { type Server, expect, test } from '../support/fixtures';
import { estimated, people, taken } from './cases';
import { keep } from './keep';
import { desktop, fresh, ines, phone, sam, slow } from './slow';
import { shifts, watchShifts } from './shifts';

/** How many pages load at once: what moves does not depend on it as times do. */
const atOnce = 3;

type Visit = { what: string; path: string; as?: typeof ines | typeof sam; screen: typeof phone | typeof desktop };

test('layout shifts', async ({ browser, server }) => {
  const both = await people(server);
  const open = await taken(both, 'It rattles at the front left.');
  await estimated(both.sam, open);
  const closed = await taken(both, 'The wipers leave streaks.');
  await both.sam.does(`/cases/${closed}/closure`, { cause: 'The blades are worn.', remedy: 'They were replaced.' });

  const rooms = ['/', '/report', '/account', `/cases/${open}`, `/cases/${closed}`, `/cases/${closed}/survey`];
  for (const room of ['estimate', 'appointment', 'managers']) rooms.push(`/cases/${open}/${room}`);
  const visits: Visit[] = [
    { what: 'portal, the way in', path: '/', screen: phone },
    ...rooms.map((path) => ({ what: `portal, ${nameOf(path, open, closed)}`, path, as: ines, screen: phone })),
    { what: 'desk, the way in', path: '/desk/', screen: desktop },
    { what: 'desk, the inbox', path: '/desk/', as: sam, screen: desktop },
    { what: 'desk, an open case', path: `/desk/cases/${open}`, as: sam, screen: desktop },
  ];
  const found: unknown[] = [];
  const next = async (): Promise<void> => {
    for (let visit = visits.shift(); visit; visit = visits.shift()) found.push(await moved(browser, server, visit));
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  keep(browser, 'shifts', found);
});

/** A page's name without its ids. */
function nameOf(path: string, open: string, closed: string): string {
  return path === '/' ? 'Home' : path.replace(`/cases/${open}`, 'an open case').replace(`/cases/${closed}`, 'a closed case');
}

async function moved(browser: Browser, server: Server, { what, path, as, screen }: Visit): Promise<unknown> {
  const context = await fresh(browser, server, screen, as);
  const page = await context.newPage();
  await watchShifts(page);
  await slow(page, true);
  const live = as && page.waitForResponse((response) => response.url().includes('/live'), { timeout: 60_000 });
  await page.goto(path, { waitUntil: 'commit' });
  await live;
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 60_000 });
  const all = await shifts(page);
  await context.close();
  const sum = all.reduce((before, shift) => before + shift.value, 0);
  return { what, sum: Math.round(sum * 10_000) / 10_000, shifts: all };
}
