// What a page says about its frames.
import type { Page } from '@playwright/test';

/** A longer frame is felt, in ms. */
const longest = 50;

type LongFrame = PerformanceEntry & { renderStart: number; styleAndLayoutStart: number };

/** What `recordFrames` leaves in a page: when frames began, and how the long ones went. */
type Recorded = Window & { began: number[]; long: string[]; next: number; observer: PerformanceObserver };

/** A while's frames, in ms. */
export type Frames = { count: number; longest_ms: number; over_50: number; long: string[] };

/** The intervals between frames while `during` goes on, and where the long ones were spent. */
export async function recordFrames(page: Page, during: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const here = window as unknown as Recorded;
    here.began = [];
    here.long = [];
    const next = (at: number) => {
      here.began.push(at);
      here.next = requestAnimationFrame(next);
    };
    here.next = requestAnimationFrame(next);
    const from = performance.now();
    here.observer = new PerformanceObserver((list) => {
      for (const frame of list.getEntries() as LongFrame[]) {
        if (frame.startTime < from) continue;
        const end = frame.startTime + frame.duration;
        const rendered = frame.renderStart || end;
        const styled = frame.styleAndLayoutStart || end;
        const [work, callbacks, style] = [rendered - frame.startTime, styled - rendered, end - styled].map(Math.round);
        const whole = Math.round(frame.duration);
        here.long.push(`${whole} ms: ${work} work, ${callbacks} callbacks, ${style} style, layout and paint`);
      }
    });
    here.observer.observe({ type: 'long-animation-frame' });
  });
  await during();
  return page.evaluate((limit) => {
    const here = window as unknown as Recorded;
    cancelAnimationFrame(here.next);
    here.observer.disconnect();
    const gaps = here.began.slice(1).map((at, n) => at - (here.began[n] ?? at));
    return {
      count: gaps.length,
      longest_ms: Math.round(Math.max(...gaps)),
      // A frame of exactly three intervals of the screen is not over.
      over_50: gaps.filter((gap) => gap > limit + 1).length,
      long: here.long,
    };
  }, longest);
}
