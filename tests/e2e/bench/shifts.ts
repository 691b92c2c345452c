// What a page says about what moved under the reader's eyes.
import type { Page } from '@playwright/test';

type Source = { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly };
type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: Source[] };

/** A shift: how much, when, and what moved. */
export type Moved = { value: number; at: number; what: string[] };

/** What `watchShifts` leaves in a page. */
type Watched = Window & { moved: Moved[]; changedAt: number };

/** Must be called before the page is opened. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const here = window as unknown as Watched;
    here.moved = [];
    here.changedAt = performance.now();
    const named = ({ node, previousRect, currentRect }: Source) => {
      const element = node instanceof Element ? node : node?.parentElement;
      const classes = [...(element?.classList ?? [])].map((name) => `.${name}`).join('');
      const text = (node?.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
      const [from, to] = [previousRect, currentRect].map((r) => `${Math.round(r.x)},${Math.round(r.y)} ${Math.round(r.width)}x${Math.round(r.height)}`);
      return `${element?.localName ?? 'something gone'}${classes} "${text}" ${from} -> ${to}`;
    };
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as Shift[]) {
        if (!shift.hadRecentInput) here.moved.push({ value: shift.value, at: Math.round(shift.startTime), what: shift.sources.map(named) });
      }
    }).observe({ type: 'layout-shift', buffered: true });
    const all = { childList: true, subtree: true, characterData: true, attributes: true };
    new MutationObserver(() => (here.changedAt = performance.now())).observe(document, all);
  });
}

/** What moved after the first content, once nothing has changed for a second and a half and the fonts are here. */
export async function shifts(page: Page): Promise<Moved[]> {
  return page.evaluate(async () => {
    const here = window as unknown as Watched;
    await document.fonts.ready;
    while (performance.now() - here.changedAt < 1500) await new Promise((later) => setTimeout(later, 200));
    const content = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    return here.moved.filter((moved) => moved.at >= Math.floor(content));
  });
}
