// The portal in an app around it: Android's channel, iOS's, one that fails, and none. hosts/ has the hostile ones, and
// signing in outside.
import { readFileSync } from 'node:fs';
import { Host, enter, one, root, safe, welcome } from './hosts/host';
import { Person, configured, report, within } from './support/api';
import { expect, test } from './support/fixtures';
import type { Server } from './support/server';
import { words } from './support/words';

const w = words('en');
const everything = ['dial', 'mail', 'map', 'share', 'calendar', 'notify', 'signIn'];
const still = { top: 0, right: 0, bottom: 0, left: 0 };

/** A case of Ines's that Sam has, so that its managers can be reached. */
async function accepted(server: Server): Promise<{ ines: Person; sam: Person; id: string }> {
  const ines = await Person.of(server, 'ines', '/api');
  const sam = await Person.of(server, 'sam', '/api/desk');
  const id = await ines.does('/cases', report());
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(3600) });
  return { ines, sam, id };
}

for (const channel of ['android', 'ios'] as const) {
  test.describe(channel, () => {
    test('the host says where, how light and in which language, at once and whenever it changes', async ({ page }) => {
      const capabilities = {
        methods: everything,
        surface: { name: 'phone' },
        theme: { name: 'night' },
        locale: { tag: 'de-AT' },
        safeArea: { ...still, top: 44, bottom: 34 },
        textScale: { factor: 1.25 },
      };
      const host = await Host.around(page, { channel, capabilities });
      await page.goto('/');
      // The window is a desktop's, and so are its theme and language: the host's word is taken.
      await welcome(page, 'de');
      await expect(root(page)).toHaveAttribute('data-surface', 'phone');
      await expect(root(page)).toHaveAttribute('data-theme', 'night');
      expect(await safe(page, 'top')).toBe('44px');
      expect(await safe(page, 'bottom')).toBe('34px');
      const [asked] = await host.heard('req', 'capabilities');
      expect(asked).toMatchObject({ v: 1, params: { page: 'owner' } });

      await host.says('theme', { name: 'day' });
      await expect(root(page)).toHaveAttribute('data-theme', 'day');
      await host.says('safeArea', { ...still, left: 30 });
      expect([await safe(page, 'top'), await safe(page, 'left')]).toEqual(['0px', '30px']);
      // Twice: the first was the host's choice, not the person's.
      for (const [tag, lang] of [['nn-NO', 'nb'], ['es', 'es']] as const) {
        await host.says('locale', { tag });
        await welcome(page, lang);
      }
      // A car that nobody hears anything of is locked.
      await host.says('surface', { name: 'car' });
      await expect(root(page)).toHaveAttribute('data-surface', 'car');
      await expect(page.getByRole('heading', { level: 1, name: words('es')('screen-waits') })).toBeVisible();
      await expect(page.getByRole('button')).toHaveCount(0);
    });

    test('what the person chose here wins over the host, and stays chosen', async ({ page }) => {
      const capabilities = { methods: [], theme: { name: 'day' }, locale: { tag: 'de' } };
      const host = await Host.around(page, { channel, capabilities });
      await page.goto('/');
      await welcome(page, 'de');
      await page.getByRole('radio', { name: 'Español' }).check({ force: true });
      await welcome(page, 'es');
      await page.getByRole('radio', { name: words('es')('theme-night'), exact: true }).check({ force: true });
      await expect(root(page)).toHaveAttribute('data-theme', 'night');
      await host.says('theme', { name: 'day' });
      expect(await host.asks('locale', { tag: 'nb' })).toMatchObject({ result: { done: true } });
      await expect(root(page)).toHaveAttribute('data-theme', 'night');
      await page.reload();
      await welcome(page, 'es');
      await expect(root(page)).toHaveAttribute('data-theme', 'night');
    });

    test('a number and a mail go to the host, and the call is on the case as ever', async ({ page, server }) => {
      const { id } = await accepted(server);
      const host = await Host.around(page, { channel, capabilities: { methods: everything } });
      await enter(page);
      await page.goto(`/cases/${id}/managers`);
      const call = page.locator('a[href^="tel:"]').first();
      const number = await call.getAttribute('href');
      const kept = page.waitForResponse((answer) => answer.url().endsWith(`/cases/${id}/contacts`) && answer.request().method() === 'POST');
      await call.click();
      expect((await one(host, 'dial')).params).toEqual({ url: number });
      expect((await kept).status()).toBe(201);
      await page.locator('a[href^="mailto:"]').first().click();
      expect((await one(host, 'mail')).params?.url).toMatch(/^mailto:.+@.+/);
    });

    test('the case’s record is shared, and the visit goes into the calendar', async ({ page, server }) => {
      const { ines, id } = await accepted(server);
      const host = await Host.around(page, { channel, capabilities: { methods: everything } });
      await enter(page);
      const { offers } = (await (await page.request.get(`/api/cases/${id}/offers`)).json()) as { offers: Record<string, unknown>[] };
      const { centre, kind, starts, price } = offers[0];
      await ines.does(`/cases/${id}/appointment`, { centre, kind, starts, price });
      await page.goto(`/cases/${id}`);

      await page.getByRole('link', { name: w('record-save') }).click();
      const record = (await one(host, 'share')).params as { name: string; type: string; data: string };
      expect(record.name).toMatch(/^case-.+\.json$/);
      expect(JSON.parse(Buffer.from(record.data, 'base64').toString('utf8'))).toHaveProperty('events');

      await page.getByRole('link', { name: w('appointment-calendar-file') }).click();
      const visit = (await one(host, 'calendar')).params as { type: string; data: string };
      expect(visit.type).toContain('text/calendar');
      expect(Buffer.from(visit.data, 'base64').toString('utf8')).toMatch(/^BEGIN:VCALENDAR/);
    });

    test('back goes a page back, from a page opened alone to Home, and from Home to the host', async ({ page, server }) => {
      const { id } = await accepted(server);
      const host = await Host.around(page, { channel, capabilities: { methods: [] } });
      await enter(page);
      expect(await host.asks('back')).toMatchObject({ result: { done: false } });
      await page.getByRole('link', { name: w('nav-report'), exact: true }).first().click();
      await expect(page).toHaveURL(/\/report/);
      expect(await host.asks('back')).toMatchObject({ result: { done: true } });
      await expect(page).toHaveURL(/\/$/);

      // A touched notification opens its case; no host opens anything else.
      expect(await host.asks('open', { path: `/cases/${id}` })).toMatchObject({ result: { done: true } });
      await expect(page).toHaveURL(new RegExp(`/cases/${id}$`));
      await expect(page.getByRole('link', { name: w('record-save') })).toBeVisible();
      for (const path of ['https://evil.example/', '//evil.example', '/api/sign-in/callback?code=1&state=2']) {
        expect(await host.asks('open', { path })).toMatchObject({ error: { code: 'invalid-params' } });
      }
      await expect(page).toHaveURL(new RegExp(`/cases/${id}$`));

      // A window that begins with a case has no page before it.
      const alone = await page.context().newPage();
      const around = await Host.around(alone, { channel, capabilities: { methods: [] } });
      await alone.goto(`/cases/${id}`);
      await expect(alone.getByRole('link', { name: w('record-save') })).toBeVisible();
      expect(await around.asks('back')).toMatchObject({ result: { done: true } });
      await expect(alone).toHaveURL(/\/$/);
      await expect(alone.getByRole('link', { name: w('record-save') })).toBeHidden();
      expect(await around.asks('back')).toMatchObject({ result: { done: false } });
    });

    test('news that arrives while nobody looks goes to the host, without saying what it is', async ({ page, server }) => {
      const { ines, sam, id } = await accepted(server);
      const host = await Host.around(page, { channel, capabilities: { methods: everything } });
      await enter(page);
      await page.goto(`/cases/${id}`);
      await expect(page.getByRole('link', { name: w('record-save') })).toBeVisible();
      const live = (text: string) => expect(page.getByText(text).first()).toBeAttached();
      await sam.does(`/cases/${id}/messages`, { text: 'Seen by somebody who looks.' });
      await live('Seen by somebody who looks.');
      expect(await host.heard('req', 'notify')).toEqual([]);

      // As a webview that its app has put away says it.
      await page.evaluate(() => Object.defineProperty(document, 'hidden', { get: () => true }));
      await ines.does(`/cases/${id}/messages`, { text: 'From another window of mine.' });
      await sam.does(`/cases/${id}/messages`, { text: 'It was the battery.' });
      await live('It was the battery.');
      const { params } = await one(host, 'notify');
      expect(params).toMatchObject({ body: w('host-news'), path: `/cases/${id}` });
      expect(JSON.stringify(params)).not.toContain('battery');
    });
  });
}

