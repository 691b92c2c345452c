// One journey in each other engine. Playwright only runs and counts it: the browsers are the system's own,
// driven through WebDriver, and `cargo xtask test engines` finds them.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: 'journey.ts',
  outputDir: '../results/engines',
  // The two engines side by side would take each other's time on a small machine.
  workers: 1,
  // A journey that holds only at a second try does not hold.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  reporter: [['list'], ['json', { outputFile: '../results/engines.json' }]],
  projects: [{ name: 'WebKitGTK' }, { name: 'Firefox' }],
});
