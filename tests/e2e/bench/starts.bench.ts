// How soon an owner who is signed in sees their list: in a browser that has nothing, in one that was here before, and
// without a server.
import { Person, report } from '../support/api';
import { expect, test } from '../support/fixtures';
import { keep } from './keep';
import { fresh, ines, phone, slow, slowdown } from './slow';
import { type Times, median, times, watchFor } from './watch';

/** Starts of which the median is taken. */
const starts = 5;
/** What is waited for: the words of the case in the list. */
const words = 'It rattles.';

test('cold, warm and offline starts', async ({ browser, server }) => {
  test.slow();
  await (await Person.of(server, 'ines', '/api')).does('/cases', report());
  const found: object[] = [];
  const row = (what: string, all: Times[], goal: string) =>
    found.push({
      what: `${what}, signed in, phone, CPU slowed ${slowdown}x, median of ${starts}`,
      first_paint_ms: median(all.map((t) => t.paint)),
      first_contentful_paint_ms: median(all.map((t) => t.content)),
      usable_ms: median(all.map((t) => t.usable)),
      goal,
    });
  /** Opens Home in a new tab. */
  const start = async (context: Awaited<ReturnType<typeof fresh>>, network: boolean): Promise<Times> => {
    const page = await context.newPage();
    await watchFor(page, 'main', words);
    await slow(page, network);
    await page.goto('/', { waitUntil: 'commit' });
    const taken = await times(page);
    await page.close();
    return taken;
  };
  const slow4g = 'slow 4G (1.6 Mbit/s, 150 ms)';

  const cold: Times[] = [];
  for (let n = 0; n < starts; n += 1) {
    const context = await fresh(browser, server, phone, ines);
    cold.push(await start(context, true));
    await context.close();
  }
  row(`Cold start of the portal until the list is painted, ${slow4g}`, cold, '1200 ms');

  const context = await fresh(browser, server, phone, ines);
  const page = await context.newPage();
  await page.goto('/');
  await expect(async () => {
    const kept = await page.evaluate(async () => [!!(await caches.match('/build')), !!(await caches.match('/api/cases?limit=100'))]);
    expect(kept).toEqual([true, true]);
  }).toPass({ timeout: 30_000 });
  await page.close();
  const warm: Times[] = [];
  for (let n = 0; n < starts; n += 1) warm.push(await start(context, true));
  row(`Warm start, ${slow4g}`, warm, '623 ms (Solid)');
  await server.kill9();
  const offline: Times[] = [];
  for (let n = 0; n < starts; n += 1) offline.push(await start(context, false));
  row('Offline start, no server', offline, '');
  await context.close();
  keep(browser, 'starts', found);
});
