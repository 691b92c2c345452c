// Another engine under WebDriver: its driver on a port of its own, and one window the size of a phone.
import { type ChildProcess, spawn } from 'node:child_process';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { Server } from '../support/server';
import type { Lang } from '../support/words';

/** How to start one engine. */
interface Kind {
  /** Its driver, which is on PATH. */
  driver: string;
  /** What a session of it begins with. */
  capabilities: Record<string, unknown>;
  /** The language that its window asks for. */
  lang: Lang;
}

const kinds: Record<string, Kind> = {
  // It asks for the machine's language: here for none, which is answered in English.
  WebKitGTK: {
    driver: 'WebKitWebDriver',
    capabilities: {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: process.env.MINI_BROWSER, args: ['--automation'] },
    },
    lang: 'en',
  },
  Firefox: {
    driver: 'geckodriver',
    capabilities: {
      browserName: 'firefox',
      'moz:firefoxOptions': {
        binary: process.env.FIREFOX,
        args: ['-headless'],
        prefs: { 'intl.accept_languages': 'de' },
      },
    },
    lang: 'de',
  },
};

/** A started engine. */
export class Engine {
  private constructor(
    /** Its only window. */
    readonly window: WebDriver,
    readonly lang: Lang,
    private readonly driver: Driver,
  ) {}

  /** Starts the engine of this name, and says its version. */
  static async start(name: string): Promise<Engine> {
    const { driver: program, capabilities, lang } = kinds[name];
    const driver = await Driver.start(program);
    const session = new Builder().usingServer(driver.url).withCapabilities(new Capabilities(capabilities));
    const window = await session.disableEnvironmentOverrides().build();
    // A phone's, as far as the engine makes a window so narrow.
    await window.manage().window().setRect({ x: 0, y: 0, width: 390, height: 844 });
    const is = await window.getCapabilities();
    console.log(`${name}: ${is.getBrowserName()} ${is.getBrowserVersion()}`);
    return new Engine(window, lang, driver);
  }

  /** Everything that driver and browser said. */
  get log(): string {
    return this.driver.log;
  }

  /** Closes the window, and ends the driver. */
  async stop(): Promise<void> {
    try {
      await this.window.quit();
    } finally {
      this.driver.end();
    }
  }
}

/** A driver's program, on a port of its own. */
class Driver {
  log = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    const keep = (chunk: Buffer) => (this.log += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) => (this.log += error.message));
  }

  /** Starts it, and waits until it takes sessions. */
  static async start(program: string): Promise<Driver> {
    const port = await Server.freePort();
    const child = spawn(program, [`--port=${port}`], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const driver = new Driver(child, `http://127.0.0.1:${port}`);
    const until = Date.now() + 15_000;
    while (Date.now() < until && child.pid !== undefined && child.exitCode === null) {
      const answer = await fetch(`${driver.url}/status`).catch(() => undefined);
      if (answer?.ok) return driver;
      await new Promise((again) => setTimeout(again, 20));
    }
    throw new Error(`${program} was not ready within 15 s: ${driver.log}`);
  }

  end(): void {
    this.child.kill();
  }
}

// No driver outlives the tests, however they end; a driver ends its browser.
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill()));
