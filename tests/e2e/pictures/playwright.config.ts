// Pictures rather than verdicts: `cargo xtask pictures` takes these, `cargo xtask test` never does.
import { defineConfig } from '@playwright/test';
import journeys from '../playwright.config';

export default defineConfig({
  ...journeys,
  testDir: '.',
  testMatch: '**/*.shoot.ts',
  outputDir: '../results/pictures-artifacts',
  timeout: 120_000,
  globalTeardown: './sheet.ts',
  reporter: [[process.stdout.isTTY ? 'line' : 'dot']],
  use: { ...journeys.use, trace: 'off', screenshot: 'off' },
});
