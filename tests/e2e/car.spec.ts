// The car itself: its screen, served by its companion, with a simulated databroker behind it.
import { type Browser, type Page } from '@playwright/test';
import { Person } from './support/api';
import { Car, type Make } from './support/car';
import { expect, type Server, test as base } from './support/fixtures';
import { words } from './support/words';

const [w, de] = [words('en'), words('de')];
/** What its owner calls the car. */
const name = { car: 'Möwe' };

const test = base.extend<{ make: Make; car: Car }>({
  make: [{}, { option: true }],
  car: async ({ server, make }, use, testInfo) => {
    const car = await Car.start(server, make);
    await use(car);
    await car.stop();
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('car.log', { body: car.log, contentType: 'text/plain' });
    }
  },
});

/** The car's own screen. */
async function screen(browser: Browser, car: Car, viewport = { width: 1920, height: 1200 }): Promise<Page> {
  const context = await browser.newContext({ baseURL: car.url, locale: 'en', viewport });
  const page = await context.newPage();
  await page.goto('/');
  return page;
}

/** Ines's phone, in German, signed in. */
async function phone(browser: Browser, server: Server, path = '/'): Promise<Page> {
  const ines = await Person.of(server, 'ines', '/api');
  const context = await browser.newContext({
    ...{ baseURL: server.url, locale: 'de', viewport: { width: 390, height: 844 } },
    storageState: await ines.state(),
  });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const button = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true });
const heading = (page: Page, text: string | RegExp) => page.getByRole('heading', { level: 1, name: text });

/** Pairs it, from the code on its screen to its first page. */
async function pair(browser: Browser, server: Server, page: Page): Promise<Page> {
  await expect(heading(page, w('screen-say'))).toBeVisible();
  await button(page, w('screen-begin')).click();
  const code = await page.locator('.scan .big').innerText();
  await expect(page.getByRole('img', { name: w('screen-qr', { address: `http://localhost:${server.port}/pair` }) })).toBeVisible();
  const owner = await phone(browser, server, `/pair?code=${code}`);
  const word = await owner.locator('.word .big').innerText();
  await expect(page.locator('.word')).toHaveText(word);
  await button(owner, de('pair-yes', name)).click();
  await expect(heading(owner, de('pair-done', name))).toBeVisible();
  await expect(page.getByRole('navigation')).toBeVisible();
  return owner;
}

test('the car is paired from the phone, and the phone ends it', async ({ browser, server, car }) => {
  const page = await screen(browser, car);
  const owner = await pair(browser, server, page);
  // It says who it is: a car, with what its owner let it do.
  await expect(page.locator('html')).toHaveAttribute('data-surface', 'car');
  await page.getByRole('link', { name: w('nav-account') }).click();
  await expect(page.getByText(w('paired-on-phone'))).toBeVisible();

  await owner.getByRole('link', { name: de('nav-account') }).click();
  await owner.getByText(de('paired-change')).click();
  await owner.getByRole('checkbox', { name: de('pair-money') }).check({ force: true });
  await button(owner, de('paired-save')).click();
  await expect(owner.getByText(de('paired-saved'))).toBeVisible();

  await button(owner, de('paired-end')).click();
  await owner.getByRole('dialog').getByRole('button', { name: de('paired-end') }).click();
  await expect(owner.getByText(de('paired-ended', name))).toBeVisible();
  await expect(heading(page, w('screen-say'))).toBeVisible();
});

test('no is no, and a code that is dead says so', async ({ browser, server, car }) => {
  const page = await screen(browser, car);
  await button(page, w('screen-begin')).click();
  const code = await page.locator('.scan .big').innerText();
  const owner = await phone(browser, server, '/pair');
  await owner.getByLabel(de('pair-code')).fill(code.toLowerCase());
  await owner.keyboard.press('Enter');
  await button(owner, de('pair-no')).click();
  await expect(heading(owner, de('pair-refused'))).toBeVisible();
  await expect(heading(page, w('screen-denied'))).toBeVisible();
  await owner.goto(`/pair?code=${code}`);
  await expect(owner.getByRole('alert')).toContainText(de('problem-pairing-not-found'));
});

test('a car that drives off is not paired until it stands in Park again', async ({ browser, server, car }) => {
  const page = await screen(browser, car);
  await button(page, w('screen-begin')).click();
  const code = await page.locator('.scan .big').innerText();
  const owner = await phone(browser, server, `/pair?code=${code}`);
  const yes = button(owner, de('pair-yes', name));
  await expect(yes).toHaveAttribute('aria-disabled', 'false');
  await car.drives();
  await expect(heading(page, w('screen-waits'))).toBeVisible();
  await expect(owner.getByText(de('pair-moves', name))).toBeVisible();
  await expect(yes).toHaveAttribute('aria-disabled', 'true');
  await car.parks();
  await expect(yes).toHaveAttribute('aria-disabled', 'false');
  await yes.click();
  await expect(page.getByRole('navigation')).toBeVisible();
});

