// How soon a first visitor sees something and can touch it, and how soon an owner sees what the desk wrote.
import type { Browser } from '@playwright/test';
import { type Server, expect, test } from '../support/fixtures';
import { keep } from './keep';
import { desktop, fresh, slow, slowdown } from './slow';
import { type Times, latencies, median, shownAt, times, watchForButton, watchForWords } from './watch';

/** Visits of which the median is taken. */
const visits = 5;
const messages = 50;

test('first visits', async ({ browser, server }) => {
  const found = [];
  for (const [name, path, button] of [
    ['portal', '/', 'Ines Morgen'],
    ['desk', '/desk/', 'Sam Okafor'],
  ] as const) {
    for (const network of [true, false]) {
      const all: Times[] = [];
      for (let visit = 0; visit < visits; visit += 1) all.push(await firstVisit(browser, server, path, button, network));
      const how = network ? 'slow 4G (1.6 Mbit/s, 150 ms)' : 'no network limit';
      found.push({
        what: `First visit of the ${name}, CPU slowed ${slowdown}x, ${how}, median of ${visits}`,
        first_paint_ms: median(all.map((t) => t.paint)),
        first_contentful_paint_ms: median(all.map((t) => t.content)),
        usable_ms: median(all.map((t) => t.usable)),
        goal: network ? 'first paint 480 ms' : 'first paint 420 ms',
      });
    }
  }
  keep(browser, 'visits', found);
});

/** A browser context of its own: nothing cached, nobody signed in. Usable is: the demo people can be chosen. */
async function firstVisit(browser: Browser, server: Server, path: string, button: string, network: boolean): Promise<Times> {
  const context = await fresh(browser, server, desktop);
  const page = await context.newPage();
  await watchForButton(page, button);
  await slow(page, network);
  const answer = await page.goto(path, { waitUntil: 'commit' });
  expect(answer?.status(), `${path}: are the bundles inside the program?`).toBe(200);
  const found = await times(page);
  await context.close();
  return found;
}

test("a desk's message until the owner's page shows it", async ({ browser, page, server }) => {
  // The owner, in the browser, on the page of a case.
  const origin = { origin: server.url };
  await page.request.post('/api/session', { data: { code: 'ines' }, headers: origin });
  const concern = { text: 'Klappert vorne links', since: 'today' };
  const report = { vin: 'WVWZZZ1JZXW000001', centre: 'hamburg-hafen', concerns: [concern], drivable: 'yes' };
  const opened = await page.request.post('/api/cases', { data: command('report', report), headers: origin });
  expect(opened.status()).toBe(201);
  const { case: id } = (await opened.json()) as { case: string };
  const live = page.waitForResponse((response) => response.url().includes('/api/live'));
  await page.goto(`/cases/${id}`);
  await live;
  await expect(page.getByText(concern.text).first()).toBeVisible();

  // The desk, here: its requests must not share the browser with the page that is measured.
  const desk = await signInAtDesk(server);
  const words = Array.from({ length: messages }, (_, n) => `Nachricht ${n + 1} von ${messages}.`);
  await watchForWords(page, words);
  const fromRequest: number[] = [];
  const fromAnswer: number[] = [];
  for (const [n, text] of words.entries()) {
    const sent = Date.now();
    const answer = await fetch(`${server.url}/api/desk/cases/${id}/messages`, {
      method: 'POST',
      headers: { ...desk, 'content-type': 'application/json' },
      body: JSON.stringify(command(`message-${n}`, { text })),
    });
    const answered = Date.now();
    expect(answer.status).toBe(201);
    await answer.arrayBuffer();
    const shown = await shownAt(page, text);
    fromRequest.push(shown - sent);
    // The event sets out before the answer does, so the page may be first.
    fromAnswer.push(Math.max(0, shown - answered));
  }
  keep(browser, 'shown', { count: messages, sent: latencies(fromRequest), answered: latencies(fromAnswer) });
});

function command(key: string, body: unknown): unknown {
  return { key, contract: 1, release: 'bench', surface: 'desktop', drive: 'none', body };
}

/** The headers of a signed-in desk. */
async function signInAtDesk(server: Server): Promise<Record<string, string>> {
  const answer = await fetch(`${server.url}/api/desk/session`, {
    method: 'POST',
    headers: { origin: server.url, 'content-type': 'application/json' },
    body: JSON.stringify({ code: 'sam' }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`The desk's sign-in was answered ${answer.status}.`);
  return { cookie, origin: server.url };
}
