// What a page says about its own times.
import type { Page } from '@playwright/test';

export type Times = { paint: number; content: number; usable: number };

/** What `watch` leaves in a page. */
type Watched = Window & { usableAt?: number; shownAt?: Record<string, number> };

/** Must be called before the page is opened: notes when a button with these words has been painted. */
export const watchForButton = (page: Page, words: string) => watchFor(page, 'button', words);

/** The same for any element. */
export async function watchFor(page: Page, where: string, words: string): Promise<void> {
  await page.addInitScript(([where, wanted]) => {
    const here = window as Watched;
    const look = () => {
      const places = [...document.querySelectorAll(where as string)];
      if (!places.some((place) => place.textContent?.includes(wanted as string))) return;
      changes.disconnect();
      // The frame that shows it has been handed over once the task after it runs.
      requestAnimationFrame(() => setTimeout(() => (here.usableAt = performance.now())));
    };
    const changes = new MutationObserver(look);
    changes.observe(document, { childList: true, subtree: true, characterData: true });
  }, [where, words]);
}

/** First paint, first contentful paint, and the time that `watchForButton` noted; ms since the page was asked for. */
export async function times(page: Page): Promise<Times> {
  await page.waitForFunction(() => (window as Watched).usableAt !== undefined, undefined, { timeout: 60_000 });
  return page.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    const usable = (window as Watched).usableAt ?? Number.NaN;
    return { paint: at('first-paint'), content: at('first-contentful-paint'), usable };
  });
}

/** From now on notes, by the clock, when each of these words first stands in the page. */
export async function watchForWords(page: Page, words: string[]): Promise<void> {
  await page.evaluate((all) => {
    const shown: Record<string, number> = {};
    const missing = new Set(all);
    (window as Watched).shownAt = shown;
    const look = () => {
      const text = document.body.textContent ?? '';
      for (const word of missing) {
        if (!text.includes(word)) continue;
        shown[word] = Date.now();
        missing.delete(word);
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  }, words);
}

/** When these words stood in the page; waits for them. */
export async function shownAt(page: Page, words: string): Promise<number> {
  await page.waitForFunction((wanted) => (window as Watched).shownAt?.[wanted] !== undefined, words);
  return page.evaluate((wanted) => (window as Watched).shownAt?.[wanted] ?? Number.NaN, words);
}

/** The median and the 99th of a hundred, in ms. */
export function latencies(all: number[]): { p50_ms: number; p99_ms: number } {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (hundredths: number) => sorted[Math.max(1, Math.ceil((sorted.length * hundredths) / 100)) - 1] ?? 0;
  return { p50_ms: at(50), p99_ms: at(99) };
}

/** The middle one. */
export function median(all: number[]): number {
  return Math.round(latencies(all).p50_ms);
}
