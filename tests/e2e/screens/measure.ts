// What is measured in a page: the size of whatever can be touched, what sticks out, what is cut off.
import type { Page } from '@playwright/test';

export interface Target {
  what: string;
  width: number;
  height: number;
  /** A link inside running text, which WCAG 2.5.8 lets be as high as its line. */
  inline: boolean;
}

/** Lays out what is far down as well: a browser may leave that until it is scrolled to. */
export async function layAllOut(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** Everything that can be touched on the page, with its size as a finger finds it. */
export function targets(page: Page): Promise<Target[]> {
  return page.evaluate(() => {
    const all = 'a[href], button, select, textarea, summary, input:not([type=hidden]), [role=button], [role=link], [role=tab], [role=switch], [role=checkbox], [role=radio], [role=option]';
    const found: Target[] = [];
    const seen = new Set<Element>();
    for (const element of document.querySelectorAll<HTMLElement>(all)) {
      // The switches above the component page are for a tester's mouse.
      if (element.closest('.bench-head')) continue;
      const box = touched(element);
      if (seen.has(box) || hidden(box)) continue;
      seen.add(box);
      const { width, height } = box.getBoundingClientRect();
      found.push({ what: called(element, box), width: round(width), height: round(height), inline: inText(element) });
    }
    return found;

    /** A box or a dot with its label around it is touched at the label. */
    function touched(element: HTMLElement): HTMLElement {
      const choice = element instanceof HTMLInputElement && ['radio', 'checkbox'].includes(element.type);
      return (choice && (element.closest('label') ?? element.labels?.[0])) || element;
    }
    function hidden(element: HTMLElement): boolean {
      const { width, height } = element.getBoundingClientRect();
      // What only shows itself to the keyboard is one pixel large until then.
      if (width <= 1 || height <= 1) return true;
      return !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    }
    function inText(element: HTMLElement): boolean {
      if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false;
      return (element.parentElement?.textContent ?? '').trim() !== (element.textContent ?? '').trim();
    }
    function called(element: HTMLElement, box: HTMLElement): string {
      const words = (element.getAttribute('aria-label') ?? box.innerText ?? '').replace(/\s+/g, ' ').trim().slice(0, 40);
      const classes = box.classList.length > 0 ? `.${[...box.classList].join('.')}` : '';
      const kind = element === box ? '' : ` of ${element.tagName.toLowerCase()}#${element.id}`;
      return `${box.tagName.toLowerCase()}${classes}${kind} "${words || element.id || (element as HTMLInputElement).name}"`;
    }
    function round(n: number): number {
      return Math.round(n * 10) / 10;
    }
  });
}

/** What is wrong with the layout: the page scrolls sideways, words are cut off or stick out, buttons overlap. */
export function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const wide = document.documentElement.clientWidth;
    const shown = [...document.body.querySelectorAll<HTMLElement>('*')].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !unseen(e));
    sideways();
    for (const element of shown) if (ownWords(element)) cut(element);
    overlaps();
    return [...new Set(found)];

    function name(element: Element): string {
      const id = element.id ? `#${element.id}` : '';
      const classes = [...element.classList].map((c) => `.${c}`).join('');
      const words = ((element as HTMLElement).innerText ?? '').replace(/\s+/g, ' ').trim().slice(0, 30);
      const parent = element.parentElement;
      const within = parent && !id && !classes ? `${parent.tagName.toLowerCase()}${[...parent.classList].map((c) => `.${c}`).join('')} > ` : '';
      return `${within}${element.tagName.toLowerCase()}${id}${classes} "${words}"`;
    }
    /** For ears only. */
    function unseen(element: HTMLElement): boolean {
      for (let at: HTMLElement | null = element; at; at = at.parentElement) {
        const box = at.getBoundingClientRect();
        if ((box.width <= 1 || box.height <= 1) && getComputedStyle(at).overflow !== 'visible') return true;
      }
      return false;
    }
    function ownWords(element: HTMLElement): boolean {
      return [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    }
    /** Inside something that scrolls by itself, and says so. */
    function scrolled(element: Element): boolean {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true;
      }
      return false;
    }
    function sideways(): void {
      const root = document.documentElement;
      const over = root.scrollWidth - wide;
      if (over <= 0) return;
      const out = shown.filter((e) => {
        const box = e.getBoundingClientRect();
        return (box.right > wide + 0.1 || box.left < -0.1) && !scrolled(e);
      });
      const deepest = out.filter((e) => !out.some((other) => other !== e && e.contains(other))).slice(0, 4);
      found.push(`scrolls sideways by ${over}: ${deepest.map((e) => `${name(e)} ${Math.round(e.getBoundingClientRect().left)}…${Math.round(e.getBoundingClientRect().right)}`).join('; ')}`);
    }
    function cut(element: HTMLElement): void {
      const style = getComputedStyle(element);
      const clips = (o: string) => o === 'hidden' || o === 'clip';
      // In a list somebody's words may end in an ellipsis: the whole of them is one touch away.
      const short = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      if (short && element.closest('a[href]')) return;
      if (clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${name(element)} ${element.scrollWidth} in ${element.clientWidth}`);
      if (clips(style.overflowY) && element.scrollHeight > element.clientHeight + 2) found.push(`cut off below: ${name(element)} ${element.scrollHeight} in ${element.clientHeight}`);
      // Words that stick out of what they stand in.
      // The words at both ends of a score run on beneath its other steps, which have none.
      const holder = element.closest<HTMLElement>('.score') ?? element.closest<HTMLElement>('button, a.btn, label, summary, .badge, .sheet, nav a, td, th');
      if (!holder || scrolled(holder)) return;
      const outer = holder.getBoundingClientRect();
      const range = document.createRange();
      const boxes = [...element.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).flatMap((words) => {
        range.selectNodeContents(words);
        return [...range.getClientRects()];
      });
      const out = boxes.find((box) => box.width > 1 && (box.right > outer.right + 2 || box.left < outer.left - 2));
      if (out) found.push(`sticks out: ${name(element)} ${Math.round(out.left)}…${Math.round(out.right)} of ${name(holder)} ${Math.round(outer.left)}…${Math.round(outer.right)}`);
    }
    function overlaps(): void {
      const floats = (e: Element): boolean => {
        for (let at: Element | null = e; at; at = at.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return true;
        return false;
      };
      const touch = shown.filter((e) => e.matches('a[href], button, select, textarea, summary, input:not([type=hidden], [type=radio], [type=checkbox]), label:has(input)') && !floats(e));
      const boxes = touch.map((e) => e.getBoundingClientRect());
      touch.forEach((one, i) => touch.slice(i + 1).forEach((other, j) => {
        if (one.contains(other) || other.contains(one)) return;
        const [a, b] = [boxes[i], boxes[i + 1 + j]];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > 2) found.push(`overlap: ${name(one)} and ${name(other)} by ${Math.round(across)} x ${Math.round(down)}`);
      }));
    }
  });
}
