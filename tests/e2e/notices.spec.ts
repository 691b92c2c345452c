// Told while the portal is closed: only who switched it on, once, in their language, and never what was said. The mails
// go through a real mail server. What a browser is told is opened and delivered as support/push.ts says; and a click on a
// notification, which no program can make, is the event that a browser makes of it.
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Person, configured, report, within } from './support/api';
import { pass } from './support/clock';
import { test as base, expect } from './support/fixtures';
import { Mailboxes } from './support/mailbox';
import { PushService, type Told, deliverer } from './support/push';
import type { Server } from './support/server';
import { type Seat, owner, patient } from './support/story';
import { like, words } from './support/words';

const INES = 'ines@example.test';
/** Ten in the morning, wherever the tests run: nobody sleeps. */
const morning = `${new Date().toISOString().slice(0, 10)}T10:00:00Z`;

const test = base.extend<{ mail: Mailboxes; push: PushService }>({
  mail: async ({}, use) => {
    const mail = await Mailboxes.start();
    await use(mail);
    await mail.stop();
  },
  push: async ({}, use) => {
    const push = await PushService.start();
    await use(push);
    await push.stop();
  },
  serverOptions: async ({ mail, push }, use) => {
    const ways = `${mail.config}\n${push.config}`;
    await use(['--now', morning, '--config', configured((demo) => demo.replace(/^push = .*$/m, ways))]);
  },
});

/** A case of Ines's, and who writes to her about it. */
async function reported(server: Server): Promise<{ ines: Person; sam: Person; id: string }> {
  const [ines, sam] = [await Person.of(server, 'ines', '/api'), await Person.of(server, 'sam', '/api/desk')];
  return { ines, sam, id: await ines.does('/cases', report()) };
}
const accepts = (sam: Person, id: string) => sam.does(`/cases/${id}/acceptance`, { next_update: within(2 * 86_400) });
const writes = (sam: Person, id: string, text = 'Strictly between us.') => sam.does(`/cases/${id}/messages`, { text });

/** A mailbox that its owner has confirmed, without a browser. */
async function confirmed(person: Person, mail: Mailboxes, address: string): Promise<void> {
  await person.puts('/notices/mailbox', { address, lang: 'de' });
  await person.posts('/notices/mailbox/confirmation', { code: (await mail.next(address)).code });
}
const wishes = (change: object) => ({ mail: false, push: false, calendar: false, quiet: null, zone: 'Europe/Berlin', lang: 'de', ...change });
/** Ines is told by mail already. */
async function told(ines: Person, mail: Mailboxes, change: object = { mail: true }): Promise<void> {
  await confirmed(ines, mail, INES);
  await ines.puts('/notices', wishes(change));
}

/** Nothing more comes: what would have come was due before two letters that come one after the other. */
async function silence(server: Server, mail: Mailboxes): Promise<void> {
  for (const [id, address] of [['jon', 'jon@example.test'], ['carmen', 'carmen@example.test']] as const) {
    await confirmed(await Person.of(server, id, '/api'), mail, address);
  }
  expect(mail.in(INES)).toEqual([]);
}

const way = ({ page, w }: Seat, key: string) => page.getByRole('switch', { name: w(key), exact: true });
/** The next answer to a change of what somebody wants to be told. */
const saved = ({ page }: Seat) =>
  page.waitForResponse((answer) => answer.url().endsWith('/api/notices') && answer.request().method() === 'PUT');
const button = ({ page, w }: Seat, key: string) => page.getByRole('button', { name: w(key), exact: true });
const field = ({ page, w }: Seat, key: string) => page.getByLabel(w(key), { exact: true });

/** Somebody at their account. */
async function account(seat: Seat): Promise<Seat> {
  await seat.page.getByRole('link', { name: seat.w('nav-account'), exact: true }).click();
  await expect(seat.page.getByRole('heading', { name: seat.w('notices-title') })).toBeVisible();
  return seat;
}

