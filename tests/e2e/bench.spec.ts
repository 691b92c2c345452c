// The tester's bench: every screen at once, the car beside them, and a robot that lives through cases and stories.
import { type FrameLocator, type Page } from '@playwright/test';
import { expect, type Server, test } from './support/fixtures';
import { like, words } from './support/words';

const w = words('en');
/** Long enough for a page in a frame to be fetched, and for a companion that asks every five seconds. */
const patient = { timeout: 30_000 };

test.use({ serverOptions: ['--car'], viewport: { width: 1920, height: 1080 } });
test.beforeEach(() => test.setTimeout(180_000));

/** The bench with its three screens live. */
async function bench(page: Page, server: Server): Promise<Record<'car' | 'phone' | 'desk', FrameLocator>> {
  await page.goto(`http://bench.localhost:${server.port}/bench/`);
  const screen = (name: string) => page.getByTitle(name, { exact: true }).contentFrame();
  const screens = { car: screen('Touchscreen'), phone: screen('Phone'), desk: screen('Desk') };
  await expect(screens.car.getByRole('heading', { level: 1 })).toContainText(w('screen-say'), patient);
  await expect(screens.phone.getByRole('link', { name: w('home-report') })).toBeVisible(patient);
  await expect(screens.desk.getByText('Sam Okafor').first()).toBeVisible(patient);
  return screens;
}

/** One of several side by side, whose button lies under its words. */
const choose = (page: Page, group: string, name: RegExp) =>
  page.getByRole('group', { name: group, exact: true }).getByRole('radio', { name }).check({ force: true });

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const said = (page: Page, words: RegExp) => expect(page.getByRole('heading', { level: 1 })).toHaveText(words, patient);

test('all screens run at once; the car is paired, drives off, and its screen is the moving one', async ({ page, server }) => {
  const { car } = await bench(page, server);
  await press(page, 'Pair it');
  await said(page, /is confirmed/);
  await expect(car.getByRole('navigation')).toBeVisible(patient);

  await press(page, 'Drive off');
  await expect(car.getByText(w('drive-locked'))).toBeVisible();
  await expect(car.getByRole('navigation')).toBeHidden();
  const panel = page.getByRole('region', { name: 'The car' });
  await expect(panel.getByText('50', { exact: true })).toBeVisible();

  // What goes wrong with the car is what its screen says.
  await panel.getByRole('checkbox', { name: 'Source dies' }).check();
  await expect(car.getByText(w('drive-unknown'))).toBeVisible();
  await panel.getByRole('checkbox', { name: 'Source dies' }).uncheck();
  await expect(car.getByText(w('drive-locked'))).toBeVisible();

  await press(page, 'Park');
  await expect(car.getByRole('navigation')).toBeVisible();
});

test('a line that is cut is said on its screen, and nowhere else', async ({ page, server }) => {
  const { phone, desk } = await bench(page, server);
  await choose(page, 'The phone’s line', /^Cut/);
  await expect(phone.getByText(like(w('offline')))).toBeVisible(patient);
  await expect(desk.getByText(like(w('desk-offline')))).toBeHidden();
  await choose(page, 'The phone’s line', /^Good/);
  await expect(phone.getByText(like(w('offline')))).toBeHidden(patient);
});

test('a case is brought to a state, and opened where it waits, in the language and theme of all screens', async ({ page, server }) => {
  const { phone, desk } = await bench(page, server);
  await choose(page, 'What the robot does', /Make a case/);
  await page.getByRole('combobox', { name: 'Whose car' }).selectOption({ label: 'Ines Morgen' });
  await press(page, 'Estimate waiting');
  const way = page.getByRole('list', { name: 'The way there' });
  await expect(way.getByRole('listitem').last()).toContainText('done:', patient);
  await expect(phone.getByText('Brake pads, front axle').first()).toBeVisible(patient);
  await expect(desk.getByRole('article').getByText('Brake pads, front axle').first()).toBeVisible(patient);

  const de = words('de');
  await choose(page, 'Screens’ language', /Deutsch/);
  await choose(page, 'Screens’ theme', /Night/);
  await expect(phone.getByRole('link', { name: de('nav-account') })).toBeVisible(patient);
  await expect(desk.locator('html')).toHaveAttribute('lang', 'de', patient);
  await expect(phone.locator('html')).toHaveAttribute('data-theme', 'night');
  await expect(desk.locator('html')).toHaveAttribute('data-theme', 'night');
});

test('time is put forward, and a promise goes up by itself', async ({ page, server }) => {
  const { phone } = await bench(page, server);
  await choose(page, 'What the robot does', /Make a case/);
  await press(page, 'Accepted');
  await expect(page.getByRole('list', { name: 'The way there' }).getByRole('listitem').last()).toContainText('done:', patient);
  await expect(phone.getByRole('heading', { level: 1 })).toContainText('Live Haugen', patient);
  await press(page, 'One day on');
  await expect(phone.locator('.due.missed').first()).toBeVisible(patient);
});

for (const [story, last] of [
  ['The recall bill', 'Battery pack'],
  ['The draining car', 'A control unit stayed awake'],
] as const) {
  test(`the story of ${story.toLowerCase()} is told to its end`, async ({ page, server }) => {
    const { phone, desk } = await bench(page, server);
    await choose(page, 'Story', new RegExp(story));
    const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    const count = await steps.count();
    // By the keyboard alone: a page that is loaded focuses its heading, and must not take the keys into its frame.
    const next = page.getByRole('button', { name: 'Next step' });
    await next.focus();
    for (let at = 0; at < count; at += 1) {
      await expect(next).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(steps.nth(at)).toContainText('done:', patient);
    }
    await expect(next).toHaveAttribute('aria-disabled', 'true');
    await expect(phone.locator('.code')).toBeVisible(patient);
    await expect(desk.getByText(last).first()).toBeVisible(patient);
  });
}
