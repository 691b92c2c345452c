// The desk's rooms beside its cases: the docket, the calendar, the settings.
import { type Browser } from '@playwright/test';
import { Person, report, within } from './support/api';
import { expect, test } from './support/fixtures';
import type { Server } from './support/server';
import { begin, openCase, owner, staff } from './support/story';
import { like, words } from './support/words';

const w = words('en');
const hamburg = { centre: 'Hamburg Hafen' };

/** A case of Ines's that Sam has, with a diagnosis. */
async function accepted(server: Server) {
  const ines = await Person.of(server, 'ines', '/api');
  const sam = await Person.of(server, 'sam', '/api/desk');
  const id = await ines.does('/cases', report());
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(3600) });
  await sam.does(`/cases/${id}/diagnosis`, { text: 'A heat shield is loose.' });
  return { ines, sam, id };
}

/** An operator, who has no cases and so begins at the settings. */
async function operator(browser: Browser, server: Server) {
  const opal = await staff(browser, server, /Opal Reyes/, 'en');
  await expect(opal.page.getByRole('heading', { name: w('desk-switch') })).toBeVisible();
  return opal.page;
}

test('an operator switches a centre’s contacts off, and the owner of an open case sees them no more', async ({ browser, server }) => {
  const { ines, id } = await accepted(server);
  const { page } = await owner(browser, server, /Ines Morgen/, 'en');
  await page.goto(`${server.url}/cases/${id}/managers`);
  await expect(page.getByText('Greta Holm')).toBeVisible();

  const desk = await operator(browser, server);
  await desk.getByRole('button', { name: w('desk-switch-to-off', hamburg) }).click();
  await expect(desk.getByText(w('desk-changed-off', hamburg)).first()).toBeVisible();
  expect(await ines.status(`/cases/${id}/contacts`)).toBe(404);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Greta Holm')).toBeHidden();

  // The same button is the way back.
  await desk.getByRole('button', { name: w('desk-switch-to-on', hamburg) }).click();
  await expect(desk.getByText(w('desk-changed-on', hamburg)).first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('Greta Holm')).toBeVisible();
});

test('an advisor sees the switch with the reason why it is not theirs', async ({ browser, server }) => {
  const { page } = await staff(browser, server, /Sam Okafor/, 'en');
  await page.getByRole('link', { name: w('desk-tab-settings') }).click();
  await expect(page.getByText(w('desk-switch-who'))).toBeVisible();
  await expect(page.getByText(w('desk-terms-who'))).toBeVisible();
  await expect(page.getByRole('button', { name: w('desk-switch-to-off', hamburg) })).toHaveAttribute('aria-disabled', 'true');
});

test('two people change the limits: the second is told, sees what is in force, and keeps what was typed', async ({ browser, server }) => {
  const opal = await operator(browser, server);
  const { page } = await staff(browser, server, /Henrik Solberg/, 'en');
  await page.getByRole('link', { name: w('desk-tab-settings') }).click();
  await page.getByLabel(w('desk-term-reopen'), { exact: true }).fill('0');
  await page.getByRole('button', { name: w('desk-terms-send') }).click();
  await expect(page.getByText(w('fault-too-few', { limit: '1' }))).toBeVisible();
  await page.getByLabel(w('desk-term-reopen'), { exact: true }).fill('21');

  await opal.getByLabel(w('desk-term-reopen'), { exact: true }).fill('30');
  await opal.getByRole('button', { name: w('desk-terms-send') }).click();
  await expect(opal.getByText(w('desk-terms-done'))).toBeVisible();

  await page.getByRole('button', { name: w('desk-terms-send') }).click();
  await expect(page.getByText(like(w('problem-settings-changed')))).toBeVisible();
  await expect(page.getByText(w('desk-term-now', { n: '30' }))).toBeVisible();
  await page.reload();
  await expect(page.getByLabel(w('desk-term-reopen'), { exact: true })).toHaveValue('21');
  await page.getByRole('button', { name: w('desk-terms-send') }).click();
  await expect(page.getByText(w('desk-terms-done'))).toBeVisible();
});

