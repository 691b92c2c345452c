// Figures rather than verdicts: `cargo xtask bench` runs these, `cargo xtask test` never does. One at a time, since
// two browsers would measure each other.
import { defineConfig } from '@playwright/test';
import journeys from '../playwright.config';

export default defineConfig({
  ...journeys,
  testDir: '.',
  testMatch: '**/*.bench.ts',
  outputDir: '../results/bench-artifacts',
  fullyParallel: false,
  workers: 1,
  timeout: 240_000,
  reporter: [['list']],
  use: { ...journeys.use, trace: 'off', screenshot: 'off', actionTimeout: 15_000 },
});
