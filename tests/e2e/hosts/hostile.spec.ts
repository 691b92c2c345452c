// A host that lies, shouts or breaks: it changes nothing that is not its own, and holds nobody up.
import { expect, test } from '../support/fixtures';
import { Host, type Message, enter, root, safe, welcome } from './host';

const junk = [
  '', '{', '[]', 'null', '1e999', '"theme"', '['.repeat(50_000), 'x'.repeat(100_000),
  '{"v":1,"kind":"evt","method":"theme","params":{"name":"\\" onload=\\"alert(1)"}}',
  '{"v":1,"kind":"evt","method":"safeArea","params":{"top":1e6,"right":0,"bottom":0,"left":0}}',
  '{"v":1,"kind":"evt","method":"__proto__","params":{"hidden":true}}',
  '{"v":1,"kind":"evt","method":"identity","params":{"person":"ines","role":"operator"}}',
  '{"v":1,"kind":"evt","method":"open","params":{"path":"javascript:alert(1)"}}',
  '{"v":1,"id":"p1","kind":"res","method":"signIn","result":{"url":"https://evil.example/"}}',
  '{"v":9,"id":"h","kind":"req","method":"back"}',
];

test('a hostile host changes nothing that is not its own, and signs nobody in', async ({ page }) => {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  const capabilities = { methods: ['session', 'eval', 7, null], surface: { name: 'admin' }, theme: 'night', locale: { tag: '<de>' } };
  const host = await Host.around(page, { channel: 'ios', capabilities });
  await page.goto('/');
  await welcome(page, 'en');
  for (const text of junk) await host.sends(text);
  for (const method of ['session', 'identity', 'eval', 'dial', 'toString']) {
    expect(await host.asks(method, { person: 'ines' })).toMatchObject({ error: { code: 'unknown-method' } });
  }
  expect(await host.asks('theme', { name: 'pink' })).toMatchObject({ error: { code: 'invalid-params' } });
  await expect(root(page)).toHaveAttribute('data-surface', 'desktop');
  await expect(root(page)).toHaveAttribute('data-theme', 'day');
  expect(await safe(page, 'top')).toBe('');
  expect((await page.request.get('/api/session')).status()).toBe(401);
  await page.getByRole('button', { name: /Ines Morgen/ }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  expect(wrong).toEqual([]);
});

const broken: [string, () => void][] = [
  ['that throws', () => Object.assign(globalThis, { servicelane: { postMessage: () => { throw new Error('no'); } } })],
  ['that is not what it seems', () => Object.assign(globalThis, { servicelane: 'yes', webkit: { messageHandlers: { servicelane: {} } } })],
  ['that breaks when it is looked at', () => Object.defineProperty(globalThis, 'servicelane', { value: Object.defineProperty({}, 'postMessage', { get: () => { throw new Error('no'); } }) })],
  ['that never answers', () => Object.assign(globalThis, { servicelane: { postMessage: () => undefined } })],
  ['that answers at once, before it was asked to the end', () => {
    const host = {
      onmessage: undefined as undefined | ((event: unknown) => void),
      postMessage(text: string) {
        const { id, method } = JSON.parse(text) as Message;
        this.onmessage?.({ data: JSON.stringify({ v: 1, id, kind: 'res', method, result: { methods: [] } }) });
      },
    };
    Object.assign(globalThis, { servicelane: host });
  }],
];
for (const [what, script] of broken) {
  test(`a host ${what} holds nobody up`, async ({ page }) => {
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    await page.addInitScript(script);
    await enter(page);
    expect(wrong).toEqual([]);
  });
}
