// Both bundles arrive whole, and their pages live within the policy that the server sends with them.
import { expect, test } from './support/fixtures';

for (const path of ['/', '/desk/']) {
  test(`${path} arrives, starts, and breaks no rule of its own`, async ({ page }) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
    });
    const wasm = page.waitForResponse((response) => response.url().endsWith('.wasm'));

    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    expect(answer?.headers()['content-security-policy']).toContain("'sha256-");
    expect((await wasm).status()).toBe(200);
    expect((await wasm).headers()['content-encoding']).toBe('br');

    await expect(page.getByRole('main')).toBeVisible();
    await expect(page.getByRole('heading').first()).toBeVisible();
    await expect(page).toHaveTitle(/\S/);
    // Asking who one is, without having signed in, is answered by 401; a browser logs that as an error.
    expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  });
}

test('a page that the browser kept works when it is loaded again', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const again = page.waitForResponse((response) => new URL(response.url()).pathname === '/');
  await page.reload();
  const policy = (await again).headers()['content-security-policy'];
  expect(policy).toContain("'wasm-unsafe-eval'");
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
