// What protects both sides, each seen by the person it concerns.
import type { Browser, Page } from '@playwright/test';
import { Person, configured, report, within } from './support/api';
import { expect, test } from './support/fixtures';
import type { Server } from './support/server';
import { owner } from './support/story';
import { like, words } from './support/words';

const w = words('en');
const goodwill = { minor: 0, currency: 'EUR' };
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const line = (id: string, minor: number) => ({
  id, kind: 'work', title: `Work ${id}`, reason: 'Worn.', component: 'VISIBILITY', coverage: 'not-covered', parts: eur(minor), labour: goodwill,
});

/** A case of Ines's that Sam has, with a diagnosis. */
async function accepted(server: Server, drivable = 'yes') {
  const ines = await Person.of(server, 'ines', '/api');
  const sam = await Person.of(server, 'sam', '/api/desk');
  const id = await ines.does('/cases', report(drivable));
  await sam.does(`/cases/${id}/acceptance`, { next_update: within(3600) });
  await sam.does(`/cases/${id}/diagnosis`, { text: 'A heat shield is loose.' });
  return { ines, sam, id };
}

async function at(browser: Browser, server: Server, id: string, room = ''): Promise<Page> {
  const seat = await owner(browser, server, /Ines Morgen/, 'en');
  await seat.page.goto(`${server.url}/cases/${id}${room}`);
  return seat.page;
}

async function disagree(page: Page, why: string): Promise<void> {
  await page.getByRole('group', { name: w('dispute-subject') }).getByRole('radio', { name: w('subject-diagnosis') }).check();
  await page.getByRole('textbox', { name: w('dispute-why') }).fill(why);
  await page.getByRole('button', { name: w('dispute-send') }).click();
}

test('both managers come with the intake, and go with the close; nobody else’s case shows them', async ({ browser, server }) => {
  const { sam, id } = await accepted(server);
  const page = await at(browser, server, id, '/managers');
  await expect(page.getByText('Greta Holm')).toBeVisible();
  await expect(page.getByText('Ruth Brandt')).toBeVisible();
  const carmen = await Person.of(server, 'carmen', '/api');
  expect(await carmen.status(`/cases/${id}/contacts`)).toBe(404);
  await sam.does(`/cases/${id}/closure`, { cause: 'Loose.', remedy: 'Fastened.' });
  await expect(page.getByText('Greta Holm')).toBeHidden();
});

test.describe('at a centre that is switched off', () => {
  test.use({ serverOptions: ['--config', configured((demo) => demo.replaceAll('contacts = true', 'contacts = false'))] });

  test('there are no contacts, and one can disagree all the same', async ({ browser, server }) => {
    const { id } = await accepted(server);
    const page = await at(browser, server, id);
    await expect(page.getByText(w('manager-yours'))).toBeHidden();
    await page.goto(`${server.url}/cases/${id}/managers`);
    await expect(page.getByText('Greta Holm')).toBeHidden();
    await disagree(page, 'It is not the heat shield.');
    await expect(page.getByText(like(w('dispute-with'))).first()).toBeVisible();
  });
});

test('a second dispute too soon is refused with its time, and no word of it is lost', async ({ browser, server }) => {
  const { id } = await accepted(server);
  const page = await at(browser, server, id, '/managers');
  await disagree(page, 'It is not the heat shield.');
  await expect(page.getByText(like(w('dispute-with'))).first()).toBeVisible();
  const greta = await Person.of(server, 'greta', '/api/desk');
  await greta.does(`/cases/${id}/dispute-answers`, { dispute: 1, outcome: 'kept', text: 'It is: we heard it.' });
  await expect(page.getByText('It is: we heard it.')).toBeVisible();
  await disagree(page, 'I hear it still.');
  await expect(page.getByText(like(w('problem-dispute-cooling'))).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: w('dispute-why') })).toHaveValue('I hear it still.');
});

test.describe('with one dispute a day', () => {
  const terms = '\n[terms]\ndispute_cooldown_minutes = 0\ndisputes_per_day = 1\n';
  test.use({ serverOptions: ['--config', configured((demo) => demo + terms)] });

  for (const [drivable, held] of [['yes', true], ['no', false]] as const) {
    test(`the next one is ${held ? 'refused until tomorrow' : 'taken, where somebody may come to harm'}`, async ({ browser, server }) => {
      const { ines, id } = await accepted(server, drivable);
      await ines.does(`/cases/${id}/disputes`, { subject: 'diagnosis', text: 'No.' });
      const greta = await Person.of(server, 'greta', '/api/desk');
      await greta.does(`/cases/${id}/dispute-answers`, { dispute: 1, outcome: 'kept', text: 'Yes.' });
      const page = await at(browser, server, id, '/managers');
      if (held) {
        // Said before anybody types in vain; and the server means it.
        await expect(page.getByText(like(w('dispute-next')))).toBeVisible();
        await expect(page.getByRole('button', { name: w('dispute-send') })).toBeDisabled();
        await expect(ines.does(`/cases/${id}/disputes`, { subject: 'warranty', text: 'No.' })).rejects.toThrow(/dispute-limit/);
      } else {
        await disagree(page, 'I hear it still.');
        await expect(page.getByText(like(w('dispute-with'))).first()).toBeVisible();
      }
    });
  }
});