/** Types the code of the last letter. */
async function typesCode(seat: Seat, mail: Mailboxes): Promise<void> {
  await field(seat, 'notices-code').fill((await mail.next(INES)).code);
  await button(seat, 'notices-confirm').click();
}

test('an address is shown to be hers; then a mail in her language leads to the case, and says nothing that was said', async ({ browser, server, mail }) => {
  const { sam, id } = await reported(server);
  const ines = await account(await owner(browser, server, /Ines Morgen/, 'de'));
  const { page, w } = ines;
  await expect(way(ines, 'notices-mail')).not.toBeChecked();
  await expect(way(ines, 'notices-calendar')).toHaveCount(0);
  await way(ines, 'notices-mail').check();
  await expect(field(ines, 'notices-address')).toBeFocused();
  await field(ines, 'notices-address').fill(INES);
  // What is typed is kept.
  await page.reload();
  await expect(field(ines, 'notices-address')).toHaveValue(INES);
  await button(ines, 'notices-send').click();
  await expect(page.getByText(like(w('notices-sent')))).toContainText(INES);
  const letter = await mail.next(INES);
  expect(letter.subject).toMatch(/^Ihr Code für/);

  const wrong = letter.code === '123456' ? '654321' : '123456';
  await field(ines, 'notices-code').fill(wrong);
  await button(ines, 'notices-confirm').click();
  await expect(page.getByText(w('problem-code-wrong'))).toBeVisible();
  await expect(field(ines, 'notices-code')).toBeFocused();
  // Told apart as people write it down.
  await field(ines, 'notices-code').fill(`${letter.code.slice(0, 3)} ${letter.code.slice(3)}`);
  await button(ines, 'notices-confirm').click();
  for (const key of ['notices-mail', 'notices-calendar', 'notices-quiet']) await expect(way(ines, key)).toBeChecked();
  await expect(page.getByText(w('notices-goes-to', { address: INES }))).toBeVisible();
  await expect(page.getByText(w('notices-saved'))).toBeVisible();

  await page.close();
  await accepts(sam, id);
  await pass(server, 2);
  const news = await mail.next(INES);
  expect(news.subject).toContain(w('told-taken'));
  expect(news.text).toContain('Guten Tag Ines');
  expect(news.off).toContain('/api/notices/off/');
  expect(new URL(news.link).pathname).toBe(`/cases/${id}`);
  const again = await page.context().newPage();
  await again.goto(`${server.url}${new URL(news.link).pathname}`);
  await expect(again.getByText('It rattles.')).toBeVisible();
});

test('what happens within a minute is one mail', async ({ server, mail }) => {
  const { ines, sam, id } = await reported(server);
  await told(ines, mail);
  await accepts(sam, id);
  await writes(sam, id);
  await pass(server, 2);
  const letter = await mail.next(INES);
  expect(letter.text).toContain('2 Dinge sind neu. Zuletzt: Sie haben eine Nachricht.');
  expect(letter.text).not.toContain('between us');
  await pass(server, 60);
  await silence(server, mail);
});

test('what an open page has shown is not told; what it did not show is', async ({ browser, server, mail }) => {
  const { ines, sam, id } = await reported(server);
  await told(ines, mail);
  const seat = await owner(browser, server, /Ines Morgen/, 'de');
  const { page } = seat;
  await page.goto(`${server.url}/cases/${id}`);
  await expect(page.getByText('It rattles.')).toBeVisible();
  const seen = page.waitForResponse((answer) => answer.url().endsWith('/seen') && answer.request().postData() === '{"seq":3}');
  await accepts(sam, id);
  await writes(sam, id);
  await expect(page.getByText('between us').first()).toBeVisible();
  expect((await seen).status()).toBe(204);
  await pass(server, 2);
  await silence(server, mail);
  // On another page of the portal nobody reads the message.
  await account(seat);
  await writes(sam, id);
  await pass(server, 2);
  expect((await mail.next(INES)).text).toContain('Nachricht');
});

