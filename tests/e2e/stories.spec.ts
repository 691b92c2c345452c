// The two stories that everything is measured against, lived through by everybody in them at once, in
// two languages each.
import { expect, test } from './support/fixtures';
import { accept, begin, close, estimate, fillReport, openCase, owner, progress, redeem, send, staff, surveyAndReward } from './support/story';
import { type Lang, like } from './support/words';

const battery = 'ELECTRICAL SYSTEM:PROPULSION SYSTEM:TRACTION BATTERY';
const wipers = 'VISIBILITY:WIPERS';

for (const lang of ['en', 'es'] as Lang[]) {
  test(`the recall bill, in ${lang}: what should be free never reaches the owner as a charge`, async ({ browser, server }) => {
    test.setTimeout(180_000);
    const carmen = await owner(browser, server, /Carmen Vidal/, lang);
    const live = await staff(browser, server, /Live Haugen/, lang);
    const nils = await staff(browser, server, /Nils Dahl/, lang);
    const { page, w } = carmen;
    const desk = live.page;

    // Home names the open recall before anybody reports; the report begins with it.
    await expect(page.getByText(w('recall-park-outside')).first()).toBeVisible();
    await page.getByRole('link', { name: w('recall-report') }).first().click();
    await expect(page.getByRole('textbox', { name: w('report-what') }).first()).toHaveValue(/21V650000/);
    const onward = page.getByRole('button', { name: w('report-next'), exact: true });
    await onward.click();
    await page.getByRole('group', { name: w('report-drivable') }).getByRole('radio', { name: w('drivable-unsure'), exact: true }).check();
    await onward.click();
    await onward.click();
    await expect(page.getByText(/21V650000/).first()).toBeVisible();
    await send(carmen).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(w('say-reported', { centre: 'Oslo Alna' }));

    // Intake: the advisor is named, and both managers' contacts are the owner's.
    await openCase(live, '21V650000');
    await accept(live);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Live Haugen');
    await page.getByRole('link', { name: w('manager-open') }).click();
    await expect(page.getByText('Nils Dahl')).toBeVisible();
    await expect(page.getByText('Ruth Brandt')).toBeVisible();
    await page.goBack();

    // The bill that should never have been: unclassed and "not covered" are stopped, with the reason.
    const pack = { title: 'Battery pack', component: battery, parts: '25000', labour: '5000', reason: 'Cell 14 has failed.' };
    const hose = { title: 'Wiper blades', component: wipers, parts: '160', labour: '40', reason: 'Worn out.' };
    await estimate(live, [{ ...pack, pays: 'desk-pays-owner' }, { ...hose, pays: 'desk-pays-owner' }], 'NOK');
    await expect(desk.getByText(w('fault-signature-needed')).first()).toBeVisible();
    await expect(page.getByText(w('estimate-heading'), { exact: true })).toBeHidden();
    const first = desk.getByRole('group', { name: new RegExp(`^${w('desk-line-n', { n: '1' })}`) });
    await first.getByLabel(w('desk-who-pays'), { exact: true }).selectOption({ label: w('desk-pays-recall') });
    await desk.getByRole('button', { name: w('desk-estimate-send') }).click();
    await expect(desk.getByText(like(w('desk-done-estimate')))).toBeVisible();

    // The owner sees 0 for the pack, 200 for the blades; approves the one, disagrees with the other.
    await expect(page.getByRole('heading', { level: 1 })).toContainText(w('say-estimate'));
    await page.getByRole('link', { name: w('estimate-review') }).click();
    await expect(page.getByText(like(w('estimate-free'))).first()).toBeVisible();
    await page.getByRole('link', { name: w('estimate-disagree-line') }).last().click();
    await page.getByRole('textbox', { name: w('dispute-why') }).fill('They were new in spring.');
    await page.getByRole('button', { name: w('dispute-send') }).click();
    await expect(page.getByText(like(w('dispute-with'))).first()).toBeVisible();

    // The local manager sees that the owner is right.
    await openCase(nils, '21V650000');
    await nils.page.getByRole('button', { name: new RegExp(`^${w('desk-answer')}`) }).first().click();
    const answer = nils.page.locator('form').filter({ has: nils.page.getByText(w('desk-answer-changed')) }).first();
    await answer.getByRole('radio', { name: w('desk-answer-changed') }).check();
    await answer.getByRole('textbox').fill('You are right: they were. We take the line out.');
    await answer.getByRole('button', { name: w('desk-answer-send') }).click();
    await expect(page.getByText('You are right: they were. We take the line out.').first()).toBeVisible();

    // The revision has the pack alone; nothing of it is billed until it is authorised, in two steps.
    await begin(live, 'desk-estimate');
    const form = desk.locator('form.panel');
    await form.getByRole('button', { name: w('desk-line-remove', { n: '2' }) }).click();
    await form.getByLabel(w('desk-estimate-note')).fill('The blades are free: replaced in spring.');
    await form.getByRole('radio').first().check();
    await form.getByRole('button', { name: w('desk-estimate-send') }).click();
    await expect(desk.getByText(like(w('desk-done-estimate'))).first()).toBeVisible();
    await page.goto(`${page.url().replace(/\/managers.*/, '')}/estimate`);
    await expect(page.getByText('The blades are free: replaced in spring.').first()).toBeVisible();
    await page.getByRole('radio', { name: w('estimate-approve'), exact: true }).check();
    await page.getByRole('button', { name: w('estimate-review') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(w('estimate-say-review-next'));
    await page.getByRole('button', { name: like(w('estimate-authorise')) }).click();
    await expect(page.getByText(w('estimate-recorded'))).toBeVisible();

    // Repaired, closed with the cause; the survey's answer is a bad one, and the reward the same.
    await progress(live, 'in-repair');
    await close(live, 'Cells with the defect of the recall.', 'The pack was replaced, free of charge.');
    await page.getByRole('link', { name: w('case-back') }).click();
    await expect(page.getByText('Cells with the defect of the recall.').first()).toBeVisible();
    const code = await surveyAndReward(carmen, 'I had to ask twice.');
    expect(await redeem(page, server, code)).toBe(201);
    expect(await redeem(page, server, code)).toBe(409);
    await expect(page.getByText(like(w('reward-redeemed')))).toBeVisible();
    // The person rated sees that a survey was given, and not what it said.
    await expect(desk.getByText('I had to ask twice.')).toHaveCount(0);
  });
}

for (const lang of ['nb', 'de'] as Lang[]) {
  test(`the draining car, in ${lang}: urgent by rule, taken by the centre near the car, closed with its cause`, async ({ browser, server }) => {
    test.setTimeout(180_000);
    const jon = await owner(browser, server, /Jon Aker/, lang);
    const sam = await staff(browser, server, /Sam Okafor/, lang);
    const { page, w } = jon;

    // From the phone: urgent before anything is asked; in the letter what the car last said, and whom it goes to.
    await page.getByRole('link', { name: w('home-report') }).first().click();
    await expect(page.getByText(w('report-urgent'))).toBeVisible();
    await expect(page.getByText(like(w('report-urgent-near'))).first()).toContainText('Hamburg Hafen');
    await fillReport(jon, 'It loses range while it is parked at the airport.', 'drivable-unsure');
    await expect(page.getByText(like(w('signal-range-fell'))).first()).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Hamburg Hafen');
    await expect(page.getByText(w('report-urgent'))).toBeVisible();
    await send(jon).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(w('say-reported', { centre: 'Hamburg Hafen' }));

    // First in the inbox of the centre near the car, and marked as urgent.
    await expect(sam.page.getByText(w('desk-urgent'), { exact: true }).first()).toBeVisible();
    await openCase(sam, 'It loses range');
    await expect(sam.page.getByText('U0100').first()).toBeVisible();
    await accept(sam);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Sam Okafor');

    // A visit that moves nobody; a technician comes to the car.
    await page.getByRole('link', { name: w('visit-choose') }).click();
    await page.getByRole('radio', { name: w('visit-mobile') }).check();
    await page.getByRole('button', { name: /Hamburg Hafen/ }).first().click();
    await page.getByRole('button', { name: like(w('visit-take')) }).click();
    await expect(page.getByText(w('visit')).first()).toBeVisible();

    await progress(sam, 'diagnosing');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Sam Okafor');
    await close(sam, 'A control unit stayed awake and drew 4 A.', 'Its software was renewed; it sleeps now.');
    await expect(page.getByText('A control unit stayed awake and drew 4 A.').first()).toBeVisible();

    const code = await surveyAndReward(jon, 'Nobody told me for a day.');
    expect(await redeem(page, server, code)).toBe(201);
    await expect(page.getByText(like(w('reward-redeemed')))).toBeVisible();
  });
}
