// Another language takes effect at once, on every screen of the portal, without it being opened anew: whatever is read
// or heard there is then what it would have been from the beginning.
import type { Page } from '@playwright/test';
import { Host } from '../hosts/host';
import { expect, test } from './fixtures';
import { type Stage, open, settled, sized } from './looks';
import { type Screen, screens } from './screens';

/** The screen inside an app, which can change its language. */
function hosted(screen: Screen): { screen: Screen; host: () => Host } {
  let host: Host | undefined;
  const before = async (stage: Stage) => {
    host = await Host.around(stage.page, { channel: 'android', capabilities: { methods: [] } });
    await screen.before?.(stage);
  };
  return { screen: { ...screen, before }, host: () => host as Host };
}

/** All that is read or heard on a page, without the figures and what they count: the minutes go on. */
async function said(page: Page): Promise<string[]> {
  const all = await page.evaluate(() => {
    const heard = ['aria-label', 'placeholder', 'title', 'alt'];
    const labels = heard.flatMap((name) => [...document.querySelectorAll(`[${name}]`)].map((e) => e.getAttribute(name) ?? ''));
    return [document.title, ...document.body.innerText.split('\n'), ...labels];
  });
  return all.map((text) => text.replace(/\d+( \p{L}+)?/gu, '#').trim()).filter(Boolean);
}

test.use({ trace: 'off', screenshot: 'off' });

// What has a word made by chance is never the same twice.
const other = ['ui', 'pair-compare'];
for (const screen of screens.filter((screen) => screen.audience === 'owner' && !other.includes(screen.id))) {
  test(`another language: ${screen.id}`, async ({ browser, world }) => {
    const look = { surface: sized('phone-390x844'), theme: 'day' } as const;
    const inside = hosted(screen);
    const { context, page } = await open(browser, world, inside.screen, { ...look, lang: 'en' });
    await inside.host().says('locale', { tag: 'de-DE' });
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await settled(page);
    const changed = await said(page);
    await context.close();

    const anew = await open(browser, world, hosted(screen).screen, { ...look, lang: 'de' });
    expect(changed).toEqual(await said(anew.page));
    await anew.context.close();
  });
}
