// The desk without a mouse: a case from its report to its closure.
import { type APIRequestContext, request } from '@playwright/test';
import { Person, report } from './support/api';
import { expect, test } from './support/fixtures';
import { done, form, owner, sends, sit, tabTo, title, types } from './support/keyboard';
import type { Server } from './support/server';
import { words } from './support/words';

const w = words('en');

/** Ines over HTTP, to read what her own page would read. */
async function ines(server: Server): Promise<APIRequestContext> {
  const http = await request.newContext({ baseURL: server.url });
  await http.post('/api/session', { headers: { origin: server.url }, data: { code: 'ines' } });
  return http;
}

interface Seen {
  stage: string;
  offers: unknown[];
  invoices: { total: { minor: number } }[];
  estimate: { revision: number; lines: { facts: { id: string }; title: string }[] };
}

/** The next day whose day and month are one number: it reads the same in every order of the two. */
function twin(): string {
  const now = new Date();
  const month = now.getMonth() + (now.getDate() >= now.getMonth() + 1 ? 1 : 0);
  const two = String((month % 12) + 1).padStart(2, '0');
  return `${two}${two}${now.getFullYear() + Math.floor(month / 12)}`;
}

test('an advisor handles a case from report to closure by keyboard alone', async ({ browser, server }) => {
  test.setTimeout(240_000);
  const her = await Person.of(server, 'ines', '/api');
  const id = await her.does('/cases', report());
  const reads = await ines(server);
  const seen = async () => (await (await reads.get(`/api/cases/${id}`)).json()) as Seen;
  const page = await sit(browser, server, /Sam Okafor/);
  const press = (key: string) => page.keyboard.press(key);
  const first = page.getByRole('link', { name: /It rattles/ });

  // The list, the case.
  await expect(first).toBeVisible();
  await press('j');
  await expect(first).toBeFocused();
  await press('Enter');
  await expect(title(page)).toBeFocused();
  await expect(title(page)).toContainText(w('desk-case-waits-lead'));

  // Accept, with the first promise offered.
  await press('a');
  await expect(form(page).getByRole('radio').first()).toBeFocused();
  await press('Space');
  await sends(page, 'desk-done-accept');

  // A visit on a morning soon.
  await press('o');
  await expect(form(page).getByLabel(w('desk-visit-starts'), { exact: true })).toBeFocused();
  await page.keyboard.type(twin());
  await press('ArrowRight');
  await page.keyboard.type('1030AM');
  await tabTo(page, form(page).getByLabel(w('desk-currency'), { exact: true }));
  await press('ArrowDown');
  await sends(page, 'desk-done-offer');
  expect((await seen()).offers).toHaveLength(1);

  // The car is there; what was found.
  await press('i');
  await expect(form(page).getByRole('button', { name: w('desk-check-in-send') })).toBeFocused();
  await press('Enter');
  await done(page, 'desk-done-check-in');
  await press('d');
  await expect(form(page).getByLabel(w('desk-diagnose-text'), { exact: true })).toBeFocused();
  await page.keyboard.type('The pads are down to 2 mm.');
  await sends(page, 'desk-done-diagnose');

  // An estimate of two lines.
  await press('e');
  const lines = [
    { title: 'Brake pads, front', parts: '84', labour: '96', reason: 'Worn.', evidence: '2 mm left.' },
    { title: 'Caliper bolts', parts: '12', labour: '48', reason: 'Loose.', evidence: 'Turned by hand.' },
  ];
  for (const [n, line] of lines.entries()) {
    const row = form(page).getByRole('group', { name: new RegExp(`^${w('desk-line-n', { n: String(n + 1) })}`) });
    await expect(row.getByLabel(w('desk-line-title'), { exact: true })).toBeFocused();
    await page.keyboard.type(line.title);
    await types(page, 'desk-component', 'BRAKES:HYDRAULIC', row);
    await types(page, 'desk-parts', line.parts, row);
    await types(page, 'desk-labour', line.labour, row);
    const pays = row.getByLabel(w('desk-who-pays'), { exact: true });
    await tabTo(page, pays);
    await press('ArrowDown');
    await expect(pays).toHaveValue('not-covered');
    await types(page, 'desk-line-reason', line.reason, row);
    await types(page, 'desk-line-evidence', line.evidence, row);
    if (n + 1 === lines.length) break;
    await tabTo(page, form(page).getByRole('button', { name: w('desk-line-add') }));
    await press('Enter');
  }
  const currency = form(page).getByLabel(w('desk-currency'), { exact: true });
  if (await currency.isVisible()) {
    await tabTo(page, currency);
    await press('ArrowDown');
  }
  await tabTo(page, form(page).getByRole('radio').first());
  await press('Space');
  await sends(page, 'desk-done-estimate');

  // She approves both; the work goes on.
  const { estimate } = await seen();
  expect(estimate.lines.map((l) => l.title)).toEqual(lines.map((l) => l.title));
  const approve = estimate.lines.map((l) => l.facts.id);
  const total = { minor: 24_000, currency: 'EUR' };
  await her.does(`/cases/${id}/authorisations`, { revision: estimate.revision, approve, decline: [], total });
  for (const stage of ['in-repair', 'ready']) {
    await press('s');
    const radio = form(page).getByRole('radio', { name: w(`stage-${stage}`) });
    await expect(form(page).getByRole('radio', { name: w('stage-diagnosing') })).toBeFocused();
    await expect(radio).toBeEnabled();
    await tabTo(page, radio, 'ArrowRight');
    await expect(radio).toBeChecked();
    await tabTo(page, form(page).locator('#pick-0'));
    await press('Space');
    await sends(page, 'desk-done-progress');
    expect((await seen()).stage).toBe(stage);
  }

  // A later promise, sent with Enter; a message, in which letters are letters.
  await press('p');
  await expect(form(page).getByRole('radio').first()).toBeFocused();
  await press('ArrowDown');
  await press('ArrowDown');
  await press('Enter');
  await done(page, 'desk-done-promise');
  await press('m');
  const composer = page.getByLabel(w('desk-message-label', owner));
  await expect(composer).toBeFocused();
  await page.keyboard.type('a pads? g c / come by, Ines');
  await expect(composer).toHaveValue('a pads? g c / come by, Ines');
  await expect(form(page)).toBeHidden();
  await press('Control+Enter');
  await done(page, 'desk-done-message');
  await press('Escape');
  await expect(title(page)).toBeFocused();

  // Over to a colleague; the invoice; the end.
  await press('h');
  const to = form(page).getByLabel(w('desk-hand-over-to'), { exact: true });
  await expect(to).toBeFocused();
  await expect(to.locator('option', { hasText: 'Tove Lind' })).toBeAttached();
  await page.keyboard.type('Tove');
  await expect(to.locator('option:checked')).toContainText('Tove Lind');
  await sends(page, 'desk-done-hand-over');
  await press('v');
  await expect(form(page).getByLabel(w('desk-charge')).first()).toBeFocused();
  await sends(page, 'desk-done-invoice');
  expect((await seen()).invoices.map((i) => i.total.minor)).toEqual([24_000]);
  await press('c');
  await expect(form(page).getByLabel(w('desk-close-cause'))).toBeFocused();
  await page.keyboard.type('Worn pads and a loose caliper.');
  await press('Tab');
  await page.keyboard.type('Both were replaced.');
  await sends(page, 'desk-done-close');
  expect((await seen()).stage).toBe('closed');

  // Round the house: closed cases, disputes, the calendar, settings, and back.
  await press('g');
  await press('x');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('desk-say-closed'));
  await expect(first).toBeVisible();
  for (const [key, path] of [['d', 'disputes'], ['c', 'calendar'], ['w', 'figures'], ['s', 'settings'], ['i', '']] as const) {
    await press('g');
    await press(key);
    await expect(page).toHaveURL(`${server.url}/desk/${path}`);
  }
});
