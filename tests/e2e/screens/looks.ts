// The ways in which a screen is looked at: a surface in one of its sizes, a theme, a language.
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, type Request, expect } from '@playwright/test';
import { type Lang, type Words, words } from '../support/words';
import { layAllOut } from './measure';
import { pseudoWords, speakPseudo } from './pseudo';
import type { Screen } from './screens';
import type { World } from './world';

export interface Surface {
  name: string;
  kind: 'car' | 'phone' | 'desktop';
  width: number;
  height: number;
}

const surface = (kind: Surface['kind'], width: number, height: number): Surface => ({ name: `${kind}-${width}x${height}`, kind, width, height });

/** Every size in which the portal is designed. */
export const surfaces = [
  surface('car', 1920, 1200), surface('car', 1200, 1920), surface('car', 1068, 1425), surface('car', 1075, 806),
  surface('phone', 390, 844), surface('phone', 360, 800), surface('phone', 320, 640),
  surface('desktop', 1440, 900), surface('desktop', 1280, 800),
];
/** The desk is no screen of a car; what a car shows by itself is nothing else. */
export const surfacesOf = (audience: Screen['audience']) => surfaces.filter((s) => fits(audience, s));
const fits = (audience: Screen['audience'], { kind }: Surface) => audience === 'owner' || (audience === 'car') === (kind === 'car');

/** A size by its name. */
export const sized = (name: string) => surfaces.find((s) => s.name === name) as Surface;
const named = (...names: string[]) => names.map(sized);
const tight = [named('car-1075x806'), named('phone-390x844', 'phone-320x640'), named('desktop-1280x800')];
/** The sizes in which there is the least room, by surface: a page is opened in the first, its window then changed. */
export const sizesOf = ({ audience }: Screen) => tight.filter(([first]) => fits(audience, first));

export const themes = ['day', 'night', 'contrast', 'forced'] as const;
export type Theme = (typeof themes)[number];

/** The four languages; English grown by 40 %; English laid out from right to left. */
export const langs = ['en', 'de', 'nb', 'es', 'pseudo', 'rtl'] as const;
export type Tongue = (typeof langs)[number];

export interface Look {
  surface: Surface;
  theme: Theme;
  lang: Tongue;
}

/** A screen as somebody sees it. */
export interface Stage {
  context: BrowserContext;
  page: Page;
  /** Finds words in the language of the look. */
  w: Words;
  world: World;
}

type Media = Pick<BrowserContextOptions, 'colorScheme' | 'contrast' | 'forcedColors'>;

/** What a system with this theme says of itself. */
export const media = (theme: Theme): Required<Media> => ({
  colorScheme: theme === 'night' ? 'dark' : 'light',
  contrast: theme === 'contrast' ? 'more' : 'no-preference',
  forcedColors: theme === 'forced' ? 'active' : 'none',
});

const spoken = (lang: Tongue): Lang => (lang === 'pseudo' || lang === 'rtl' ? 'en' : lang);

/** Opens a screen. The caller closes the context. */
export async function open(browser: Browser, world: World, screen: Screen, look: Look): Promise<Stage> {
  const { kind, width, height } = look.surface;
  const context = await browser.newContext({
    baseURL: screen.car ? (await world.car(screen.car)).url : world.server.url,
    storageState: world.session(screen.who),
    viewport: { width, height },
    hasTouch: kind !== 'desktop',
    locale: { en: 'en-GB', de: 'de-DE', nb: 'nb-NO', es: 'es-ES' }[spoken(look.lang)],
    reducedMotion: 'reduce',
    // It goes on fetching when the screen has long been looked at.
    serviceWorkers: 'block',
    ...media(look.theme),
  });
  if (look.lang === 'pseudo') await speakPseudo(context);
  const page = await context.newPage();
  underWay(page);
  const stage = { context, page, world, w: look.lang === 'pseudo' ? pseudoWords : words(spoken(look.lang)) };
  await screen.before?.(stage);
  const path = await screen.path(world.cases, look, world);
  const said = kind !== 'car' || screen.car !== undefined || path.includes('surface=');
  await page.goto(said ? path : `${path}${path.includes('?') ? '&' : '?'}surface=car`);
  if (look.lang === 'rtl') await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  await (screen.ready ?? ready)(stage);
  await screen.open?.(stage);
  await layAllOut(page);
  await settled(page);
  return stage;
}

/** Changes size and theme of an open page; to another surface it is opened anew. */
export async function turn(page: Page, surface: Surface, theme: Theme): Promise<void> {
  await page.setViewportSize(surface);
  await page.emulateMedia(media(theme));
  await page.evaluate((theme) => {
    const worn = document.documentElement.dataset;
    worn.theme = theme === 'night' ? 'night' : 'day';
    worn.contrast = theme === 'contrast' ? 'more' : '';
  }, theme);
  await settled(page);
}

/** A screen is there when its frame is, and nothing is on its way any more. */
async function ready({ page }: Stage): Promise<void> {
  await expect(page.locator('main:visible, h1:visible').filter({ hasText: /\S/ }).first()).toBeVisible();
  await settled(page);
}

const asked = new WeakMap<Page, Set<Request>>();

/** Counts what a page has asked for and not got yet. The stream never ends, and is not waited for. */
function underWay(page: Page): void {
  const open = new Set<Request>();
  asked.set(page, open);
  page.on('request', (request) => request.url().includes('/live') || open.add(request));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  // What index.html asked for early and nobody reads is answered, but never finished.
  page.on('response', (response) => response.ok() || open.delete(response.request()));
}

/** Waits until the typeface is here, nothing is on its way, and the page has stood still for a moment. */
export async function settled(page: Page): Promise<void> {
  await expect.poll(() => asked.get(page)?.size ?? 0, { intervals: [20] }).toBe(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const still = 120;
    const patience = 6000;
    const begun = performance.now();
    let moved = begun;
    const watch = new MutationObserver(() => (moved = performance.now()));
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    while (performance.now() - begun < patience) {
      const busy = document.querySelector('[aria-busy="true"]');
      if (!busy && performance.now() - moved >= still) break;
      await new Promise((next) => setTimeout(next, 20));
    }
    watch.disconnect();
  });
}
