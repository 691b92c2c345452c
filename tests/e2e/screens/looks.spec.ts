// No screen has a fault that a machine can find: what axe finds; whatever can be touched is as large as its surface
// asks for; no word is cut off or sticks out, nothing scrolls sideways or lies on something else, also with the text
// twice as large. Every two of surface, theme and language (among them a pseudo-language that is 40 % longer, and one
// from right to left) meet on some screen, and every screen is looked at; `cargo xtask test e2e -- screens/looks` runs
// that alone. All combinations, each surface in its tightest sizes, take an hour and more: `cargo xtask pictures --looks`,
// or LOOKS=all with the command before.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { type Surface, type Theme, type Tongue, langs, open, settled, sizesOf, surfacesOf, themes, turn } from './looks';
import { faults, targets } from './measure';
import { pairwise } from './pairs';
import { type Screen, screens } from './screens';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** PLATFORM's least sizes of what is touched, in px; the desk is made for a mouse wherever it is opened (WCAG 2.5.8). */
const least: Record<Surface['kind'], number> = { car: 76, phone: 48, desktop: 24 };

/** One page, and the sizes and themes in which it is looked at. */
type Sitting = { screen: Screen; lang: Tongue; turns: [Surface, Theme][] };

function sittings(audience: Screen['audience']): Sitting[] {
  const theirs = screens.filter((screen) => screen.audience === audience);
  if (process.env.LOOKS === 'all') {
    const turns = (sizes: Surface[]) => sizes.flatMap((size) => themes.map((theme): [Surface, Theme] => [size, theme]));
    return theirs.flatMap((screen) => sizesOf(screen).flatMap((sizes) => langs.map((lang) => ({ screen, lang, turns: turns(sizes) }))));
  }
  const sizes = surfacesOf(audience);
  const rows = pairwise([sizes.length, themes.length, langs.length]);
  return Array.from({ length: Math.max(rows.length, theirs.length) }, (_, i) => {
    const [s, t, l] = rows[i % rows.length];
    return { screen: theirs[i % theirs.length], lang: langs[l], turns: [[sizes[s], themes[t]]] };
  });
}

/** What of axe's rules hangs on colours. A theme changes nothing else of a page. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** Everything axe knows, or, where it has seen the page in another theme, what that may change. */
async function axe(page: Page, screen: Screen, theme: Theme, seen: boolean): Promise<string[]> {
  // In forced colours the reader's own are painted, whatever the styles say.
  const off = theme === 'forced' ? ofColours : [];
  if (seen && off.length > 0) return [];
  // There the same part stands in several states, with the same name.
  if (screen.id === 'ui') off.push('landmark-unique');
  // What is well is not described: that would take most of the time.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (seen) builder.withRules(ofColours);
  else builder.withTags(tags).disableRules(off);
  await unstuck(page, true);
  // Samples of colours beside their contrast: some are not for text.
  const { violations } = await builder.exclude('[data-samples]').analyze();
  await unstuck(page, false);
  return violations.flatMap(({ id, nodes }) => nodes.map((n) => `axe: ${id}: ${n.target.join(' ')}: ${n.failureSummary?.replace(/\s+/g, ' ')}`));
}

/** Lays a bar that sticks to the window where it belongs: what happens to be beneath it can be scrolled out. */
function unstuck(page: Page, yes: boolean): Promise<void> {
  return page.evaluate((yes) => {
    for (const element of document.querySelectorAll<HTMLElement>(yes ? 'main *' : '[data-unstuck]')) {
      if (yes && getComputedStyle(element).position !== 'sticky') continue;
      element.toggleAttribute('data-unstuck', yes);
      element.style.position = yes ? 'static' : '';
    }
  }, yes);
}

async function small(page: Page, screen: Screen, surface: Surface): Promise<string[]> {
  const mouse = screen.audience === 'desk' || surface.kind === 'desktop';
  const min = mouse ? least.desktop : least[surface.kind];
  const all = (await targets(page)).filter(({ inline }) => !(inline && mouse));
  const under = all.filter(({ width, height }) => width < min || height < min);
  return under.map(({ what, width, height }) => `too small to touch: ${what} is ${width} x ${height}`);
}

/**
 * With the owner's text twice as large (WCAG 1.4.4). At the desk that is the browser's zoom, and so are 320 px; a text
 * that is 40 % longer on top of it would be no language's. The component page has its own switch of text size.
 */
async function large(page: Page, screen: Screen, surface: Surface, lang: Tongue): Promise<string[]> {
  if (screen.audience === 'desk' || screen.id === 'ui' || surface.width <= 320 || lang === 'pseudo') return [];
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await settled(page);
  const found = await faults(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  return found.map((fault) => `text 200 %: ${fault}`);
}

// A look that fails says what it saw; a film of each would cost more than the look.
test.use({ trace: 'off', screenshot: 'off' });

for (const { screen, lang, turns } of [...sittings('owner'), ...sittings('desk'), ...sittings('car')]) {
  const [[first, theme]] = turns;
  const how = turns.length > 1 ? first.kind : `${first.name} ${theme}`;
  test(`looks: ${screen.id}, ${how} ${lang}`, async ({ browser, world }) => {
    test.slow(turns.length > 1);
    const { context, page } = await open(browser, world, screen, { surface: first, theme, lang });
    const found: string[] = [];
    for (const [at, [surface, theme]] of turns.entries()) {
      if (at > 0) await turn(page, surface, theme);
      const seen = turns.slice(0, at).some(([size]) => size === surface);
      const looks = [await axe(page, screen, theme, seen), await small(page, screen, surface), await faults(page)];
      // How large a text is does not hang on its colours.
      if (!seen) looks.push(await large(page, screen, surface, lang));
      found.push(...looks.flat().map((fault) => `${surface.name} ${theme}: ${fault}`));
    }
    expect(found).toEqual([]);
    await context.close();
  });
}
