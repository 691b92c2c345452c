// Photos and films: chosen without a network, sent after their report however often the line breaks, each once; and
// without where they were taken unless that is wanted.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { PLACE, film, photo } from './support/camera';
import { expect, test } from './support/fixtures';
import type { Server } from './support/server';
import { type Seat, caseCount, fillReport, openCase, owner, patient, says, send, staff } from './support/story';
import { words } from './support/words';

interface Attachment {
  digest: string;
  media: string;
  bytes: number;
}

/** Ines with a case of her own open, in English. */
async function withCase(browser: Browser, server: Server): Promise<Seat> {
  const ines = await owner(browser, server, /Ines Morgen/, 'en');
  await ines.page.getByRole('link', { name: ines.w('home-report') }).first().click();
  await fillReport(ines, 'It rattles.');
  await send(ines).click();
  await says(ines, /Hamburg Hafen has your report/);
  return ines;
}

const field = ({ page, w }: Seat) => page.getByLabel(w('photos-add'), { exact: true });
const tile = ({ page, w }: Seat, n: number) => page.getByRole('img', { name: w('photos-photo', { n: String(n) }), exact: true });
const caseId = ({ page }: Seat) => new URL(page.url()).pathname.split('/')[2] as string;

/** The case's files, by the server's own word. */
async function files(seat: Seat): Promise<Attachment[]> {
  const answer = await seat.page.request.get(`${new URL(seat.page.url()).origin}/api/cases/${caseId(seat)}`);
  return ((await answer.json()) as { attachments?: Attachment[] }).attachments ?? [];
}

/** Waits until the case has so many. */
async function arrived(seat: Seat, count: number): Promise<Attachment[]> {
  await expect(async () => expect(await files(seat)).toHaveLength(count)).toPass(patient);
  return files(seat);
}

/** A file as the server gives it. */
async function given(seat: Seat, { digest }: Attachment): Promise<Buffer> {
  const answer = await seat.page.request.get(`${new URL(seat.page.url()).origin}/api/cases/${caseId(seat)}/attachments/${digest}`);
  return answer.body();
}

/** How large a photo is shown, in its own pixels. */
const size = (page: Page, url: string) =>
  page.evaluate(async (url) => {
    const image = await createImageBitmap(await (await fetch(url)).blob());
    return [image.width, image.height];
  }, url);

const sha256 = (bytes: Buffer) => createHash('sha256').update(new Uint8Array(bytes)).digest('hex');