test.describe('with a short climb', () => {
  test.use({ serverOptions: ['--config', configured((demo) => `${demo}\n[terms]\npromise_climb_minutes = 0\n`)] });

  test('a promise that passes goes to both managers by itself, and the owner sees each step', async ({ browser, server }) => {
    const { sam, id } = await accepted(server);
    await sam.does(`/cases/${id}/promises`, { due: within(4) });
    const page = await at(browser, server, id);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(w('level-regional'), { timeout: 30_000 });
    await expect(page.getByText(new RegExp(w('level-local'))).first()).toBeVisible();
    await sam.does(`/cases/${id}/promises`, { due: within(3600) });
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText(w('level-regional'));
  });
});

test('a revised estimate bills nothing until its lines are authorised', async ({ browser, server }) => {
  const { ines, sam, id } = await accepted(server);
  await sam.does(`/cases/${id}/estimates`, { follows: 0, lines: [line('a', 10000)], next_update: within(3600) });
  await ines.does(`/cases/${id}/authorisations`, { revision: 1, approve: ['a'], decline: [], total: eur(10000) });
  const page = await at(browser, server, id, '/estimate');
  await expect(page.getByText(w('estimate-line-approved'))).toBeVisible();
  await sam.does(`/cases/${id}/estimates`, { follows: 1, lines: [line('a', 15000)], note: 'The part is dearer now.', next_update: within(3600) });
  await expect(page.getByText('The part is dearer now.')).toBeVisible();
  await expect(page.getByText(w('estimate-line-approved'))).toBeHidden();
  await expect(page.getByText(like(w('estimate-waiting-one'))).first()).toBeVisible();
  await expect(sam.does(`/cases/${id}/invoices`, { lines: [{ line: 'a', charge: eur(15000) }] })).rejects.toThrow(/not-authorised/);
});

test('a survey begun on the phone is finished at the touchscreen; nothing is preset, and it branches', async ({ browser, server }) => {
  const { sam, id } = await accepted(server);
  await sam.does(`/cases/${id}/closure`, { cause: 'Loose.', remedy: 'Fastened.' });
  const phone = await at(browser, server, id, '/survey');
  const next = phone.getByRole('button', { name: w('survey-next') });
  const says = (page: Page, words: string) => expect(page.getByRole('heading', { level: 1 })).toContainText(words);
  const score = phone.getByRole('group', { name: w('survey-score') }).getByRole('radio');
  await expect(score).toHaveCount(5);
  for (const radio of await score.all()) await expect(radio).not.toBeChecked();
  // Without a score one does not go on, and is told why.
  await next.click();
  await expect(phone.getByText(w('fault-missing'))).toBeVisible();
  await score.nth(0).check();
  await next.click();
  await phone.getByRole('textbox', { name: w('survey-better') }).fill('Call before it is late.');
  await next.click();
  await says(phone, w('survey-satisfied'));
  await expect(phone.getByRole('checkbox')).toHaveCount(0);
  await phone.getByRole('radio', { name: w('survey-no'), exact: true }).check();
  // Not satisfied: was somebody rude, or said what was not true?
  await expect(phone.getByRole('checkbox')).toHaveCount(2);
  await phone.getByRole('radio', { name: w('survey-yes'), exact: true }).check();
  await expect(phone.getByRole('checkbox')).toHaveCount(0);
  await phone.getByRole('radio', { name: w('survey-partly'), exact: true }).check();
  await phone.getByLabel(w('survey-why-partly')).fill('The work was good; the waiting was not.');
  await expect(phone.getByText(like(w('survey-saved')))).toBeVisible();
  // Back, by the button and by the gesture, loses nothing.
  await phone.getByRole('button', { name: w('survey-back') }).click();
  await expect(phone.getByRole('textbox', { name: w('survey-better') })).toHaveValue('Call before it is late.');
  await phone.goBack();
  await expect(phone.getByLabel(w('survey-why-partly'))).toHaveValue('The work was good; the waiting was not.');

  // Everything is answered: the other screen opens at the review, and each answer can be looked at again.
  const seat = await owner(browser, server, /Ines Morgen/, 'en', { width: 1920, height: 1200 });
  const { page } = seat;
  await page.goto(`${server.url}/cases/${id}/survey?surface=car`);
  await says(page, w('survey-review-next'));
  await expect(page.getByText('The work was good; the waiting was not.')).toBeVisible();
  await page.getByRole('button', { name: `${w('survey-change')}: ${w('survey-score')}` }).click();
  await expect(page.getByRole('group', { name: w('survey-score') }).getByRole('radio').nth(0)).toBeChecked();
  await page.goBack();
  await page.getByRole('button', { name: w('survey-give') }).click();
  // The worst score, and the same reward as for any other.
  await says(page, w('reward-say'));
  await expect(page.getByText(/37[.,]00/)).toBeVisible();
});
