// Signing in through a real identity provider, in the browser, on both sides; and what is said when it
// is down, when somebody comes back that nobody knows, by somebody else's link, or with a token that
// does not check out.
import { type Page } from '@playwright/test';
import { configured } from './support/api';
import { type Forgery, Identity } from './support/provider';
import { Server } from './support/server';
import { expect, test } from './support/tidy';

/** A server that knows the demonstration's people and lets this provider sign them in. */
async function together(forgery?: Forgery): Promise<{ server: Server; identity: Identity; end: () => Promise<void> }> {
  const port = await Server.freePort();
  const identity = await Identity.start(`http://localhost:${port}`, 0, forgery);
  const way = (id: string) => `issuer = "${identity.issuer}"\nclient_id = "${id}"\nclient_secret_env = "OIDC_SECRET"\n`;
  const config = configured((demo) => `${demo}\n[sign_in.owner]\n${way('portal')}\n[sign_in.desk]\n${way('desk')}`);
  process.env.OIDC_SECRET = 'a secret of the tests';
  const server = await Server.start(['--config', config], { demo: false, port });
  const end = async () => {
    await server.stop();
    await identity.stop();
    server.forget();
  };
  return { server, identity, end };
}

/** Fills the provider's own pages in, and comes back. */
async function signIn(page: Page, as: string): Promise<void> {
  await page.getByRole('button', { name: /sign.in/i }).click();
  await page.getByPlaceholder(/login/i).fill(as);
  await page.getByPlaceholder(/password/i).fill('anything');
  await page.getByRole('button', { name: /Sign-in/i }).click();
  await page.getByRole('button', { name: /Continue/i }).click();
}

test('an owner and an advisor sign in at the provider, and each is who the provider says', async ({ browser }) => {
  const { server, end } = await together();
  const origin = `http://localhost:${server.port}`;
  const owner = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await owner.goto(origin);
  await signIn(owner, 'ines');
  await expect(owner).toHaveURL(`${origin}/`);
  await expect(owner.getByRole('heading', { level: 1 })).toBeVisible();
  await owner.getByRole('link', { name: 'You', exact: true }).click();
  await expect(owner.getByRole('heading', { name: /Ines Morgen/ })).toBeVisible();

  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await desk.goto(`${origin}/desk/`);
  await signIn(desk, 'sam');
  await expect(desk.getByText('Sam Okafor').first()).toBeVisible();
  await end();
});

test('somebody the maker does not know does not get in', async ({ browser }) => {
  const { server, end } = await together();
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(`http://localhost:${server.port}`);
  await signIn(page, 'mallory');
  await expect(page.getByRole('alert')).toContainText('did not succeed');
  await end();
});

test('an owner is nobody at the desk', async ({ browser }) => {
  const { server, end } = await together();
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await desk.goto(`http://localhost:${server.port}/desk/`);
  await signIn(desk, 'ines');
  await expect(desk.getByRole('alert')).toContainText('did not succeed');
  await end();
});

test('a way back that this browser never set out on does not get in', async ({ browser }) => {
  const { server, end } = await together();
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(`http://localhost:${server.port}/api/sign-in/callback?code=stolen&state=made-up`);
  await expect(page.getByRole('alert')).toContainText('did not succeed');
  await end();
});

test('a provider that is down is said, and when it is back one signs in', async ({ browser }) => {
  const { server, identity, end } = await together();
  const origin = `http://localhost:${server.port}`;
  await identity.stop();
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(origin);
  await expect(page.getByText(/sign-in service does not answer/)).toBeVisible();
  const again = await Identity.start(origin, identity.port);
  await signIn(page, 'ines');
  await expect(page.getByRole('navigation')).toBeVisible();
  await again.stop();
  await end();
});

test('when the provider has changed its keys one signs in as before', async ({ browser }) => {
  const { server, identity, end } = await together();
  const origin = `http://localhost:${server.port}`;
  const enter = async () => {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(origin);
    await signIn(page, 'ines');
    await expect(page.getByRole('navigation')).toBeVisible();
  };
  // From here on the server knows the keys.
  await enter();
  await identity.stop();
  const again = await Identity.start(origin, identity.port);
  await enter();
  await again.stop();
  await end();
});

test('a token signed anew with the key that is published is taken', async ({ browser }) => {
  // Without this, those below could be refused for something else.
  const { server, end } = await together({});
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(`http://localhost:${server.port}`);
  await signIn(page, 'ines');
  await expect(page.getByRole('navigation')).toBeVisible();
  await end();
});

const hourAgo = Math.floor(Date.now() / 1000) - 3600;
const forgeries: [string, Forgery][] = [
  ['signed with a wrong key', { key: 'another' }],
  ['that nobody signed', { key: 'none' }],
  ['for another audience', { claims: { aud: 'somebody-else' } }],
  ['of another issuer', { claims: { iss: 'http://localhost:1' } }],
  ['of another sign-in', { claims: { nonce: 'made-up' } }],
  ['that has expired', { claims: { exp: hourAgo } }],
];
for (const [what, forgery] of forgeries) {
  test(`a token ${what} signs nobody in`, async ({ browser }) => {
    const { server, end } = await together(forgery);
    const origin = `http://localhost:${server.port}`;
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(origin);
    await signIn(page, 'ines');
    await expect(page.getByRole('alert')).toContainText('did not succeed');
    expect(server.log).toContain('the token does not check out');
    const cookies = (await context.cookies()).map((c) => c.name);
    expect(cookies).not.toContain('servicelane-owner');
    expect((await context.request.get(`${origin}/api/session`)).status()).toBe(401);
    await end();
  });
}
