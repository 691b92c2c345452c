// Without a network: the portal opens at once on what it knew last, says how old that is, and is never a mix of two
// builds. The service worker is the browser's real one.
import { createHash } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { Person, within } from './support/api';
import { expect, test } from './support/fixtures';
import { Line } from './support/line';
import type { Server } from './support/server';
import { type Seat, fillReport, owner, patient, says, send } from './support/story';
import { like } from './support/words';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Ines with a case of her own open. */
async function withCase(browser: Browser, at: { url: string }): Promise<Seat> {
  const ines = await owner(browser, at as Server, /Ines Morgen/, 'en', { width: 1440, height: 900 });
  await ines.page.getByRole('link', { name: ines.w('home-report') }).first().click();
  await fillReport(ines, 'It rattles.');
  await send(ines).click();
  await says(ines, /Hamburg Hafen has your report/);
  return ines;
}

/** The paths of the answers that are kept, the cases in the list among them, and the build. */
function kept(page: Page): Promise<{ answers: string[]; cases: string[]; build: string | undefined }> {
  return page.evaluate(async () => {
    const cache = (await caches.has('answers')) ? await caches.open('answers') : undefined;
    const answers = ((await cache?.keys()) ?? []).map((request) => new URL(request.url).pathname);
    const list = (await (await cache?.match('/api/cases?limit=100'))?.json()) as { cases: { id: string }[] } | undefined;
    const cases = (list?.cases ?? []).map((row) => row.id);
    return { answers, cases, build: await (await caches.match('/build'))?.text() };
  });
}

/** Waits until the worker has what it needs to open this page without a network. */
async function ready({ page }: Seat): Promise<void> {
  const path = `/api${new URL(page.url()).pathname}`;
  await expect(async () => {
    const now = await kept(page);
    expect(now.build).toBeTruthy();
    expect(now.answers).toEqual(expect.arrayContaining(['/api/session', path]));
    expect(now.cases).toContain(page.url().split('/').pop());
  }).toPass(patient);
}

/** The page is closed, and opened again in the same browser. */
async function again(seat: Seat): Promise<Seat> {
  const url = seat.page.url();
  const context = seat.page.context();
  await seat.page.close();
  const page = await context.newPage();
  await page.goto(url);
  return { ...seat, page };
}

const aged = ({ page, w }: Seat) => page.getByText(like(w('offline')));

test('opened without a server, the case is as it was known last, with its age; and goes on live by itself', async ({ browser, server }) => {
  const sam = await Person.of(server, 'sam', '/api/desk');
  let ines = await withCase(browser, server);
  await ready(ines);
  const id = new URL(ines.page.url()).pathname.split('/')[2];
  await server.kill9();

  ines = await again(ines);
  await says(ines, /Hamburg Hafen has your report/);
  await expect(aged(ines)).toBeVisible();
  await ines.page.getByRole('link', { name: ines.w('nav-home'), exact: true }).click();
  await expect(ines.page.getByText('It rattles.').first()).toBeVisible();
  await ines.page.getByRole('link', { name: ines.w('nav-case'), exact: true }).click();
  // What is typed meanwhile waits, and arrives.
  await ines.page.getByRole('textbox', { name: like(ines.w('message')) }).fill('It is louder now.');
  await ines.page.getByRole('button', { name: ines.w('message-send'), exact: true }).click();
  await expect(ines.page.getByText(ines.w('not-sent-yet')).first()).toBeVisible();

  await server.restart();
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(86_400) });
  await says(ines, /Sam Okafor has your case/);
  await expect(aged(ines)).toBeHidden();
  await expect(ines.page.getByText(ines.w('not-sent-yet'))).toHaveCount(0);
  await expect(ines.page.getByText('It is louder now.').first()).toBeVisible();
});

