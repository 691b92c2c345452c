// Photos from the centre: chosen, dropped or pasted, sent when somebody says so and not before, each once however
// often the line breaks, and live on the owner's page.
import type { Browser, Locator } from '@playwright/test';
import { PLACE, type Taken, film, photo, picture } from './support/camera';
import { expect, test } from './support/fixtures';
import type { Server } from './support/server';
import { type Seat, openCase, owner, patient, report, says, staff } from './support/story';

interface Attachment {
  digest: string;
  media: string;
}

/** Ines with a case of her own open, and Sam with the same case at the desk. */
async function bothSides(browser: Browser, server: Server): Promise<{ ines: Seat; sam: Seat }> {
  const ines = await owner(browser, server, /Ines Morgen/, 'en');
  await ines.page.getByRole('link', { name: ines.w('home-report') }).first().click();
  await report(ines, 'It rattles behind the door.', 'drivable-yes');
  await says(ines, /Hamburg Hafen has your report/);
  const sam = await staff(browser, server, /Sam Okafor/, 'en');
  await openCase(sam, 'It rattles');
  return { ines, sam };
}

const section = ({ page, w }: Seat) => page.getByRole('region', { name: w('photos-title'), exact: true });
const field = ({ page, w }: Seat) => page.getByLabel(w('photos-add'));
const tray = (sam: Seat) => section(sam).getByRole('list', { name: sam.w('desk-photos-tray'), exact: true });
const send = (sam: Seat) => section(sam).getByRole('button', { name: sam.w('desk-photos-send', { owner: 'Ines Morgen' }), exact: true });
const tile = ({ page, w }: Seat, n: number) => page.getByRole('img', { name: w('photos-photo', { n: String(n) }), exact: true });
const act = (seat: Seat, key: string, n: number) =>
  section(seat).getByRole('button', { name: `${seat.w(key)}: ${seat.w('photos-photo', { n: String(n) })}`, exact: true });

/** The case's files, by the server's own word. */
async function files({ page }: Seat): Promise<Attachment[]> {
  const { origin, pathname } = new URL(page.url());
  const answer = await page.request.get(`${origin}/api/cases/${pathname.split('/')[2]}`);
  return ((await answer.json()) as { attachments?: Attachment[] }).attachments ?? [];
}

/** Waits until the case has so many, and no more of them are on their way from the desk. */
async function arrived(ines: Seat, sam: Seat, count: number): Promise<Attachment[]> {
  await expect(async () => expect(await files(ines)).toHaveLength(count)).toPass(patient);
  await expect(section(sam).getByRole('button', { name: new RegExp(`^${sam.w('photos-cancel')}`) })).toHaveCount(0, patient);
  const all = await files(ines);
  expect(all).toHaveLength(count);
  expect(new Set(all.map((file) => file.digest)).size).toBe(count);
  return all;
}

/** Drags files over a place and lets them go there; or pastes them, with words beside them where there are some. Says whether the page kept them from the browser. */
async function give(on: Locator, how: 'drop' | 'paste', given: Taken[], words = ''): Promise<boolean> {
  const told = given.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') }));
  return on.evaluate(
    (element, { how, told, words }) => {
      const data = new DataTransfer();
      for (const { name, mimeType, base64 } of told) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: mimeType }));
      }
      if (words) data.setData('text/plain', words);
      const as = { bubbles: true, cancelable: true };
      if (how === 'paste') return !element.dispatchEvent(new ClipboardEvent('paste', { ...as, clipboardData: data }));
      element.dispatchEvent(new DragEvent('dragover', { ...as, dataTransfer: data }));
      return !element.dispatchEvent(new DragEvent('drop', { ...as, dataTransfer: data }));
    },
    { how, told, words },
  );
}

test('two photos wait until they are sent, over a reload too; then each is there once, and live on the owner’s page', async ({ browser, server }) => {
  const { ines, sam } = await bothSides(browser, server);
  await field(sam).setInputFiles([await photo(sam.page, 1), await photo(sam.page, 2)]);
  await expect(tray(sam).getByRole('img')).toHaveCount(2);
  await sam.page.reload();
  await expect(tray(sam).getByRole('img')).toHaveCount(2);
  expect(await files(ines)).toHaveLength(0);
  await send(sam).click();
  await expect(tray(sam)).toBeHidden();
  await expect(tile(ines, 2)).toBeVisible(patient);
  await expect(tile(ines, 1)).toBeVisible();
  const { origin, pathname } = new URL(ines.page.url());
  for (const { media, digest } of await arrived(ines, sam, 2)) {
    expect(media).toBe('jpeg');
    const answer = await ines.page.request.get(`${origin}/api${pathname}/attachments/${digest}`);
    expect((await answer.body()).includes(PLACE)).toBe(false);
  }
  await expect(section(sam).getByRole('link')).toHaveCount(2);
  // Nothing of it stays in the browser.
  await expect(async () => {
    const left = await sam.page.evaluate(async () => (await (await caches.open('files:desk')).keys()).length);
    expect(left).toBe(0);
  }).toPass(patient);
});