test('the switch on the account page counts for the case page at once', async ({ browser, server, mail }) => {
  const { ines: api, sam, id } = await reported(server);
  await confirmed(api, mail, INES);
  const ines = await account(await owner(browser, server, /Ines Morgen/, 'de'));
  await way(ines, 'notices-mail').check();
  await expect(ines.page.getByText(ines.w('notices-saved'))).toBeVisible();
  const seen = ines.page.waitForResponse((answer) => answer.url().endsWith('/seen'));
  await ines.page.getByRole('link', { name: ines.w('nav-case'), exact: true }).click();
  expect((await seen).status()).toBe(204);
  const next = ines.page.waitForResponse((answer) => answer.url().endsWith('/seen'));
  await accepts(sam, id);
  await next;
  await pass(server, 2);
  await silence(server, mail);
});

test('in her quiet hours she sleeps, and hears of it when they are over', async ({ browser, server, mail }) => {
  const { ines: api, sam, id } = await reported(server);
  await told(api, mail);
  const ines = await account(await owner(browser, server, /Ines Morgen/, 'de'));
  await way(ines, 'notices-quiet').check();
  // By the clock of the person, which is not the server's.
  const zone = Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const minute = (later: number) => {
    const [h, m] = zone.format(Date.parse(morning) + later * 60_000).split(':').map(Number) as [number, number];
    return String(h * 60 + m);
  };
  await field(ines, 'notices-quiet-from').selectOption(minute(-60));
  await field(ines, 'notices-quiet-to').selectOption(minute(60));
  await expect(async () => {
    const { wishes } = await api.reads<{ wishes: { quiet: { from: number; to: number } } }>('/notices');
    expect(wishes.quiet).toEqual({ from: Number(minute(-60)), to: Number(minute(60)) });
  }).toPass(patient);
  await accepts(sam, id);
  await pass(server, 5);
  await silence(server, mail);
  await pass(server, 60);
  expect((await mail.next(INES)).subject).toContain(ines.w('told-taken'));
});

test('nothing more comes once it is switched off: on the page, or with the one touch of a mail program', async ({ browser, server, mail, request }) => {
  const { ines: api, sam, id } = await reported(server);
  await told(api, mail);
  await accepts(sam, id);
  await pass(server, 2);
  const letter = await mail.next(INES);
  // A mail program asks without a session, and from nowhere.
  expect((await request.post(letter.off, { form: { 'List-Unsubscribe': 'One-Click' } })).status()).toBe(204);
  const ines = await account(await owner(browser, server, /Ines Morgen/, 'de'));
  await expect(way(ines, 'notices-mail')).not.toBeChecked();
  await writes(sam, id);
  await pass(server, 60);
  await silence(server, mail);

  const on = saved(ines);
  await way(ines, 'notices-mail').check();
  await on;
  await writes(sam, id);
  await pass(server, 2);
  await mail.next(INES);
  const off = saved(ines);
  await way(ines, 'notices-mail').uncheck();
  await off;
  await writes(sam, id);
  await pass(server, 60);
  expect(mail.in(INES)).toEqual([]);
});

test('an address that takes no mail is said to take none, and goes when it is removed', async ({ browser, server, mail }) => {
  mail.refused.add('nobody@example.test');
  const ines = await account(await owner(browser, server, /Ines Morgen/, 'en'));
  await way(ines, 'notices-mail').check();
  await button(ines, 'notices-send').click();
  await expect(ines.page.getByText(ines.w('fault-empty'))).toBeVisible();
  await field(ines, 'notices-address').fill('nobody@example.test');
  await field(ines, 'notices-address').press('Enter');
  await expect(ines.page.getByText(like(ines.w('notices-refused')))).toBeVisible(patient);
  // What was typed is there to be mended.
  await expect(field(ines, 'notices-address')).toHaveValue('nobody@example.test');
  await field(ines, 'notices-address').fill(INES);
  await button(ines, 'notices-send').click();
  await typesCode(ines, mail);
  await expect(way(ines, 'notices-mail')).toBeChecked();
  await button(ines, 'notices-remove-address').click();
  await expect(way(ines, 'notices-mail')).not.toBeChecked();
  await expect(way(ines, 'notices-calendar')).toHaveCount(0);
  const api = await Person.of(server, 'ines', '/api');
  expect(await api.reads('/notices')).toMatchObject({ wishes: { mail: false, calendar: false }, browsers: [] });
});