test('what the desk did while the page was open is kept too', async ({ browser, server }) => {
  const sam = await Person.of(server, 'sam', '/api/desk');
  let ines = await withCase(browser, server);
  await ready(ines);
  const id = new URL(ines.page.url()).pathname.split('/')[2];
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(86_400) });
  await says(ines, /Sam Okafor has your case/);
  await expect(async () => {
    const seq = await ines.page.evaluate(async (path) => ((await (await caches.match(path))?.json()) as { seq: number }).seq, `/api/cases/${id}`);
    expect(seq).toBe(2);
  }).toPass(patient);
  await server.kill9();
  ines = await again(ines);
  await says(ines, /Sam Okafor has your case/);
});

test('a line that takes its time shows what was known last, and then what is new', async ({ browser, server }) => {
  const line = await Line.to(server);
  let ines = await withCase(browser, line);
  await ready(ines);
  line.slow = { below: '/api/', millis: 6_000 };
  ines = await again(ines);
  await expect(ines.page.getByRole('heading', { level: 1, name: /Hamburg Hafen has your report/ })).toBeVisible();
  await expect(aged(ines)).toBeVisible();
  line.slow = undefined;
  await expect(aged(ines)).toBeHidden(patient);
  await line.cut();
});

test('whoever signs out leaves nothing behind', async ({ browser, server }) => {
  let ines = await withCase(browser, server);
  await ready(ines);
  const { page, w } = ines;
  await page.getByRole('link', { name: w('nav-account'), exact: true }).click();
  await page.getByRole('button', { name: w('sign-out'), exact: true }).click();
  await expect(page.getByRole('button', { name: /Ines Morgen/ })).toBeVisible();
  expect((await kept(page)).answers).toEqual([]);
  await server.kill9();
  ines = await again(ines);
  await expect(ines.page.getByText(w('ask-offline'))).toBeVisible(patient);
  await expect(ines.page.getByText('It rattles.')).toHaveCount(0);
});

test('a new build is taken up whole; a broken one, or none, is not', async ({ browser, server }) => {
  const line = await Line.to(server);
  let ines = await withCase(browser, line);
  await ready(ines);
  const first = (await kept(ines.page)).build;
  const marked = (page: string) => page.replace('<title>', '<meta name="build" content="2"><title>');
  const page = marked(await (await fetch(`${server.url}/`)).text());
  const manifest = (await (await fetch(`${server.url}/release.json`)).json()) as { build: string; files: Record<string, string> };
  const second = JSON.stringify({ build: 'f'.repeat(64), files: { ...manifest.files, '/': sha256(page) } });
  const mark = () => ines.page.locator('meta[name=build]');
  /** Opens it, and waits until the worker has looked at what the server has. */
  const opened = async () => {
    const looked = ines.page.context().waitForEvent('response', (said) => said.url().endsWith('/release.json') && said.fromServiceWorker() === false);
    ines = await again(ines);
    await says(ines, /Hamburg Hafen has your report/);
    await looked;
  };

  // The manifest is of the new build, and the page still of the old one: half a deploy.
  line.change = (path) => (path === '/release.json' ? (said) => ({ ...said, body: Buffer.from(second) }) : undefined);
  await opened();
  await opened();
  expect(await mark().count()).toBe(0);
  expect((await kept(ines.page)).build).toBe(first);

  // No manifest, but somebody's page.
  line.change = (path) => (path === '/release.json' ? (said) => ({ ...said, headers: { 'content-type': 'text/html' }, body: Buffer.from('<p>Welcome to the hotel</p>') }) : undefined);
  await opened();
  await opened();
  expect(await mark().count()).toBe(0);
  expect((await kept(ines.page)).build).toBe(first);

  // All of it.
  line.change = (path) => {
    if (path === '/release.json') return (said) => ({ ...said, body: Buffer.from(second) });
    return path === '/' ? (said) => ({ ...said, body: Buffer.from(marked(said.body.toString())) }) : undefined;
  };
  await opened();
  await expect.poll(async () => (await kept(ines.page)).build, patient).toBe('f'.repeat(64));
  await line.cut();
  ines = await again(ines);
  await says(ines, /Hamburg Hafen has your report/);
  await expect(mark()).toHaveCount(1);
});
