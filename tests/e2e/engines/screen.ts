// Finds as a person does who hears the page: by role and by name, both as the engine itself computes them.
import { By, error, type WebDriver, type WebElement } from 'selenium-webdriver';
import { type Words } from '../support/words';

/** How long something may take to come: longer than the portal hears nothing before it opens a new stream (45 s). */
const patience = 60_000;

/** What may have a role; whether it has, the engine says. */
const candidates = {
  button: 'button, summary, [role=button]',
  link: 'a[href]',
  radio: 'input[type=radio], [role=radio]',
  textbox: 'textarea, input, [role=textbox]',
  heading: 'h1, h2, h3',
  group: 'fieldset, [role=group], [role=radiogroup]',
  navigation: 'nav',
} as const;

export type Role = keyof typeof candidates;

/** The roles that an engine may compute for what we mean. */
const same: Partial<Record<Role, string[]>> = { group: ['group', 'radiogroup'] };

export class Screen {
  constructor(
    readonly window: WebDriver,
    /** The words of the screen's language. */
    readonly w: Words,
  ) {}

  /** Waits for the first shown element of this role and name, of the page or of a part of it. */
  async get(role: Role, name: string | RegExp, within?: WebElement): Promise<WebElement> {
    return this.until(`${role} ${name}`, () => this.find(role, name, within));
  }

  /** The first shown element of this role and name as of now. */
  private async find(role: Role, name: string | RegExp, within?: WebElement): Promise<WebElement | undefined> {
    const fits = (said: string) => (typeof name === 'string' ? said === name : name.test(said));
    for (const element of await (within ?? this.window).findElements(By.css(candidates[role]))) {
      if (!(await seen(element)) || !(same[role] ?? [role]).includes(await element.getAriaRole())) continue;
      const said = (await element.getAccessibleName()).replace(/\s+/g, ' ').trim();
      if (fits(said)) return element;
    }
    return undefined;
  }

  /** Presses what has this role and name, once it is there and can be pressed. */
  async press(role: Role, name: string | RegExp, within?: WebElement): Promise<void> {
    await this.until(`${role} ${name} to press`, async () => {
      const element = await this.find(role, name, within);
      if (!element || !(await element.isEnabled())) return undefined;
      await this.touch(element);
      return true;
    });
  }

  /** Chooses a radio button, once it is there and can be chosen. */
  async choose(name: string | RegExp, within?: WebElement): Promise<void> {
    await this.until(`${name} to be chosen`, async () => {
      const radio = await this.find('radio', name, within);
      if (!radio || !(await radio.isEnabled())) return undefined;
      if (!(await radio.isSelected())) await this.touch(await target(radio));
      return radio.isSelected();
    });
  }

  /** Moves it to the middle first, as a finger does: a driver leaves it at the edge, where the tabs lie over it. */
  private async touch(element: WebElement): Promise<void> {
    await this.window.executeScript('arguments[0].scrollIntoView({ block: "center", behavior: "instant" })', element);
    await element.click();
  }

  /** Types into a field, and sees that it holds the words. */
  async type(name: string | RegExp, text: string): Promise<void> {
    const field = await this.get('textbox', name);
    await field.sendKeys(text);
    await this.until(`${name} to hold what was typed`, async () => (await field.getAttribute('value')) === text);
  }

  /** Waits until the page's first line says this. */
  async says(words: string | RegExp): Promise<void> {
    await this.until(`the first line to say ${words}`, async () => {
      const said = await this.window.findElement(By.css('h1')).getText();
      return typeof words === 'string' ? said.includes(words) : words.test(said);
    });
  }

  /** Waits until the page shows this text somewhere. */
  async shows(words: string | RegExp): Promise<void> {
    await this.until(`the page to show ${words}`, async () => {
      const text = await this.text();
      return typeof words === 'string' ? text.includes(words) : words.test(text);
    });
  }

  /** Everything that the page shows, as it reads. */
  async text(): Promise<string> {
    return (await this.window.findElement(By.css('body')).getText()).replace(/\s+/g, ' ');
  }

  /** Asks until it holds. What goes away while it is asked about is asked again; the last reason is told. */
  async until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + patience;
    let last = '';
    while (Date.now() < end) {
      try {
        const found = await ask();
        if (found) return found;
        last = '';
      } catch (fault) {
        if (!passing.some((kind) => (fault as Error).constructor === kind)) throw fault;
        last = ` (${(fault as Error).message})`;
      }
      await new Promise((again) => setTimeout(again, 50));
    }
    const page = await this.text().catch(() => 'nothing readable');
    throw new Error(`${what}: not within ${patience / 1000} s${last}. The page shows: ${page}`);
  }
}

/** What may be over at the next look: the page was drawn anew, or something was still in the way. Of what has just
 *  gone WebKitGTK says no more than that something went wrong. */
const passing: unknown[] = [
  error.WebDriverError,
  error.StaleElementReferenceError,
  error.NoSuchElementError,
  error.ElementClickInterceptedError,
  error.ElementNotInteractableError,
];

/** What a finger touches: of a choice whose button is drawn by its words, the words. */
async function target(element: WebElement): Promise<WebElement> {
  if ((await element.getAttribute('type')) !== 'radio') return element;
  const labels = await element.findElements(By.xpath('ancestor::label[1]'));
  return labels[0] ?? element;
}

/** Whether somebody sees it, or the words that stand for it. */
async function seen(element: WebElement): Promise<boolean> {
  return (await target(element)).isDisplayed();
}