test('a manager finds a dispute in the docket, opens it there, and it goes once it is answered', async ({ browser, server }) => {
  const { ines, id } = await accepted(server);
  const seat = await staff(browser, server, /Greta Holm/, 'en');
  const { page } = seat;
  await page.getByRole('link', { name: w('desk-disputes') }).click();
  await expect(page.getByText(w('desk-empty-docket'))).toBeVisible();

  // It comes by itself, and the tab counts it.
  await ines.does(`/cases/${id}/disputes`, { subject: 'diagnosis', text: 'It is not the heat shield.' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('desk-say-docket-mine-one'));
  await expect(page.getByRole('link', { name: `${w('desk-disputes')} 1` })).toBeVisible();
  await openCase(seat, 'It rattles');
  await expect(page.getByText('It is not the heat shield.').first()).toBeVisible();

  const greta = await Person.of(server, 'greta', '/api/desk');
  await greta.does(`/cases/${id}/dispute-answers`, { dispute: 1, outcome: 'kept', text: 'It is: we heard it.' });
  await expect(page.getByText(w('desk-empty-docket'))).toBeVisible();
  await expect(page.getByText('It is: we heard it.').first()).toBeVisible();
});

test('a visit that an owner takes appears in the calendar by itself', async ({ browser, server }) => {
  const { id } = await accepted(server);
  const sam = await staff(browser, server, /Sam Okafor/, 'en');
  await sam.page.getByRole('link', { name: w('desk-tab-calendar') }).click();
  await expect(sam.page.getByRole('heading', { level: 2 })).toContainText('Hamburg Hafen');
  const calendar = sam.page.locator('#case');
  await expect(calendar.getByText(like(w('desk-cal-free'))).first()).toBeVisible();
  await expect(calendar.getByRole('link', { name: /It rattles/ })).toHaveCount(0);

  const { page } = await owner(browser, server, /Ines Morgen/, 'en');
  await page.goto(`${server.url}/cases/${id}`);
  await page.getByRole('link', { name: w('visit-choose') }).click();
  await page.getByRole('radio', { name: w('visit-centre') }).check();
  await page.getByRole('button', { name: /Hamburg Hafen/ }).first().click();
  await page.getByRole('button', { name: like(w('visit-take')) }).click();

  const visit = calendar.getByRole('link', { name: /It rattles/ });
  await expect(visit).toContainText(w('visit-centre'));
  await expect(visit).toContainText('Sam Okafor');
  await visit.click();
  await expect(sam.page.locator('article').first()).toBeVisible();
  await expect(sam.page).toHaveURL(new RegExp(`/desk/calendar/${id}$`));
});

test('a file with a bad line names the line, and a good one is taken in two steps', async ({ browser, server }) => {
  const page = await operator(browser, server);
  const article = (id: string, en: string) =>
    JSON.stringify({ kind: 'article', id, name: { en, de: 'Schal', nb: 'Skjerf', es: 'Bufanda' } });
  const choose = (...lines: string[]) =>
    page.getByLabel(w('desk-import-file')).setInputFiles({
      name: 'registry.jsonl',
      mimeType: 'application/json',
      buffer: Buffer.from(lines.join('\n')),
    });
  await choose(article('scarf', 'Scarf'), '{"kind":"article","id":');
  await expect(page.getByText(w('desk-import-line', { n: '2' }))).toBeVisible();
  await expect(page.getByText(like(w('problem-import-refused')))).toBeVisible();
  await expect(page.getByRole('button', { name: w('desk-import-take-one') })).toBeHidden();

  await choose(article('scarf', 'Scarf'));
  await expect(page.getByText(w('desk-import-good-one'))).toBeVisible();
  await expect(page.getByText(w('desk-import-line', { n: '2' }))).toBeHidden();
  await page.getByRole('button', { name: w('desk-import-take-one') }).click();
  await expect(page.getByText(w('desk-changed-import-one')).first()).toBeVisible();
});

test('somebody put on the staff can be handed a case, and signs in', async ({ browser, server }) => {
  const { id } = await accepted(server);
  const desk = await operator(browser, server);
  await desk.getByRole('button', { name: w('desk-staff-add') }).click();
  const form = desk.getByRole('form', { name: w('desk-staff-add-title') });
  await form.getByLabel(w('desk-staff-id'), { exact: true }).fill('ida');
  await form.getByLabel(w('desk-staff-name'), { exact: true }).fill('Ida Berg');
  await form.getByLabel(w('desk-staff-role'), { exact: true }).selectOption({ label: w('role-advisor') });
  await form.getByRole('checkbox', { name: 'Hamburg Hafen' }).check();
  await form.getByRole('button', { name: w('desk-staff-send') }).click();
  await expect(desk.getByRole('rowheader', { name: /Ida Berg/ })).toBeVisible();

  const sam = await staff(browser, server, /Sam Okafor/, 'en');
  await openCase(sam, 'It rattles');
  await begin(sam, 'desk-hand-over');
  const to = sam.page.getByLabel(w('desk-hand-over-to'), { exact: true });
  await to.selectOption({ label: `Ida Berg, ${w('role-advisor')}` });
  await sam.page.getByRole('button', { name: w('desk-hand-over-send') }).click();
  await expect(sam.page.getByText(like(w('desk-done-hand-over')))).toBeVisible();
  const ida = await Person.of(server, 'ida', '/api/desk');
  expect(await ida.status(`/cases/${id}`)).toBe(200);

  // Whoever has left is offered no more.
  const row = desk.getByRole('row').filter({ has: desk.getByRole('rowheader', { name: /Ida Berg/ }) });
  await row.getByRole('button', { name: new RegExp(`^${w('desk-staff-leave')}`) }).click();
  await desk.getByRole('button', { name: w('desk-staff-leave-yes', { name: 'Ida Berg' }) }).click();
  await expect(desk.getByText(w('desk-changed-left', { name: 'Ida Berg' })).first()).toBeVisible();
  await begin(sam, 'desk-hand-over');
  await expect(to.getByRole('option', { name: /Tove Lind/ })).toBeAttached();
  await expect(to.getByRole('option', { name: /Ida Berg/ })).toHaveCount(0);
});
