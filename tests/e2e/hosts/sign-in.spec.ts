// Signing in outside the webview: in the system's browser, at a real provider, as a host lets it be done.
import { type Page } from '@playwright/test';
import { configured } from '../support/api';
import { Identity } from '../support/provider';
import { Server } from '../support/server';
import { expect, test } from '../support/tidy';
import { words } from '../support/words';
import { Host, one } from './host';

const w = words('en');

/** A server, its provider, and a webview whose host signs in outside. */
async function together(page: Page, answers: Record<string, { error: string } | 'silent'>) {
  const port = await Server.freePort();
  const origin = `http://localhost:${port}`;
  const identity = await Identity.start(origin);
  const way = (id: string) => `issuer = "${identity.issuer}"\nclient_id = "${id}"\nclient_secret_env = "OIDC_SECRET"\n`;
  const config = configured((demo) => `${demo}\n[sign_in.owner]\n${way('portal')}\n[sign_in.desk]\n${way('desk')}`);
  process.env.OIDC_SECRET = 'a secret of the tests';
  const server = await Server.start(['--config', config], { demo: false, port });
  const host = await Host.around(page, { channel: 'android', capabilities: { methods: ['signIn'] }, answers });
  await page.goto(origin);
  await page.getByRole('button', { name: w('sign-in-go') }).click();
  const asked = await one(host, 'signIn');
  const end = async () => {
    await server.stop();
    await identity.stop();
    server.forget();
  };
  return { host, origin, identity, asked, url: String(asked.params?.url), end };
}

/** Fills the provider's own pages in. */
async function fill(page: Page): Promise<void> {
  await page.getByPlaceholder(/login/i).fill('ines');
  await page.getByPlaceholder(/password/i).fill('anything');
  await page.getByRole('button', { name: /Sign-in/i }).click();
  await page.getByRole('button', { name: /Continue/i }).click();
}

test('the system’s browser signs in, and the session is the webview’s', async ({ page, browser }) => {
  const { host, origin, asked, url, end } = await together(page, { signIn: 'silent' });
  expect(asked.params?.back).toBe(`${origin}/api/sign-in/callback`);
  await expect(page).toHaveURL(`${origin}/`);
  // The system's browser. It has not the cookie that this sign-in began with, so the way back is nothing to it: the
  // app hands that to the page.
  const outside = await (await browser.newContext()).newPage();
  const comesBack = outside.waitForRequest((request) => request.url().includes('/api/sign-in/callback?'));
  await outside.goto(url);
  await fill(outside);
  const back = (await comesBack).url();
  await expect(outside.getByRole('alert')).toBeVisible();
  await host.sends({ v: 1, id: asked.id, kind: 'res', method: 'signIn', result: { url: back } });
  await expect(page.getByRole('navigation').first()).toBeVisible();
  expect((await page.request.get(`${origin}/api/session`)).status()).toBe(200);
  await end();
});

test('closed by the person, the page stands where it stood, and asks again', async ({ page }) => {
  const { host, origin, end } = await together(page, { signIn: { error: 'cancelled' } });
  await page.getByRole('button', { name: w('sign-in-go') }).click();
  await expect.poll(async () => (await host.heard('req', 'signIn')).length).toBe(2);
  await expect(page).toHaveURL(`${origin}/`);
  await end();
});

test('a way back to somewhere else is not gone: the provider is asked here', async ({ page }) => {
  const { host, origin, identity, asked, end } = await together(page, { signIn: 'silent' });
  const visited: string[] = [];
  page.on('framenavigated', (frame) => visited.push(frame.url()));
  const url = `https://evil.example/api/sign-in/callback?code=1&state=2`;
  await host.sends({ v: 1, id: asked.id, kind: 'res', method: 'signIn', result: { url } });
  await expect(page).toHaveURL(new RegExp(`^${identity.issuer}`));
  expect(visited.some((url) => url.includes('evil.example'))).toBe(false);
  await fill(page);
  await expect(page).toHaveURL(`${origin}/`);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await end();
});