test('without a network nothing is said to be saved, and no letter of the address is lost', async ({ browser, server }) => {
  const ines = await account(await owner(browser, server, /Ines Morgen/, 'en'));
  await way(ines, 'notices-mail').check();
  await field(ines, 'notices-address').fill(INES);
  await server.kill9();
  await button(ines, 'notices-send').click();
  await expect(ines.page.getByText(ines.w('notices-unsaved'))).toBeVisible();
  await expect(field(ines, 'notices-address')).toHaveValue(INES);
  await server.restart();
  await button(ines, 'notices-send').click();
  await expect(field(ines, 'notices-code')).toBeFocused();
});

test('mails follow the language of the portal', async ({ browser, server, mail }) => {
  const { ines: api, sam, id } = await reported(server);
  await told(api, mail);
  const ines = await account(await owner(browser, server, /Ines Morgen/, 'de'));
  const changed = saved(ines);
  await ines.page.getByRole('radio', { name: 'Norsk', exact: false }).check();
  await changed;
  await ines.page.close();
  await accepts(sam, id);
  await pass(server, 2);
  expect((await mail.next(INES)).subject).toContain(words('nb')('told-taken'));
});

test('an agreed visit comes for the calendar, and goes from it when it is called off', async ({ server, mail }) => {
  const { ines, sam, id } = await reported(server);
  await told(ines, mail, { calendar: true });
  await accepts(sam, id);
  const { offers } = await ines.reads<{ offers: { centre: string; kind: string; starts: number; price: unknown }[] }>(`/cases/${id}/offers`);
  const { centre, kind, starts, price } = offers.find((offer) => offer.kind === 'centre') as (typeof offers)[0];
  await ines.does(`/cases/${id}/appointment`, { centre, kind, starts, price });
  await pass(server, 2);
  const visit = (await mail.next(INES)).calendar;
  const line = (name: string, of: string) => of.match(new RegExp(`^${name}[:;](.*)$`, 'm'))?.[1]?.trim();
  expect(visit).toContain('METHOD:REQUEST');
  expect(line('DTSTART', visit)).toBe(new Date(starts).toISOString().replace(/[-:]|\.\d+/g, ''));
  expect(line('ATTENDEE', visit)).toContain(`mailto:${INES}`);
  await ines.does(`/cases/${id}/appointment-cancellation`, {});
  await pass(server, 2);
  const off = (await mail.next(INES)).calendar;
  expect(off).toContain('METHOD:CANCEL');
  expect(line('UID', off)).toBe(line('UID', visit));
  expect(Number(line('SEQUENCE', off))).toBeGreaterThan(Number(line('SEQUENCE', visit)));
});

/** Ines in a browser that shows notifications, at her account. */
async function browsing(browser: Browser, server: Server, push: PushService, name: string): Promise<Seat> {
  const context = await browser.newContext({ locale: 'de', viewport: { width: 390, height: 844 } });
  await context.grantPermissions(['notifications'], { origin: server.url });
  await push.serve(context, name);
  const page = await context.newPage();
  await page.goto(`${server.url}/`);
  await page.getByRole('button', { name: /Ines Morgen/ }).click();
  return account({ page, w: words('de') });
}

/** The notifications that stand, asked from a page that is none of the portal's. */
const standing = (page: Page) =>
  page.evaluate(async () => {
    const all = (await (await navigator.serviceWorker.getRegistration())?.getNotifications()) ?? [];
    return all.map(({ title, body, tag, data }) => ({ title, body, tag, seq: (data as { seq: number }).seq }));
  });

