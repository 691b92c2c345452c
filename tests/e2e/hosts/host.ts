// An app around the page, played in the page itself before any of its scripts run: it speaks as docs/HOSTS.md
// says, or as the test has it, and keeps what it was sent.
import { type Page, expect } from '@playwright/test';
import { type Lang, words } from '../support/words';

/** One message of the bridge. */
export interface Message {
  v: number;
  id?: string;
  kind: 'req' | 'res' | 'evt';
  method: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: string };
}

type Play = {
  /** How messages travel. */
  channel: 'android' | 'ios';
  /** What it answers to `capabilities`; nothing, where it is silent. */
  capabilities?: Record<string, unknown>;
  /** What it answers to other methods, `{}` unless said; `silent` for no answer. */
  answers?: Record<string, { error: string } | 'silent'>;
};

interface Stage {
  sent: Message[];
  say(message: unknown): void;
}

/** The host, from the test's side. */
export class Host {
  private said = 0;

  private constructor(private readonly page: Page) {}

  /** Puts a host around every document that this page opens from now on. */
  static async around(page: Page, play: Play): Promise<Host> {
    await page.addInitScript((play: Play) => {
      const stage: Stage = { sent: [], say: () => {} };
      const window = globalThis as unknown as Record<string, unknown> & {
        servicelaneHost?: { receive(json: string): void };
      };
      const take = (text: string) => {
        const message = JSON.parse(text) as Message;
        stage.sent.push(message);
        if (message.kind !== 'req') return;
        const { id, method } = message;
        const answer = method === 'capabilities' ? (play.capabilities ? {} : 'silent') : (play.answers?.[method] ?? {});
        if (answer === 'silent') return;
        const outcome = 'error' in answer ? { error: { code: answer.error } } : { result: method === 'capabilities' ? play.capabilities : {} };
        // As in an app, the answer comes later, from another thread.
        setTimeout(() => stage.say({ v: 1, id, kind: 'res', method, ...outcome }));
      };
      const text = (message: unknown) => (typeof message === 'string' ? message : JSON.stringify(message));
      if (play.channel === 'android') {
        const object = { postMessage: take, onmessage: undefined as undefined | ((event: { data: unknown }) => void) };
        stage.say = (message) => object.onmessage?.({ data: text(message) });
        window.servicelane = object;
      } else {
        window.webkit = { messageHandlers: { servicelane: { postMessage: take } } };
        stage.say = (message) => window.servicelaneHost?.receive(text(message));
      }
      window.stage = stage;
    }, play);
    return new Host(page);
  }

  /** What the page has sent in this document, of one kind and method. */
  async heard(kind: Message['kind'], method: string): Promise<Message[]> {
    const sent = await this.page.evaluate(() => (globalThis as unknown as { stage: Stage }).stage.sent);
    return sent.filter((message) => message.kind === kind && message.method === method);
  }

  /** Says that something happened; whole texts too, which need not be a message. */
  async says(method: string, params: unknown): Promise<void> {
    await this.sends({ v: 1, kind: 'evt', method, params });
  }

  /** Sends anything. */
  async sends(message: unknown): Promise<void> {
    await this.page.evaluate((message) => (globalThis as unknown as { stage: Stage }).stage.say(message), message);
  }

  /** Asks the page; its answer. */
  async asks(method: string, params: unknown = {}): Promise<Message> {
    const id = `h${(this.said += 1)}`;
    await this.sends({ v: 1, id, kind: 'req', method, params });
    const answers = (await this.heard('res', method)).filter((message) => message.id === id);
    if (answers.length !== 1) throw new Error(`${answers.length} answers to ${method}`);
    return answers[0];
  }
}

/** The one message of this method, as soon as it is there. */
export async function one(host: Host, method: string): Promise<Message> {
  await expect.poll(async () => (await host.heard('req', method)).length).toBe(1);
  return (await host.heard('req', method))[0];
}

/** The way in, in a language. */
export const welcome = (page: Page, lang: Lang) => expect(page.getByRole('heading', { level: 1, name: words(lang)('sign-in-say') })).toBeVisible();
/** The page's root, where theme and surface are. */
export const root = (page: Page) => page.locator('html');
/** An edge that the system covers. */
export const safe = (page: Page, edge: string) => page.evaluate((edge) => document.documentElement.style.getPropertyValue(`--safe-${edge}`), edge);

/** Signs in as Ines, of the demonstration. */
export async function enter(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: /Ines Morgen/ }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
}