test('a report with three photos, sent without a network from a browser that is closed: one report, three photos', async ({ browser, playwright, server, launchOptions }) => {
  const folder = mkdtempSync(join(tmpdir(), 'servicelane-browser-'));
  const launched: BrowserContext[] = [];
  const open = async (): Promise<Seat> => {
    const context = await playwright.chromium.launchPersistentContext(folder, { ...launchOptions, locale: 'en', viewport: { width: 390, height: 844 } });
    launched.push(context);
    return { page: context.pages()[0] ?? (await context.newPage()), w: words('en') };
  };
  try {
    let ines = await open();
    await ines.page.goto(`${server.url}/`);
    await ines.page.getByRole('button', { name: /Ines Morgen/ }).click();
    await expect(ines.page.getByRole('navigation').first()).toBeVisible();
    // The browser has what it needs to open the portal again.
    await expect(async () => {
      const kept = await ines.page.evaluate(async () => [await (await caches.match('/build'))?.text(), !!(await caches.match('/api/session'))]);
      expect(kept).toEqual([expect.any(String), true]);
    }).toPass(patient);
    const taken = [await photo(ines.page, 1), await photo(ines.page, 2), await photo(ines.page, 3)];
    await server.kill9();

    await ines.page.getByRole('link', { name: ines.w('home-report') }).first().click();
    await field(ines).setInputFiles(taken);
    await expect(tile(ines, 3)).toBeVisible();
    await fillReport(ines, 'It rattles behind the door, see the photos.');
    await expect(tile(ines, 3)).toBeVisible();
    await send(ines).click();
    await expect(ines.page.getByText(ines.w('not-sent-yet')).first()).toBeVisible();
    await ines.page.context().close();

    ines = await open();
    await ines.page.goto(`${server.url}/report`);
    await expect(ines.page.getByText(ines.w('not-sent-yet')).first()).toBeVisible();
    await server.restart();
    await says(ines, /Hamburg Hafen has your report/);
    const there = await arrived(ines, 3);
    expect(await caseCount(ines)).toBe(1);
    await expect(tile(ines, 3)).toBeVisible();
    for (const [n, file] of there.entries()) {
      expect(file.media).toBe('jpeg');
      expect(file.bytes).toBeLessThan((taken[n]?.buffer.length ?? 0) / 2);
      const bytes = await given(ines, file);
      expect(sha256(bytes)).toBe(file.digest);
      expect(bytes.includes(PLACE)).toBe(false);
      // Upright, as it was held.
      expect(await size(ines.page, `/api/cases/${caseId(ines)}/attachments/${file.digest}`)).toEqual([1365, 2048]);
    }
    // Nothing of it stays in the browser.
    await expect(async () => {
      const left = await ines.page.evaluate(async () => (await (await caches.open('files:owner')).keys()).length);
      expect(left).toBe(0);
    }).toPass(patient);

    const sam = await staff(browser, server, /Sam Okafor/, 'en');
    await openCase(sam, 'see the photos');
    await expect(tile(sam, 3)).toBeVisible();
  } finally {
    for (const context of launched) await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('as it was taken: with the place where that is wanted, without a pixel changed where it is not', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  const [first, second] = [await photo(ines.page, 1), await photo(ines.page, 2)];
  await ines.page.getByText(ines.w('photos-how'), { exact: true }).click();
  const how = (key: string) => ines.page.getByRole('radio', { name: ines.w(key), exact: true });
  await expect(how('photos-how-small')).toBeChecked();
  await how('photos-how-taken').check();
  await field(ines).setInputFiles(first);
  const [taken] = await arrived(ines, 1);
  expect(taken?.digest).toBe(sha256(first.buffer));

  await how('photos-how-whole').check();
  await field(ines).setInputFiles(second);
  const [, whole] = await arrived(ines, 2);
  const bytes = await given(ines, whole as Attachment);
  expect(bytes.includes(PLACE)).toBe(false);
  expect(second.buffer.length - bytes.length).toBeLessThan(200);
  expect(await size(ines.page, `/api/cases/${caseId(ines)}/attachments/${whole?.digest}`)).toEqual([2000, 3000]);
  // The choice is remembered.
  await ines.page.reload();
  await ines.page.getByText(ines.w('photos-how'), { exact: true }).click();
  await expect(how('photos-how-whole')).toBeChecked();
});

test('a film goes on where the line broke, and does not say where it was taken', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  const from: number[] = [];
  let broken = 0;
  await ines.page.context().route('**/uploads/**', async (route) => {
    const at = new URL(route.request().url()).searchParams.get('from');
    if (at === null) return route.continue();
    from.push(Number(at));
    // Each third part does not arrive, and of each third that does nobody hears.
    if (from.length % 3 === 0) {
      broken += 1;
      if (broken % 2 === 0) await route.fetch();
      return route.abort('connectionreset');
    }
    return route.continue();
  });
  const taken = film(3_000_000);
  await field(ines).setInputFiles(taken);
  const [there] = await arrived(ines, 1);
  expect(there).toMatchObject({ media: 'mp4', bytes: taken.buffer.length });
  const bytes = await given(ines, there as Attachment);
  expect(bytes.includes(PLACE)).toBe(false);
  expect(bytes.includes('filmfilm')).toBe(true);
  expect(broken).toBeGreaterThan(1);
  expect(from.filter((at) => at === 0)).toHaveLength(1);
  await expect(ines.page.getByLabel(ines.w('photos-video', { n: '1' })).first()).toBeVisible();
});

test('whose answer is lost is there once', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  let lost = 0;
  await ines.page.context().route('**/attachments', async (route) => {
    if (lost === 2) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await field(ines).setInputFiles([await photo(ines.page, 1), await photo(ines.page, 2)]);
  await expect(async () => expect(lost).toBe(2)).toPass(patient);
  await expect(ines.page.getByRole('button', { name: new RegExp(`^${ines.w('photos-cancel')}`) })).toHaveCount(0, patient);
  expect(new Set((await files(ines)).map((file) => file.digest)).size).toBe(2);
  expect(await files(ines)).toHaveLength(2);
});

test('chosen in one tab that is closed, it is sent from the other', async ({ browser, server }) => {
  const first = await withCase(browser, server);
  const second = { ...first, page: await first.page.context().newPage() };
  await second.page.goto(first.page.url());
  await expect(field(second)).toBeVisible();
  const taken = await photo(second.page, 1);
  await server.kill9();
  await field(second).setInputFiles(taken);
  await expect(second.page.getByText(second.w('photos-not-sent')).first()).toBeVisible();
  await expect(tile(first, 1)).toBeVisible();
  await second.page.close();
  await server.restart();
  await arrived(first, 1);
  await expect(first.page.getByText(first.w('photos-not-sent'))).toHaveCount(0, patient);
});

test('a session that ends meanwhile holds it up until the same person is back', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  const url = ines.page.url();
  await ines.page.context().route('**/uploads/**', (route) => route.abort('connectionreset'));
  await field(ines).setInputFiles([await photo(ines.page, 1), await photo(ines.page, 2)]);
  await expect(ines.page.getByText(ines.w('photos-not-sent')).first()).toBeVisible();
  await ines.page.context().clearCookies();
  await ines.page.context().unroute('**/uploads/**');
  await expect(ines.page.getByRole('button', { name: /Ines Morgen/ })).toBeVisible(patient);
  await ines.page.getByRole('button', { name: /Ines Morgen/ }).click();
  // Whoever leaves before the answer is there has not signed in.
  await expect(ines.page.getByRole('navigation')).toBeVisible(patient);
  await ines.page.goto(url);
  await arrived(ines, 2);
  expect(await caseCount(ines)).toBe(1);
});

test('what the browser has thrown away says so, and can be chosen again', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  const taken = await photo(ines.page, 1);
  await server.kill9();
  await field(ines).setInputFiles(taken);
  await expect(ines.page.getByText(ines.w('photos-not-sent')).first()).toBeVisible();
  await ines.page.evaluate(() => caches.delete('files:owner'));
  await server.restart();
  await expect(ines.page.getByText(ines.w('photos-gone'))).toBeVisible(patient);
  await field(ines).setInputFiles(taken);
  await arrived(ines, 1);
  await expect(ines.page.getByText(ines.w('photos-gone'))).toHaveCount(0);
});

