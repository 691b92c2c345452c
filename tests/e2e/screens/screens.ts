// Every screen of the portal and the desk, once: whose it is, where it is, and what is touched to see it. Nothing
// here sends anything: what a screen needs is in the world already.
import { createHash } from 'node:crypto';
import { expect } from '@playwright/test';
import { picture } from '../support/camera';
import type { Car } from '../support/car';
import { like } from '../support/words';
import { type Look, type Stage, settled } from './looks';
import type { Who, World } from './world';

export interface Screen {
  id: string;
  /** Whose front end; `car` for what only a car's own screen shows. */
  audience: 'owner' | 'desk' | 'car';
  /** The car whose companion serves it. */
  car?: 'paired' | 'stray';
  who: Who;
  /** Where it is; `cases` are the world's. What a page does not learn from the browser stands in its address. */
  path(cases: Record<string, string>, look: Look, world: World): string | Promise<string>;
  /** What is set up before the page is opened. */
  before?(stage: Stage): Promise<void>;
  /** When it can be gone on with; by default when its first line is there. */
  ready?(stage: Stage): Promise<void>;
  /** What is touched there. */
  open?(stage: Stage): Promise<void>;
}

type More = Pick<Screen, 'before' | 'ready' | 'open'>;
const at = (path: string) => () => path;
const owner = (id: string, who: Who, path: Screen['path'], more: More = {}): Screen => ({ id, audience: 'owner', who, path, ...more });
const desk = (id: string, who: Who, path: Screen['path'], more: More = {}): Screen => ({ id: `desk-${id}`, audience: 'desk', who, path, ...more });
/** A room of one of the cases. */
const room = (name: string, below = '') => (cases: Record<string, string>) => `/cases/${cases[name]}${below}`;
const deskCase = (name: string, list = 'cases') => (cases: Record<string, string>) => `/desk/${list}/${cases[name]}`;

/** The connection breaks as soon as there is one, again and again. */
async function cut({ context }: Stage): Promise<void> {
  await context.route(/\/api\/(desk\/)?live/, (route) => route.abort('connectionreset'));
}
const offline = ({ page, w }: Stage) => expect(page.getByText(like(w('offline'))).first()).toBeVisible();

/** One who is here no more: when the server is asked again, it does not know them. */
async function ended(stage: Stage): Promise<void> {
  await offline(stage);
  await stage.context.clearCookies();
  await expect(stage.page.getByText(stage.w('sign-in-ended'))).toBeVisible();
}

/** This browser, as the server calls it: the first 16 hex digits of its endpoint's SHA-256. */
const endpoint = 'https://push.example/here';
const here = createHash('sha256').update(endpoint).digest('hex').slice(0, 16);
const browser = (id: string, name: string) => ({ id, name, since: Date.UTC(2026, 10, 20, 9) });
/** What somebody wants who has switched on everything. */
const allOn = { mail: true, push: true, calendar: true, quiet: { from: 1320, to: 420 }, zone: 'Europe/Berlin', lang: 'en' };
const mailbox = (state: string) => ({ address: 'maren.hohenlohe-oehringen@example.test', state });

/** A server that reaches people in every way, where somebody has said this; in a browser whose owner has said that. */
function told(notices: object, permission: NotificationPermission) {
  return async ({ context }: Stage) => {
    await context.route('**/api/notices', (route) => route.fulfill({ json: { mail: true, push: 'BA', browsers: [], ...notices } }));
    await context.addInitScript(
      ([endpoint, permission]) => {
        const pushManager = { getSubscription: async () => ({ endpoint }) };
        const worker = Object.create(ServiceWorkerRegistration.prototype, { active: { value: {} }, pushManager: { value: pushManager } });
        Object.defineProperty(Notification, 'permission', { get: () => permission });
        Object.defineProperty(navigator.serviceWorker, 'getRegistration', { value: async () => worker });
      },
      [endpoint, permission] as const,
    );
  };
}

