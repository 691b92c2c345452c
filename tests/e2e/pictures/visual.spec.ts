// The component page and six key screens look as they did when somebody last looked at them and was content: compared with
// the pictures beside this file. After a change that is meant: `cargo xtask pictures --update-references`, then look at
// what git says has changed.
import { test as base, expect } from '@playwright/test';
import { type Theme, open, sized } from '../screens/looks';
import { screen } from '../screens/screens';
import { World } from '../screens/world';

/** A Monday morning in Hamburg. The cases are made then, and looked at ten minutes later. */
const made = new Date('2026-11-23T09:00:10+01:00');
const seen = new Date('2026-11-23T09:10:20+01:00');

const test = base.extend<object, { still: World }>({
  still: [
    async ({}, use) => {
      const world = await World.make(made);
      await use(world);
      await world.end();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

const looks: [string, string, Theme][] = [
  ['home-waits', 'car-1920x1200', 'day'],
  ['home-waits', 'phone-390x844', 'night'],
  ['case-waiting', 'car-1075x806', 'night'],
  ['case-waiting', 'phone-390x844', 'day'],
  ['estimate', 'phone-390x844', 'day'],
  ['estimate', 'desktop-1280x800', 'night'],
  ['report-review', 'car-1920x1200', 'day'],
  ['report-review', 'phone-390x844', 'night'],
  ['managers', 'phone-390x844', 'day'],
  ['managers', 'desktop-1280x800', 'night'],
  ['reward-code', 'car-1920x1200', 'day'],
  ['reward-code', 'phone-390x844', 'night'],
];
/** The page of all components is taller than a picture can be: one for each family. */
const families: [string, Theme][] = [
  ['phone-390x844', 'day'],
  ['desktop-1280x800', 'night'],
];

const alike = { maskColor: '#808080', maxDiffPixelRatio: 0.005 };

for (const [id, size, theme] of looks) {
  test(`as it was: ${id}, ${size} ${theme}`, async ({ browser, still }) => {
    const surface = sized(size);
    // The clock begins anew for each look, so that every one falls in the same minute.
    await still.begin(seen);
    const { context, page } = await open(browser, still, screen(id), { surface, theme, lang: 'en' });
    // What is random stays so: the case's number, the code and its picture.
    const mask = [page.getByText(/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/), page.locator('.code')];
    await expect(page).toHaveScreenshot(`${id}-${size}-${theme}.png`, { ...alike, fullPage: surface.kind === 'phone', mask });
    await context.close();
  });
}

for (const [size, theme] of families) {
  test(`as it was: every component, ${size} ${theme}`, async ({ browser, still }) => {
    test.slow();
    const { context, page } = await open(browser, still, screen('ui'), { surface: sized(size), theme, lang: 'en' });
    const all = await page.locator('section.family').all();
    expect(all.length).toBeGreaterThan(20);
    for (const family of all) {
      const id = await family.getAttribute('id');
      const mask = [family.locator('.code')];
      await expect.soft(family).toHaveScreenshot(['ui', `${size}-${theme}`, `${id}.png`], { ...alike, mask });
    }
    await context.close();
  });
}
