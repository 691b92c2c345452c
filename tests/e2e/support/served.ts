// A server for each test, and pages that open on it. What needs no browser of Playwright's starts from here.
import { Server } from './server';
import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

type Fixtures = {
  /** More options for `servicelane serve`: `test.use({ serverOptions: ['--config', file] })`. */
  serverOptions: string[];
  /** The running program. `baseURL`, and so every page and `browser.newContext()`, is on it. */
  server: Server;
};

export const test = base.extend<Fixtures>({
  serverOptions: [[], { option: true }],

  server: async ({ serverOptions }, use, testInfo) => {
    const server = await Server.start(serverOptions);
    await use(server);
    try {
      await server.stop();
    } finally {
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('server.log', { body: server.log, contentType: 'text/plain' });
      }
      server.forget();
    }
  },

  baseURL: async ({ server }, use) => use(server.url),
});
