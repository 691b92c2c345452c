// What every journey starts from: `server`, one for each test, and pages that open on it.
import { Server } from './server';
import { test as base } from './tidy';

export { expect } from './tidy';
export type { Server } from './server';

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
