// What every test starts from: what it opens is closed when it ends. A page left open goes on asking its dead
// server for the rest of the run, and what it takes from the tests that follow made one of them fail.
import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

export const test = base.extend<{ tidy: void }>({
  tidy: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});
