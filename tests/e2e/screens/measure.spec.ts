// The measuring itself: what is wrong on purpose is found, what is right is not.
import { expect, test } from '@playwright/test';
import { faults, targets } from './measure';
import { pairwise } from './pairs';
import { longer } from './pseudo';

test.use({ viewport: { width: 320, height: 400 } });

test('a small button, cut words, an overlap and a page too wide are found', async ({ page }) => {
  await page.setContent(`
    <button style="width: 20px; height: 80px; padding: 0">A</button>
    <label style="display: block; width: 80px; height: 80px"><input type="radio"> B</label>
    <p style="width: 60px; overflow: hidden; white-space: nowrap">Words that are cut</p>
    <a class="btn" href="#" style="display: block; width: 60px; white-space: nowrap">Words that stick out</a>
    <button style="position: absolute; inset: 0 auto auto 0">Beneath</button>
    <div style="width: 500px">Wide</div>
    <span style="position: absolute; width: 1px; height: 1px; overflow: hidden">For ears only</span>
    <div style="width: 60px; overflow-x: auto; white-space: nowrap">Words that can be scrolled to</div>`);
  const sizes = (await targets(page)).map(({ what, width, height }) => `${what} ${width}x${height}`);
  expect(sizes).toContain('button "A" 20x80');
  expect(sizes).toContain('label of input# "B" 80x80');
  const found = await faults(page);
  const kinds = found.map((fault) => fault.split(':')[0].replace(/ by \d+/, ''));
  expect(kinds.sort()).toEqual(['cut off', 'overlap', 'scrolls sideways', 'sticks out']);
});

test('a page that is right has no fault', async ({ page }) => {
  await page.setContent('<main><h1>Home</h1><button>One</button> <a href="#">Two words</a></main>');
  expect(await faults(page)).toEqual([]);
});

test('every two values meet in some row', () => {
  const sizes = [9, 4, 6];
  const rows = pairwise(sizes);
  for (const [a, n] of sizes.entries()) {
    for (const [b, m] of sizes.entries()) {
      if (a >= b) continue;
      const met = new Set(rows.map((row) => `${row[a]} ${row[b]}`));
      expect(met.size).toBe(n * m);
    }
  }
});

test('a longer text keeps its placeholders', () => {
  const text = longer('Next update by {time}, {day}.');
  expect(text).toMatch(/\{time\}.*\{day\}/);
  const letters = (s: string) => s.replace(/\{\w+\}/g, '').length;
  expect(letters(text)).toBeGreaterThanOrEqual(Math.round(letters('Next update by {time}, {day}.') * 1.35));
});