/** Goes on by so many steps of the report, each answered with the least that is asked. */
function reportStep(steps: number) {
  return async ({ page, w }: Stage) => {
    for (let step = 0; step < steps; step += 1) {
      if (await page.getByRole('button', { name: w('report-send'), exact: true }).isVisible()) return;
      const what = page.locator('main textarea:visible').first();
      if ((await what.count()) > 0 && (await what.inputValue()) === '') await what.fill('It rattles at the front left when I brake.');
      for (const group of await page.locator('main fieldset:visible:has(input[type=radio])').all()) {
        const radios = group.locator('input[type=radio]');
        if ((await group.locator('input[type=radio]:checked').count()) === 0) await radios.first().check({ force: true });
      }
      const heading = page.getByRole('heading', { level: 1 });
      const before = (await heading.textContent()) ?? '';
      await page.locator('main form button[type=submit]').first().click();
      await expect(heading).not.toHaveText(before);
      await settled(page);
    }
  };
}

/** Chooses two photos and something that is none; there are so many then. */
function photographed(all: number) {
  return async ({ page, w }: Stage) => {
    const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo') };
    const chosen = all > 2 ? [picture(3), text] : [picture(1), picture(2), text];
    await page.getByLabel(w('photos-add'), { exact: true }).setInputFiles(chosen);
    await expect(page.getByRole('img', { name: w('photos-photo', { n: String(all) }), exact: true })).toBeVisible();
    await page.getByText(w('photos-how'), { exact: true }).click();
    await expect(page.getByText('notes.txt')).toBeVisible();
  };
}

