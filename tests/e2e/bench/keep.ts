// Where `cargo xtask bench` reads the figures: one file, to which each part adds its own.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from '@playwright/test';

const folder = resolve(__dirname, '../results');
const file = resolve(folder, 'bench.json');

/** Puts a part's figures beside those that are there. */
export function keep(browser: Browser, name: string, figures: unknown): void {
  mkdirSync(folder, { recursive: true });
  const all = { ...kept(), chromium: browser.version(), [name]: figures };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}

function kept(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    // Nothing was measured yet.
    return {};
  }
}
