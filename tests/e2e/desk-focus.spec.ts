// What keys at the desk must not do: act once they are switched off, stay silent when refused, lose the focus.
import { type Browser } from '@playwright/test';
import { Person, report, within } from './support/api';
import { expect, test } from './support/fixtures';
import { done, form, keysButton, sit, tabTo, title, types } from './support/keyboard';
import type { Server } from './support/server';
import { words } from './support/words';

const w = words('en');

/** A case that Sam has, and a second that nobody has; the desk with the first row under the keyboard. */
async function atTheList(browser: Browser, server: Server) {
  const her = await Person.of(server, 'ines', '/api');
  const sam = await Person.of(server, 'sam', '/api/desk');
  const id = await her.does('/cases', report());
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(1800) });
  await her.does('/cases', { ...report(), concerns: [{ text: 'The horn is weak.', since: 'today' }] });
  const page = await sit(browser, server, /Sam Okafor/);
  const row = page.getByRole('link', { name: /It rattles/ });
  const other = page.getByRole('link', { name: /horn is weak/ });
  await expect(row).toBeVisible();
  await expect(other).toBeVisible();
  return { page, row, other, id, her, press: (key: string) => page.keyboard.press(key) };
}

test('? lists every key, keeps the focus, and Escape gives it back', async ({ browser, server }) => {
  const { page, row, other, press } = await atTheList(browser, server);
  await tabTo(page, row);
  await press('ArrowDown');
  await expect(other).toBeFocused();
  // One row is a stop for Tab, the others are reached from it.
  await expect(row).toHaveAttribute('tabindex', '-1');
  await press('?');
  const list = page.getByRole('dialog', { name: w('desk-keys') });
  await expect(list).toBeVisible();
  for (let n = 0; n < 6; n += 1) {
    await press('Tab');
    expect(await list.evaluate((e) => document.activeElement === document.body || e.contains(document.activeElement))).toBe(true);
  }
  // Under the list nothing moves.
  await press('j');
  await press('a');
  await press('Escape');
  await expect(list).toBeHidden();
  await expect(other).toBeFocused();
  await expect(page).toHaveURL(`${server.url}/desk/`);

  // What a button says its key is, the list says too.
  await press('Enter');
  await expect(title(page)).toBeFocused();
  const keys = await page.locator('[aria-keyshortcuts]').evaluateAll((all) => all.map((e) => e.getAttribute('aria-keyshortcuts')));
  expect(keys.length).toBeGreaterThan(11);
  await press('?');
  for (const key of keys) await expect(list.getByText(key ?? '', { exact: true }).first()).toBeVisible();
});

test('single keys do nothing once they are switched off, and stay off', async ({ browser, server }) => {
  const { page, row, other, press } = await atTheList(browser, server);
  const list = page.getByRole('dialog', { name: w('desk-keys') });
  const single = page.getByRole('checkbox', { name: w('desk-keys-letters') });
  await press('?');
  await tabTo(page, list.getByRole('checkbox', { name: w('desk-keys-letters') }));
  await press('Space');
  await expect(single).not.toBeChecked();
  await press('Escape');
  await expect(list).toBeHidden();

  for (const again of [false, true]) {
    if (again) await page.reload();
    await tabTo(page, row);
    for (const key of ['j', 'k', 'n', 'a', 'e', '/', '?', 'g', 's']) await press(key);
    await expect(row).toBeFocused();
    await expect(page).toHaveURL(`${server.url}/desk/`);
    await expect(list).toBeHidden();
    // What is no letter goes on working.
    await press('ArrowDown');
    await expect(other).toBeFocused();
    await press('ArrowUp');
    await expect(row).toBeFocused();
  }

  // The way back does not need a single key.
  await tabTo(page, keysButton(page), 'Shift+Tab');
  await press('Enter');
  await tabTo(page, list.getByRole('checkbox', { name: w('desk-keys-letters') }));
  await press('Space');
  await press('Escape');
  await press('j');
  await expect(row).toBeFocused();
});

test('Escape gives the focus back to where it was', async ({ browser, server }) => {
  const { page, row, press } = await atTheList(browser, server);
  // From a row: the case opens with its form, and the row is the way back.
  await tabTo(page, row);
  await press('d');
  await expect(form(page).getByLabel(w('desk-diagnose-text'), { exact: true })).toBeFocused();
  await page.keyboard.type('Half a word');
  await press('Escape');
  await expect(form(page)).toBeHidden();
  await expect(row).toBeFocused();
  // From a button: the same button. What was typed is still there.
  const button = page.getByRole('button', { name: new RegExp(`^${w('desk-diagnose')}`) });
  await tabTo(page, button);
  await press('Enter');
  await expect(form(page).getByLabel(w('desk-diagnose-text'), { exact: true })).toHaveValue('Half a word');
  await press('Escape');
  await expect(button).toBeFocused();
  // Out of the case, to its row; out of the finder, to the row too.
  await press('Escape');
  await expect(row).toBeFocused();
  await press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('horn');
  await expect(page.getByText(w('desk-find-some', { n: '1', all: '2' }))).toBeVisible();
  await expect(row).toBeHidden();
  await press('Escape');
  await expect(row).toBeFocused();
});

test('the finder opens what it found, and a fault takes the focus', async ({ browser, server }) => {
  const { page, press } = await atTheList(browser, server);
  await press('/');
  await page.keyboard.type('nothing like it');
  await expect(page.getByText(w('desk-find-none', { text: 'nothing like it' }))).toBeVisible();
  await press('Control+a');
  await page.keyboard.type('rattles');
  await press('Enter');
  await expect(title(page)).toBeFocused();
  await expect(title(page)).toContainText('Ines Morgen');
  await press('d');
  const text = form(page).getByLabel(w('desk-diagnose-text'), { exact: true });
  await expect(text).toBeFocused();
  await press('Tab');
  await press('Control+Enter');
  await expect(text).toBeFocused();
  await expect(text).toHaveAttribute('aria-invalid', 'true');
  // What cannot be done says why, and opens nothing.
  await press('Escape');
  await press('v');
  await expect(page.getByRole('status').filter({ hasText: w('desk-invoice') })).toContainText(w('problem-no-estimate'));
  await expect(form(page)).toBeHidden();
});

test('a manager answers a dispute by keyboard', async ({ browser, server }) => {
  const { her, id } = await atTheList(browser, server);
  const sam = await Person.of(server, 'sam', '/api/desk');
  await sam.does(`/cases/${id}/diagnosis`, { text: 'A heat shield is loose.' });
  await her.does(`/cases/${id}/disputes`, { subject: 'diagnosis', text: 'It is not the heat shield.' });
  const page = await sit(browser, server, /Greta Holm/);
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('desk-say-docket-mine-one'));
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await expect(form(page).getByRole('radio', { name: w('desk-answer-changed') })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await types(page, 'desk-answer-why', 'It is: we heard it on the lift.');
  await page.keyboard.press('Control+Enter');
  await done(page, 'desk-done-answer');
  await expect(page.getByText('It is: we heard it on the lift.').first()).toBeVisible();
});