/** At the desk, two photos that do not get through, one that waits to be sent, and something that is none. */
async function sentAlong({ page, w }: Stage): Promise<void> {
  const shown = page.getByRole('region', { name: w('photos-title'), exact: true });
  const field = page.getByLabel(w('photos-add'));
  await field.setInputFiles([picture(3), picture(4)]);
  await expect(shown.getByRole('img')).toHaveCount(4);
  await shown.getByRole('button', { name: like(w('desk-photos-send')) }).click();
  await expect(shown.getByText(w('photos-not-sent'))).toHaveCount(1);
  await field.setInputFiles([picture(5), { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo') }]);
  await expect(shown.getByRole('img')).toHaveCount(5);
  await expect(page.getByText('notes.txt')).toBeVisible();
  await shown.scrollIntoViewIfNeeded();
}

async function review({ page, w }: Stage): Promise<void> {
  const yes = page.getByRole('radio', { name: w('estimate-approve'), exact: true });
  await expect(yes.first()).toBeAttached();
  for (const radio of await yes.all()) await radio.check({ force: true });
  await page.getByRole('button', { name: w('estimate-review') }).click();
  // The second button sleeps for a moment, so that a double touch is not an authorisation.
  await expect(page.getByRole('button', { name: like(w('estimate-authorise')) })).toBeEnabled();
}

/** Opens what a key of the desk opens. */
const press = (key: string) => async ({ page }: Stage) => {
  await page.keyboard.press(key);
  await expect(page.locator('form.panel, [role=dialog], dialog[open]').first()).toBeVisible();
};

const portal: Screen[] = [
  owner('sign-in', 'nobody', at('/'), { open: ({ page }) => expect(page.getByRole('button', { name: /Ines/ })).toBeVisible() }),
  owner('session-ended', 'jon', at('/'), { before: cut, open: ended }),
  owner('home-empty', 'ada', at('/')),
  owner('home-recall', 'carmen', at('/'), { open: ({ page, w }) => expect(page.getByText(w('recall-park-outside')).first()).toBeVisible() }),
  owner('home-case', 'jon', at('/')),
  owner('home-waits', 'ines', at('/'), { open: ({ page, w }) => expect(page.getByText(w('home-waits-estimate')).first()).toBeVisible() }),
  owner('home-many', 'maren', at('/')),
  owner('home-offline', 'ines', at('/'), { before: cut, open: offline }),
  owner('case-offline', 'maren', room('accepted'), { before: cut, open: offline }),
  owner('pair', 'ines', at('/pair')),
  owner('pair-compare', 'ines', async (_cases, _look, world) => `/pair?code=${await (await world.car('stray')).code()}`, {
    open: ({ page, w }) => expect(page.getByRole('heading', { name: w('pair-word') })).toBeVisible(),
  }),
  owner('account-paired', 'ines', at('/account'), {
    before: async ({ world }) => void (await world.car('paired')),
    open: ({ page, w }) => page.getByText(w('paired-change')).click(),
  }),
  owner('report', 'carmen', at('/report')),
  owner('report-draining', 'jon', at('/report')),
  owner('report-photos', 'carmen', at('/report'), { open: photographed(2) }),
  owner('report-where', 'jon', at('/report'), { open: reportStep(1) }),
  owner('report-car', 'jon', at('/report'), { open: reportStep(2) }),
  owner('report-review', 'jon', at('/report'), {
    open: async (stage) => {
      await reportStep(3)(stage);
      await expect(stage.page.getByRole('button', { name: stage.w('report-send'), exact: true })).toBeVisible();
    },
  }),
  owner('case-reported', 'maren', room('reported')),
  owner('case-urgent', 'jon', room('urgent')),
  owner('case-accepted', 'maren', room('accepted')),
  owner('case-missed', 'maren', room('missed')),
  owner('case-agreed', 'maren', room('agreed')),
  owner('case-waiting', 'ines', room('waiting')),
  owner('case-in-repair', 'maren', room('decided')),
  owner('case-closed', 'maren', room('closed')),
  owner('case-erase', 'maren', room('closed'), {
    open: async ({ page, w }) => {
      await page.getByRole('button', { name: w('case-erase'), exact: true }).click();
      await expect(page.getByRole('button', { name: w('case-erase-yes'), exact: true })).toBeVisible();
    },
  }),
  owner('case-erased', 'maren', room('erased')),
  owner('case-photos', 'ines', room('waiting'), { before: async ({ context }) => void (await context.route('**/uploads/**', (route) => route.abort())), open: photographed(3) }),
  owner('appointment', 'maren', room('accepted', '/appointment')),
  owner('appointment-agreed', 'maren', room('agreed', '/appointment')),
  owner('estimate-first', 'maren', room('first', '/estimate')),
  owner('estimate', 'ines', room('waiting', '/estimate')),
  owner('estimate-review', 'ines', room('waiting', '/estimate'), { open: review }),
  owner('estimate-decided', 'maren', room('decided', '/estimate')),
  owner('managers', 'ines', room('waiting', '/managers')),
  owner('managers-disputed', 'maren', room('disputed', '/managers')),
  owner('managers-answered', 'maren', room('answered', '/managers')),
  owner('managers-paused', 'maren', room('paused', '/managers')),
  owner('survey', 'maren', room('closed', '/survey')),
  owner('survey-better', 'maren', room('answering', '/survey?step=2')),
  owner('survey-satisfied', 'maren', room('answering', '/survey?step=3')),
  owner('survey-review', 'maren', room('answering', '/survey?step=4'), {
    open: ({ page, w }) => expect(page.getByRole('button', { name: w('survey-give') })).toBeVisible(),
  }),
  owner('reward-pick', 'maren', room('pick', '/reward')),
  owner('reward-code', 'ines', room('past', '/reward'), { open: ({ page }) => expect(page.locator('.code')).toBeVisible() }),
  owner('account', 'ines', at('/account')),
  owner('account-mail', 'maren', at('/account'), {
    before: told({}, 'default'),
    open: async ({ page, w }) => {
      await page.getByRole('switch', { name: w('notices-mail'), exact: true }).check();
      await expect(page.getByLabel(w('notices-address'), { exact: true })).toBeFocused();
    },
  }),
  owner('account-code', 'maren', at('/account'), {
    before: told({ mailbox: mailbox('waiting') }, 'denied'),
    open: ({ page, w }) => expect(page.getByLabel(w('notices-code'), { exact: true })).toBeVisible(),
  }),
  owner('account-notices', 'maren', at('/account'), {
    before: told({ wishes: allOn, mailbox: mailbox('confirmed'), browsers: [browser(here, 'Chrome, Linux'), browser('b', 'Firefox, Android'), browser('c', 'Samsung Internet, Android')] }, 'granted'),
    open: ({ page, w }) => expect(page.getByRole('switch', { name: w('notices-push'), exact: true })).toBeChecked(),
  }),
  owner('case-not-found', 'ines', at('/cases/k7pm4x2qzz')),
  owner('page-not-found', 'ines', at('/nothing-of-the-kind')),
];

const staff: Screen[] = [
  desk('sign-in', 'nobody', at('/desk/'), { open: ({ page }) => expect(page.getByRole('button', { name: /Sam/ })).toBeVisible() }),
  desk('inbox', 'sam', at('/desk/')),
  desk('case', 'sam', deskCase('waiting')),
  desk('case-urgent', 'sam', deskCase('urgent')),
  desk('photos', 'sam', deskCase('waiting'), { before: async ({ context }) => void (await context.route('**/uploads/**', (route) => route.abort())), open: sentAlong }),
  desk('accept', 'sam', deskCase('reported'), { open: press('a') }),
  desk('estimate', 'sam', deskCase('accepted'), { open: press('e') }),
  desk('status', 'sam', deskCase('decided'), { open: press('s') }),
  desk('promise', 'sam', deskCase('missed'), { open: press('p') }),
  desk('diagnose', 'sam', deskCase('accepted'), { open: press('d') }),
  desk('offer', 'sam', deskCase('accepted'), { open: press('o') }),
  desk('invoice', 'sam', deskCase('decided'), { open: press('v') }),
  desk('hand-over', 'sam', deskCase('accepted'), { open: press('h') }),
  desk('close', 'sam', deskCase('decided'), { open: press('c') }),
  desk('closed', 'sam', deskCase('closed', 'closed')),
  desk('keys', 'sam', at('/desk/'), { open: press('?') }),
  desk('docket', 'greta', at('/desk/disputes')),
  desk('docket-case', 'greta', deskCase('disputed', 'disputes')),
  desk('calendar', 'sam', at('/desk/calendar')),
  desk('settings', 'greta', at('/desk/settings')),
  desk('settings-operator', 'opal', at('/desk/settings')),
  desk('answers', 'quentin', at('/desk/answers')),
  desk('figures', 'quentin', at('/desk/figures')),
  desk('case-not-found', 'sam', at('/desk/cases/k7pm4x2qzz')),
];

/** Every component in every state, for testers: what it wears is all in its address. */
const components: Screen[] = [
  owner('ui', 'ada', (_, { surface, theme, lang }) => {
    const worn = theme === 'forced' ? 'day' : theme;
    // The texts of the pseudo-language come with the page, whatever its address asks for.
    const spoken = ['pseudo', 'rtl'].includes(lang) ? 'en' : lang;
    return `/ui?surface=${surface.kind}&theme=${worn}&lang=${spoken}&dir=${lang === 'rtl' ? 'rtl' : 'ltr'}`;
  }),
];

/** The car's own screen: before it is paired, and while it is not parked. */
const inCar = (id: string, car: 'paired' | 'stray', more: More): Screen => ({ id: `car-${id}`, audience: 'car', who: 'nobody', car, path: at('/'), ...more });
/** What the paired car is doing, before its page is opened; and that its page has seen it. */
const doing = (say: (car: Car) => Promise<void>, seen: string): More => ({
  before: async ({ world }) => {
    const car = await world.car('paired');
    await car.suffers([]);
    await say(car);
  },
  open: ({ page, w }) => expect(page.getByText(w(seen))).toBeVisible(),
});
const still = async ({ world }: Stage) => void (await (await world.car('stray')).code());
const cars: Screen[] = [
  inCar('unpaired', 'stray', { open: ({ page, w }) => expect(page.getByRole('button', { name: w('screen-begin') }).or(page.getByRole('button', { name: w('screen-stop') }))).toBeVisible() }),
  inCar('code', 'stray', { before: still, open: ({ page }) => expect(page.locator('.scan img')).toBeVisible() }),
  inCar('home', 'paired', { ...doing((car) => car.parks(), 'nav-account'), open: ({ page }) => expect(page.getByRole('navigation').first()).toBeVisible() }),
  inCar('moving', 'paired', doing((car) => car.drives(), 'drive-locked')),
  inCar('idling', 'paired', doing((car) => car.drives(0), 'drive-locked')),
  inCar('unknown', 'paired', doing((car) => car.suffers([{ kind: 'not-a-number', path: 'Vehicle.Speed' }]), 'drive-unknown')),
];

export const screens: Screen[] = [...portal, ...staff, ...components, ...cars];

export function screen(id: string): Screen {
  const found = screens.find((one) => one.id === id);
  if (!found) throw new Error(`There is no screen "${id}".`);
  return found;
}