for (const dialect of ['v2', 'v3'] as const) {
  test.describe(`over VISS ${dialect}`, () => {
    test.use({ make: { dialect } });

    test('a report begun in Park waits while the car drives, and is finished where it was left', async ({ browser, server, car }) => {
      const page = await screen(browser, car);
      await pair(browser, server, page);
      await page.getByRole('navigation').getByRole('link', { name: w('nav-report') }).click();
      const text = page.getByRole('textbox', { name: w('report-what') });
      await text.fill('The left door does not');
      await text.focus();

      await car.drives();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(w('drive-none')));
      await expect(page.getByRole('textbox')).toHaveCount(0);
      await expect(page.getByRole('navigation')).toHaveCount(0);
      // Two things to touch, and no more.
      const touches = page.getByRole('button').or(page.getByRole('link'));
      await expect(touches).toHaveCount(2);
      await expect(page.getByRole('link', { name: /Hamburg/ })).toHaveAttribute('href', /^tel:/);
      await car.drives(0);
      await expect(page.getByText(w('drive-locked'))).toBeVisible();
      await expect(page.getByRole('textbox')).toHaveCount(0);

      await car.parks();
      await expect(text).toHaveValue('The left door does not');
      await expect(text).toBeFocused();
      await page.keyboard.type(' open.');
      await expect(text).toHaveValue('The left door does not open.');
    });
  });
}

test('a source that dies behind a living broker locks a car that stood in Park', async ({ browser, server, car }) => {
  const page = await screen(browser, car);
  await pair(browser, server, page);
  // Awake: one that has been put to sleep says nothing, and is parked for as long as its broker lives.
  await car.says({ 'Vehicle.LowVoltageSystemState': 'ON' });
  await car.suffers([{ kind: 'dead-source' }]);
  await expect(page.getByText(w('drive-unknown'))).toBeVisible();
  await car.suffers([]);
  await expect(page.getByRole('navigation')).toBeVisible();
});

test.describe('a car whose software publishes changes only', () => {
  test.use({ make: { companion: ['--changes-only'] } });

  test('is believed for as long as its broker lives', async ({ browser, server, car }) => {
    await car.says({ 'Vehicle.LowVoltageSystemState': 'ON' });
    await car.suffers([{ kind: 'changes-only' }]);
    const page = await screen(browser, car);
    await pair(browser, server, page);
    await car.suffers([{ kind: 'changes-only' }, { kind: 'silent' }]);
    await expect(page.getByText(w('drive-unknown'))).toBeVisible();
  });
});

test.describe('abroad', () => {
  const hours = 6;
  const began = new Date(Date.now() - hours * 3_600_000);
  test.use({ make: { vin: '1M8GDM9AXKP042788', scene: 'airport-draining-battery', began, skip: hours * 3600 } });

  test('the draining car says so itself, and its owner sends that from the phone', async ({ browser, server, car }) => {
    const jon = await Person.of(server, 'jon', '/api');
    await car.pairs(jon);
    const vehicle = '/vehicles/1M8GDM9AXKP042788';
    const sent = async () => (await jon.reads<{ signals: { path: string; value: string }[] }>(vehicle)).signals;
    await expect.poll(async () => (await sent()).filter((s) => s.path.endsWith('.Tire.Pressure')).length, { timeout: 90_000 }).toBe(4);

    const context = await browser.newContext({ baseURL: server.url, locale: 'en', viewport: { width: 390, height: 844 }, storageState: await jon.state() });
    const page = await context.newPage();
    await page.goto('/report');
    await page.getByRole('textbox', { name: w('report-what') }).fill('It loses range while it stands at the airport.');
    await button(page, w('report-next')).click();
    await page.getByRole('radio', { name: w('drivable-unsure') }).check({ force: true });
    await button(page, w('report-next')).click();
    // The last hours as a line, for those who do not see it in words; the tyres on a drawing, and in words too.
    await expect(page.getByRole('img', { name: /131 km.*7\d km/ })).toBeVisible();
    await expect(page.getByText(w('tyre-low', { where: w('tyre-rear-left'), n: '2' }))).toBeVisible();
    await expect(page.getByText(w('code-pack'))).toBeVisible();
    await page.getByRole('checkbox', { name: w('signal-place') }).uncheck({ force: true });
    await button(page, w('report-next')).click();
    await button(page, w('report-send')).click();
    await expect(page).toHaveURL(/\/cases\//);
    const id = page.url().split('/').at(-1);
    const attached = (await jon.reads<{ signals: { path: string }[] }>(`/cases/${id}`)).signals.map((s) => s.path);
    expect(attached.filter((path) => path.includes('CurrentLocation'))).toEqual([]);
    expect(attached.some((path) => path.endsWith('.Tire.Pressure'))).toBe(true);
    await context.close();
  });
});
