// The screen and the network that figures are taken on.
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Server } from '../support/fixtures';

/** The CPU of a car's screen or an old telephone, against this machine's. */
export const slowdown = 6;
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const desktop = { viewport: { width: 1440, height: 900 } };

const slow4g = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };

/** From now on, as `slowdown` says; and the network as a telephone has it far from its mast. */
export async function slow(page: Page, network = false): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  if (network) {
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', slow4g);
  }
}

/** A browser of its own: nothing cached; `code` is signed in, without a page having been opened. */
export async function fresh(
  browser: Browser,
  server: Server,
  screen: typeof phone | typeof desktop,
  as?: { prefix: '/api' | '/api/desk'; code: string },
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...screen, baseURL: server.url, locale: 'en-GB' });
  if (as) {
    const answer = await context.request.post(`${as.prefix}/session`, { data: { code: as.code }, headers: { origin: server.url } });
    if (!answer.ok()) throw new Error(`The sign-in of ${as.code} was answered ${answer.status()}.`);
  }
  return context;
}

export const ines = { prefix: '/api', code: 'ines' } as const;
export const sam = { prefix: '/api/desk', code: 'sam' } as const;
