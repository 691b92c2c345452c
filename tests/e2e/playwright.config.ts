// Journeys run in the system's Chromium against the release program, each test with a server of its own.
import { defineConfig } from '@playwright/test';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: 'results/artifacts',
  fullyParallel: true,
  workers: Number(process.env.WORKERS ?? 3),
  // A journey that holds only at a second try does not hold.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // What a busy machine may take, not what a page may: how fast it is, `cargo xtask bench` measures.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [
    [process.stdout.isTTY ? 'line' : 'list'],
    ['json', { outputFile: 'results/report.json' }],
  ],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // The sandbox refuses to start as root.
        ...(asRoot ? ['--no-sandbox'] : []),
      ],
    },
  },
});