/** Touches the notification that stands: what its service worker is given then, and what it opens. */
async function touch(context: BrowserContext): Promise<string[]> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('The service worker sleeps.');
  return worker.evaluate(async () => {
    const here = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      clients: { openWindow(path: string): Promise<null> };
      dispatchEvent(event: Event): boolean;
      NotificationEvent: new (type: string, init: object) => Event & { waitUntil(done: Promise<unknown>): void };
    };
    const opened: string[] = [];
    // No program may open a window without a finger.
    here.clients.openWindow = async (path) => (opened.push(path), null);
    const [notification] = await here.registration.getNotifications();
    const event = new here.NotificationEvent('notificationclick', { notification });
    let done: Promise<unknown> | undefined;
    event.waitUntil = (wait) => (done = wait);
    here.dispatchEvent(event);
    await done;
    return opened;
  });
}

/** Tells whether the service worker has looked for windows since, which is the last thing it does before it shows nothing. */
async function looking(context: BrowserContext): Promise<() => Promise<boolean>> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('The service worker sleeps.');
  await worker.evaluate(() => {
    const here = globalThis as unknown as { clients: { matchAll(what: object): Promise<unknown> }; looked: boolean };
    const all = here.clients.matchAll.bind(here.clients);
    here.looked = false;
    here.clients.matchAll = (what) => all(what).finally(() => (here.looked = true));
  });
  return () => worker.evaluate(() => (globalThis as unknown as { looked: boolean }).looked);
}

test('a browser that she allowed is told while no page is open; touched, the case is opened', async ({ browser, server, push }) => {
  const { ines: api, sam, id } = await reported(server);
  const ines = await browsing(browser, server, push, 'one');
  const { page } = ines;
  await way(ines, 'notices-push').check();
  await expect(way(ines, 'notices-quiet')).toBeChecked();
  const awake = saved(ines);
  await way(ines, 'notices-quiet').uncheck();
  await awake;
  const { push: key, browsers } = await api.reads<{ push: string; browsers: { name: string }[] }>('/notices');
  expect(await page.evaluate(() => localStorage.getItem('test:push'))).toBe(key);
  expect(browsers.map(({ name }) => name)).toEqual(['Chrome, Linux']);
  await page.reload();
  await expect(way(ines, 'notices-push')).toBeChecked();

  await page.goto(`${server.url}/livez`);
  const deliver = await deliverer(page, server.url);
  await accepts(sam, id);
  await pass(server, 2);
  const first = await push.next('one');
  const { title, text, seq } = JSON.parse(first) as Told;
  expect(text).toBe(ines.w('told-taken'));
  await deliver(first);
  await expect(async () => expect(await standing(page)).toEqual([{ title, body: text, tag: id, seq }])).toPass(patient);

  // Of two the newer stands, whichever comes last.
  await writes(sam, id);
  await pass(server, 2);
  const second = await push.next('one');
  const newer = JSON.parse(second) as Told;
  expect(newer.text).toBe(ines.w('told-message'));
  await deliver(second);
  await expect(async () => expect(await standing(page)).toEqual([expect.objectContaining({ body: newer.text, seq: newer.seq })])).toPass(patient);
  await deliver(first);
  await deliver('{"case":"../desk","seq":"broken"');
  await expect(async () => {
    const all = await standing(page);
    expect(all).toHaveLength(2);
    expect(all).toContainEqual(expect.objectContaining({ body: newer.text, seq: newer.seq }));
    expect(all).toContainEqual(expect.objectContaining({ title: 'Servicelane', body: ines.w('host-news') }));
  }).toPass(patient);
  await page.evaluate(async () => {
    const all = (await (await navigator.serviceWorker.getRegistration())?.getNotifications({ tag: 'news' })) ?? [];
    all.forEach((one) => one.close());
  });

  expect(await touch(page.context())).toEqual([`/cases/${id}`]);
  await expect(async () => expect(await standing(page)).toEqual([])).toPass(patient);

  // A window that is open goes there itself; what it shows takes the notification away, and nothing new is shown beside it.
  await deliver(second);
  await expect(async () => expect(await standing(page)).toHaveLength(1)).toPass(patient);
  const open = await page.context().newPage();
  await open.goto(`${server.url}/`);
  await expect(open.getByRole('navigation').first()).toBeVisible();
  expect(await standing(page)).toHaveLength(1);
  await touch(page.context());
  await expect(open).toHaveURL(`${server.url}/cases/${id}`);
  await expect(open.getByText('between us').first()).toBeVisible();
  await expect(async () => expect(await standing(page)).toEqual([])).toPass(patient);
  const looked = await looking(page.context());
  await deliver(first);
  await expect.poll(looked).toBe(true);
  expect(await standing(page)).toEqual([]);
});