test('a server that is away, and answers that are lost: each is there once', async ({ browser, server }) => {
  const { ines, sam } = await bothSides(browser, server);
  let lost = 0;
  await sam.page.context().route('**/attachments', async (route) => {
    if (lost === 2) return route.continue();
    await route.fetch();
    lost += 1;
    return route.abort('connectionreset');
  });
  await server.kill9();
  await field(sam).setInputFiles([await photo(sam.page, 1), film(600_000), await photo(sam.page, 2)]);
  await expect(tray(sam).getByRole('listitem')).toHaveCount(3);
  await send(sam).click();
  await expect(section(sam).getByText(sam.w('photos-not-sent')).first()).toBeVisible();
  await server.restart();
  const all = await arrived(ines, sam, 3);
  expect(all.map((file) => file.media).sort()).toEqual(['jpeg', 'jpeg', 'mp4']);
  expect(lost).toBe(2);
  await expect(section(sam).getByText(sam.w('photos-not-sent'))).toHaveCount(0);
  await expect(tile(ines, 1)).toBeVisible();
});

test('what is no photo is said by its name; what is taken out before it is sent, or on its way, does not arrive', async ({ browser, server }) => {
  const { ines, sam } = await bothSides(browser, server);
  await field(sam).setInputFiles([
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('<script>alert(1)</script>') },
    picture(1),
    picture(2),
    picture(3),
  ]);
  await expect(section(sam).getByText(sam.w('photos-unknown', { name: 'notes.txt' }))).toBeVisible();
  await expect(tray(sam).getByRole('img')).toHaveCount(3);
  // The same again is there once.
  await field(sam).setInputFiles(picture(2));
  await expect(section(sam).getByText(sam.w('photos-unknown', { name: 'notes.txt' }))).toHaveCount(0);
  await act(sam, 'photos-remove', 1).click();
  await expect(tray(sam).getByRole('img')).toHaveCount(2);
  await expect(field(sam)).toBeFocused();

  await sam.page.context().route('**/uploads/**', (route) => route.abort('connectionreset'));
  await send(sam).click();
  const cancel = section(sam).getByRole('button', { name: new RegExp(`^${sam.w('photos-cancel')}`) });
  await expect(cancel).toHaveCount(2);
  await expect(section(sam).getByText(sam.w('photos-not-sent')).first()).toBeVisible();
  await act(sam, 'photos-cancel', 1).click();
  await expect(cancel).toHaveCount(1);
  await sam.page.context().unroute('**/uploads/**');
  await arrived(ines, sam, 1);
  await expect(section(sam).getByRole('link')).toHaveCount(1);
});

test('what the browser has thrown away says so, and can be chosen again', async ({ browser, server }) => {
  const { ines, sam } = await bothSides(browser, server);
  await field(sam).setInputFiles(picture(1));
  await expect(tray(sam).getByRole('img')).toHaveCount(1);
  await sam.page.evaluate(() => caches.delete('files:desk'));
  await send(sam).click();
  await expect(section(sam).getByText(sam.w('photos-gone'))).toBeVisible(patient);
  await field(sam).setInputFiles(picture(1));
  await expect(tray(sam).getByRole('img')).toHaveCount(1);
  await send(sam).click();
  await arrived(ines, sam, 1);
  await expect(section(sam).getByText(sam.w('photos-gone'))).toHaveCount(0);
});

test('by key, by drop, by paste; what is dropped beside it, or pasted with words, is left alone', async ({ browser, server }) => {
  const { ines, sam } = await bothSides(browser, server);
  await sam.page.keyboard.press('f');
  await expect(field(sam)).toBeFocused();
  expect(await give(section(sam), 'drop', [picture(1)])).toBe(true);
  await expect(tray(sam).getByRole('img')).toHaveCount(1);
  expect(await give(sam.page.locator('aside').first(), 'drop', [picture(2)])).toBe(true);
  const composer = sam.page.getByRole('textbox', { name: sam.w('desk-message-label', { owner: 'Ines Morgen' }) });
  expect(await give(composer, 'paste', [picture(2)], 'What was copied')).toBe(false);
  expect(await give(composer, 'paste', [picture(3)])).toBe(true);
  await expect(tray(sam).getByRole('img')).toHaveCount(2);
  // Away and back: it is as it was.
  await sam.page.keyboard.press('Escape');
  await expect(section(sam)).toHaveCount(0);
  await openCase(sam, 'It rattles');
  await expect(tray(sam).getByRole('img')).toHaveCount(2);
  await send(sam).click();
  await arrived(ines, sam, 2);
});