test('a host that cannot after all leaves it to the browser, and is not asked again', async ({ page, server }) => {
  const { id } = await accepted(server);
  const answers = { share: { error: 'failed' } };
  const host = await Host.around(page, { channel: 'android', capabilities: { methods: ['share'] }, answers });
  await enter(page);
  await page.goto(`/cases/${id}`);
  for (const _ of ['through the host', 'without it']) {
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: w('record-save') }).click();
    expect((await saved).suggestedFilename()).toMatch(/^case-.+\.json$/);
  }
  await one(host, 'share');
});

test('a share that the person closed is not done a second way', async ({ page, server }) => {
  const { id } = await accepted(server);
  const answers = { share: { error: 'cancelled' } };
  const host = await Host.around(page, { channel: 'ios', capabilities: { methods: ['share'] }, answers });
  let saved = 0;
  page.on('download', () => (saved += 1));
  await enter(page);
  await page.goto(`/cases/${id}`);
  await page.getByRole('link', { name: w('record-save') }).click();
  await one(host, 'share');
  // The second touch is the host's again, and by then the first would have been saved.
  await page.getByRole('link', { name: w('record-save') }).click();
  await expect.poll(async () => (await host.heard('req', 'share')).length).toBe(2);
  expect(saved).toBe(0);
});