test('one that is taken back on its way does not arrive', async ({ browser, server }) => {
  const ines = await withCase(browser, server);
  await ines.page.context().route('**/uploads/**', async (route) => {
    const at = new URL(route.request().url()).searchParams.get('from');
    return at === null || at === '0' ? route.continue() : route.abort('connectionreset');
  });
  await field(ines).setInputFiles(await photo(ines.page, 1));
  const cancel = ines.page.getByRole('button', { name: `${ines.w('photos-cancel')}: ${ines.w('photos-photo', { n: '1' })}` });
  await expect(ines.page.getByText(ines.w('photos-not-sent')).first()).toBeVisible();
  await cancel.click();
  await expect(cancel).toHaveCount(0);
  await ines.page.context().unroute('**/uploads/**');
  await field(ines).setInputFiles(await photo(ines.page, 2));
  await arrived(ines, 1);
});

test('what is no photo, and what is too large, is said by its name; a photo taken out of a report comes back', async ({ browser, server }) => {
  const ines = await owner(browser, server, /Ines Morgen/, 'en');
  await ines.page.getByRole('link', { name: ines.w('home-report') }).first().click();
  const folder = mkdtempSync(join(tmpdir(), 'servicelane-film-'));
  const long = join(folder, 'long.mp4');
  writeFileSync(long, new Uint8Array(film(64 * 1024 * 1024).buffer));
  await field(ines).setInputFiles(long);
  await expect(ines.page.getByText(ines.w('photos-large', { name: 'long.mp4', most: '64 MB' }))).toBeVisible();
  rmSync(folder, { recursive: true });
  await field(ines).setInputFiles([
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('<script>alert(1)</script>') },
    await photo(ines.page, 1),
  ]);
  await expect(ines.page.getByText(ines.w('photos-unknown', { name: 'notes.txt' }))).toBeVisible();
  await ines.page.getByRole('button', { name: `${ines.w('photos-remove')}: ${ines.w('photos-photo', { n: '1' })}` }).click();
  await expect(tile(ines, 1)).toHaveCount(0);
  await ines.page.getByRole('button', { name: ines.w('undo'), exact: true }).click();
  await expect(tile(ines, 1)).toBeVisible();
  await ines.page.reload();
  await expect(tile(ines, 1)).toBeVisible();
});
