// The whole way of an owner in an engine that is not Chromium: from a fault to the reward, with the desk's
// answers arriving live. The desk's side is the real interface, as its own page uses it.
import { Person, within } from '../support/api';
import { expect, test } from '../support/served';
import { like, words } from '../support/words';
import { Engine } from './engine';
import { approve, report, reward, signIn, survey } from './owner';
import { Screen } from './screen';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const shield = {
  id: 'a', kind: 'work', title: 'Heat shield', reason: 'Its bolts are gone.', parts: eur(4000), labour: eur(6000), coverage: 'not-covered',
};

test('an owner’s whole journey, from the report to the reward', async ({ server }, testInfo) => {
  const engine = await Engine.start(testInfo.project.name);
  try {
    const screen = new Screen(engine.window, words(engine.lang));
    const { window, w } = screen;
    const sam = await Person.of(server, 'sam', '/api/desk');

    await signIn(screen, `${server.url}/`, /Ines Morgen/);
    await report(screen, 'It rattles when I brake.');
    await screen.says('Hamburg Hafen');
    const id = await screen.until('the case’s own page', async () => /\/cases\/([^/]+)$/.exec(await window.getCurrentUrl())?.[1]);

    // From here until it is closed nothing is loaded anew: what the desk does arrives by itself.
    await window.executeScript('window.mark = "the same page"');
    await sam.does(`/cases/${id}/acceptance`, { next_update: within(3600) });
    await screen.says('Sam Okafor');
    await screen.press('link', w('manager-open'));
    await screen.shows('Greta Holm');
    await screen.shows('Ruth Brandt');
    await window.navigate().back();
    await screen.says('Sam Okafor');

    await sam.does(`/cases/${id}/diagnosis`, { text: 'A heat shield is loose.' });
    await sam.does(`/cases/${id}/estimates`, { follows: 0, lines: [shield], next_update: within(7200) });
    await screen.says(w('say-estimate'));
    await approve(screen);

    await sam.does(`/cases/${id}/closure`, { cause: 'A heat shield was loose.', remedy: 'It has new bolts.' });
    await screen.press('link', w('case-back'));
    await screen.shows('A heat shield was loose.');
    await survey(screen, 'Call me when it takes longer.', 'I had to ask twice.');
    const code = await reward(screen);
    expect(await window.executeScript('return window.mark')).toBe('the same page');

    // The code is worth something: the shop takes it, once.
    expect(await redeem(server.url, code)).toBe(201);
    expect(await redeem(server.url, code)).toBe(409);
    await screen.shows(like(w('reward-redeemed')));
  } catch (fault) {
    const picture = Buffer.from(await engine.window.takeScreenshot(), 'base64');
    await testInfo.attach('window.png', { body: picture, contentType: 'image/png' });
    await testInfo.attach('engine.log', { body: engine.log, contentType: 'text/plain' });
    throw fault;
  } finally {
    await engine.stop();
  }
});

/** What the shop's till is answered when it takes a code. */
async function redeem(url: string, code: string): Promise<number> {
  const answer = await fetch(`${url}/api/shop/redemptions`, {
    method: 'POST',
    headers: { authorization: 'Bearer demo-shop', origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  return answer.status;
}
