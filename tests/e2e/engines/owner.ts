// What an owner does on the way from a fault to a reward, each step in one place.
import { By } from 'selenium-webdriver';
import { like } from '../support/words';
import type { Screen } from './screen';

/** Becomes somebody of the demonstration. */
export async function signIn(screen: Screen, url: string, name: RegExp): Promise<void> {
  await screen.window.get(url);
  await screen.press('button', name);
  await screen.press('link', screen.w('home-report'));
}

/** Says what is wrong, step by step, the form open already, and sends it as it is repeated. */
export async function report(screen: Screen, text: string): Promise<void> {
  const { w } = screen;
  await screen.type(w('report-what'), text);
  await screen.press('button', w('report-next'));
  const safe = await screen.get('group', w('report-drivable'));
  await screen.choose(w('drivable-yes'), safe);
  await screen.press('button', w('report-next'));
  await screen.says(either(w('report-say-3'), w('report-say-3-none')));
  await screen.press('button', w('report-next'));
  await screen.says(w('report-say-4'));
  await screen.shows(text);
  await screen.press('button', w('report-send'));
}

/** Approves the only line of the estimate: chosen first, then authorised as it is repeated. */
export async function approve(screen: Screen): Promise<void> {
  const { w } = screen;
  await screen.press('link', w('estimate-review'));
  await screen.choose(w('estimate-approve'));
  await screen.press('button', w('estimate-review'));
  await screen.says(w('estimate-say-review-next'));
  await screen.press('button', like(w('estimate-authorise')));
  await screen.shows(w('estimate-recorded'));
}

/** Answers as somebody who is not pleased, question by question, and hands the answers in. */
export async function survey(screen: Screen, better: string, why: string): Promise<void> {
  const { w } = screen;
  await screen.press('link', w('survey-go'));
  await screen.choose(/^2/);
  await screen.press('button', w('survey-next'));
  await screen.type(w('survey-better'), better);
  await screen.press('button', w('survey-next'));
  await screen.choose(w('survey-no'));
  await screen.type(w('survey-why-no'), why);
  await screen.press('button', w('survey-review'));
  await screen.shows(better);
  await screen.press('button', w('survey-give'));
}

/** Takes money off as the reward, to which the survey leads; its code. */
export async function reward(screen: Screen): Promise<string> {
  const { w } = screen;
  await screen.choose(like(w('reward-off')));
  await screen.press('button', w('reward-claim'));
  await screen.says(w('reward-yours'));
  const code = await screen.until('the code', () => screen.window.findElement(By.css('.code')).getText());
  return code.replace(/\W/g, '');
}

const either = (...texts: string[]) => new RegExp(texts.map((text) => like(text).source).join('|'));
