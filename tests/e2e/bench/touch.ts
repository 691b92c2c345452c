// What a page says about the touches it was given.
import type { Locator, Page } from '@playwright/test';
import { latencies } from './watch';

/** One touch, in ms. */
export type Touch = {
  /** From the event until the next paint: the longest of the touch's events, as the browser reports it, in steps of 8. */
  painted: number;
  /** From the event until the frame that shows what was asked for. */
  answered: number;
  /** How much of it its listeners ran. */
  worked: number;
};

type Event = { touch: boolean; duration: number; worked: number };
type Timing = PerformanceEventTiming & { interactionId: number };

/** What `watchTouches` leaves in a page. */
type Watched = Window & {
  events: Event[];
  /** Events before belong to the touch before, whose entries may come late. */
  from: number;
  /** When the last touch was, and its answer painted. */
  touchedAt?: number;
  answeredAt?: number;
  /** The heading before the touch, where another one is the answer. */
  before?: { node: Element | null; text: string };
};

/** Shorter ones are not reported. */
const shortest = 16;

/** Must be called before the page is opened. */
export async function watchTouches(page: Page): Promise<void> {
  await page.addInitScript((durationThreshold) => {
    const here = window as unknown as Watched;
    here.events = [];
    here.from = 0;
    const seen = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Timing[]) {
        if (entry.startTime < here.from) continue;
        const worked = entry.processingEnd - entry.processingStart;
        here.events.push({ touch: entry.interactionId > 0, duration: entry.duration, worked });
      }
    });
    seen.observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
    const painted = () => requestAnimationFrame(() => setTimeout(() => (here.answeredAt = performance.now())));
    for (const kind of ['pointerup', 'keydown']) {
      addEventListener(
        kind,
        (event) => {
          here.touchedAt = event.timeStamp;
          if (here.before === undefined) painted();
        },
        { capture: true, passive: true },
      );
    }
    // Where another heading, or another text of it, is the answer: it, and nothing that is still on its way.
    const look = () => {
      if (here.before === undefined || here.touchedAt === undefined) return;
      const node = document.querySelector('h1');
      const same = node === here.before.node && node?.textContent === here.before.text;
      if (!node || same || document.querySelector('main [aria-busy="true"]')) return;
      here.before = undefined;
      painted();
    };
    const all = { childList: true, subtree: true, characterData: true, attributeFilter: ['aria-busy'] };
    new MutationObserver(look).observe(document, all);
  }, shortest);
}

/** A touch of what is there, as a finger does it, or a key; until the page has been quiet for a while. */
export async function touch(page: Page, on: Locator | string, heading = false): Promise<Touch> {
  let give = () => page.keyboard.press(on as string);
  if (typeof on !== 'string') {
    // Looks whether it can be touched, and scrolls to it. Its own tap would look again within the event.
    await on.tap({ trial: true });
    const box = await on.boundingBox();
    if (!box) throw new Error('There is nothing to touch.');
    give = () => page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  }
  await page.evaluate((waits) => {
    const here = window as unknown as Watched;
    here.events = [];
    here.from = performance.now();
    here.touchedAt = here.answeredAt = undefined;
    const node = document.querySelector('h1');
    here.before = waits ? { node, text: node?.textContent ?? '' } : undefined;
  }, heading);
  await give();
  return page.evaluate(async (least) => {
    const here = window as unknown as Watched;
    const given = performance.now();
    let count = -1;
    // A touch's entries come some time after its frame. One without any was shorter than the shortest.
    const waits = () => {
      const since = performance.now() - (here.answeredAt ?? performance.now());
      const none = !here.events.some((event) => event.touch);
      return here.answeredAt === undefined || here.events.length !== count || (none && since < 1000);
    };
    while (waits()) {
      if (performance.now() - given > 15_000) throw new Error('The touch was not answered.');
      count = here.events.length;
      await new Promise((later) => setTimeout(later, 100));
    }
    const sum = here.events.reduce((all, event) => all + event.worked, 0);
    const painted = here.events.filter((event) => event.touch).map((event) => event.duration);
    return {
      painted: Math.max(least, ...painted),
      answered: (here.answeredAt ?? Number.NaN) - (here.touchedAt ?? Number.NaN),
      worked: sum,
    };
  }, shortest);
}

/** The middle and the worst of many touches. */
export function summary(what: string, all: Touch[]): Record<string, unknown> {
  const middle = (of: (touch: Touch) => number) => Math.round(latencies(all.map(of)).p50_ms);
  const worst = (of: (touch: Touch) => number) => Math.round(Math.max(...all.map(of)));
  return {
    what,
    count: all.length,
    painted_ms: middle((t) => t.painted),
    painted_worst_ms: worst((t) => t.painted),
    answered_ms: middle((t) => t.answered),
    answered_worst_ms: worst((t) => t.answered),
    worked_ms: middle((t) => t.worked),
  };
}