test('each browser is switched off for itself, or from another one; and by signing out', async ({ browser, server, push }) => {
  const { sam, id } = await reported(server);
  const one = await browsing(browser, server, push, 'one');
  await way(one, 'notices-push').check();
  await expect(one.page.getByText(one.w('notices-saved'))).toBeVisible();
  const awake = saved(one);
  await way(one, 'notices-quiet').uncheck();
  await awake;
  const two = await browsing(browser, server, push, 'two');
  await expect(way(two, 'notices-push')).not.toBeChecked();
  await way(two, 'notices-push').check();
  await expect(two.page.getByText(two.w('notices-saved'))).toBeVisible();
  await two.page.getByRole('button', { name: two.w('notices-remove-one', { browser: 'Chrome, Linux' }) }).click();
  await expect(two.page.getByText(two.w('notices-browsers'))).toHaveCount(0);
  await accepts(sam, id);
  await pass(server, 2);
  await push.next('two');
  expect(push.waiting('one')).toBe(0);

  await two.page.getByRole('button', { name: two.w('sign-out'), exact: true }).click();
  await expect(two.page.getByRole('button', { name: /Ines Morgen/ })).toBeVisible();
  const api = await Person.of(server, 'ines', '/api');
  expect(await api.reads('/notices')).toMatchObject({ browsers: [] });
  expect(await two.page.evaluate(() => localStorage.getItem('test:push'))).toBeNull();
});

test('a browser that its push service calls by another name is told there, with no page open', async ({ browser, server, push }) => {
  const { ines: api, sam, id } = await reported(server);
  const { page, w } = await browsing(browser, server, push, 'before');
  await page.getByRole('switch', { name: w('notices-push'), exact: true }).check();
  await expect(page.getByText(w('notices-saved'))).toBeVisible();
  await api.puts('/notices', wishes({ push: true }));
  const [worker] = page.context().serviceWorkers();
  await page.goto(`${server.url}/livez`);
  // As the browser says it, which no program can make it say.
  await worker?.evaluate(async ([before, now]) => {
    const event = new Event('pushsubscriptionchange') as Event & { waitUntil(done: Promise<unknown>): void };
    let done: Promise<unknown> | undefined;
    event.waitUntil = (wait) => (done = wait);
    Object.assign(event, { oldSubscription: { endpoint: before }, newSubscription: { toJSON: () => now } });
    dispatchEvent(event);
    await done;
  }, [`${push.origin}/before`, push.subscribed('after')] as const);
  expect((await api.reads<{ browsers: { name: string }[] }>('/notices')).browsers.map(({ name }) => name)).toEqual(['Chrome, Linux']);
  await accepts(sam, id);
  await pass(server, 2);
  expect(JSON.parse(await push.next('after'))).toMatchObject({ case: id, text: w('told-taken') });
  expect(push.waiting('before')).toBe(0);
});

test('where the browser says no, it is said how to change that', async ({ browser, server }) => {
  const context = await browser.newContext({ locale: 'en' });
  // As a browser answers whose owner has said no.
  await context.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'denied' });
    Notification.requestPermission = async () => 'denied';
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/`);
  await page.getByRole('button', { name: /Ines Morgen/ }).click();
  const ines = await account({ page, w: words('en') });
  await expect(page.getByText(ines.w('notices-denied'))).toBeVisible();
  await way(ines, 'notices-push').click();
  await expect(way(ines, 'notices-push')).not.toBeChecked();
  await expect(page.getByText(ines.w('notices-denied'))).toBeVisible();
});