test('with no host it is a page in a browser', async ({ page, server }) => {
  const { id } = await accepted(server);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  await enter(page);
  await page.goto(`/cases/${id}`);
  await expect(root(page)).toHaveAttribute('data-surface', 'desktop');
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: w('record-save') }).click();
  expect(readFileSync(await (await saved).path(), 'utf8')).toContain('"events"');
  await page.goto(`/cases/${id}/managers`);
  // Nobody keeps the browser from its own way with a number; the window hears the touch last.
  await page.evaluate(() =>
    addEventListener('click', (event) => {
      document.title = `taken: ${event.defaultPrevented}`;
      event.preventDefault();
    }),
  );
  await page.locator('a[href^="tel:"]').first().click();
  await expect(page).toHaveTitle('taken: false');
  expect(wrong).toEqual([]);
});

test('a tester’s address says where one is, whatever the host says', async ({ page }) => {
  const host = await Host.around(page, { channel: 'android', capabilities: { methods: [], surface: { name: 'phone' } } });
  await page.goto('/?surface=car');
  await welcome(page, 'en');
  expect(await host.asks('surface', { name: 'desktop' })).toMatchObject({ result: { done: true } });
  await expect(root(page)).toHaveAttribute('data-surface', 'car');
  await page.goto('/?surface=phone');
  await welcome(page, 'en');
  expect(await host.asks('surface', { name: 'car' })).toMatchObject({ result: { done: true } });
  await expect(root(page)).toHaveAttribute('data-surface', 'phone');
});
