// The release program on a port and in a folder of its own: started, killed, started again.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endWithUs } from './child';

const program = resolve(__dirname, '../../../target/release/servicelane');

/** How long a start or a graceful end may take before the test says so. */
const patience = 15_000;

export class Server {
  /** What every run of it printed, in order. */
  log = '';
  private child: ChildProcess | undefined;
  private ended: Promise<number | null> = Promise.resolve(0);

  private constructor(
    /** The port, the same after a restart: an open page finds the server again where it was. */
    readonly port: number,
    /** Its data, kept over restarts. */
    readonly data: string,
    private readonly options: readonly string[],
  ) {}

  /** Starts one with demo people and nothing in its database. `options` go to `servicelane serve`. */
  static async start(options: readonly string[] = [], how: { demo?: boolean; port?: number } = {}): Promise<Server> {
    if (!existsSync(program)) {
      throw new Error(`${program} is not built: cargo xtask build`);
    }
    const data = mkdtempSync(join(tmpdir(), 'servicelane-e2e-'));
    const all = how.demo === false ? options : ['--demo', ...options];
    const server = new Server(how.port ?? (await freePort()), data, all);
    await server.restart();
    return server;
  }

  /** A port that nobody listens on now. */
  static freePort(): Promise<number> {
    return freePort();
  }

  /** Where owners reach it. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it on the same port and data, after `kill9` or `stop`, and waits until it is ready; with other options
   * where some are given. */
  async restart(options: readonly string[] = this.options): Promise<void> {
    if (this.child) throw new Error('The server is still running: kill9() or stop() it first.');
    const listen = `127.0.0.1:${this.port}`;
    const args = ['serve', '--data', this.data, '--listen', listen, ...options];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.log += `— started ${new Date().toISOString()}\n`;
    const keep = (chunk: Buffer) => (this.log += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.ended = new Promise((done) => {
      child.once('error', (error) => {
        this.log += `— ${error.message}\n`;
        this.child = undefined;
        done(null);
      });
      child.once('exit', (code, signal) => {
        this.log += `— ended with ${code ?? signal}\n`;
        this.child = undefined;
        done(code);
      });
    });
    endWithUs(child);
    await this.ready();
  }

  /** Ends it as a power cut would, and waits until it is gone. */
  async kill9(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.ended;
  }

  /** Asks it to end, and returns its exit code. One that does not end in time is killed, and that is an error. */
  async stop(): Promise<number | null> {
    this.child?.kill('SIGTERM');
    const late = new Promise<'late'>((done) => setTimeout(done, patience, 'late').unref());
    const code = await Promise.race([this.ended, late]);
    if (code !== 'late') return code;
    await this.kill9();
    throw new Error(`The server did not end within ${patience / 1000} s of SIGTERM.`);
  }

  /** Removes its data. */
  forget(): void {
    rmSync(this.data, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const until = Date.now() + patience;
    while (Date.now() < until) {
      if (!this.child) throw new Error(`The server ended while it started:\n${this.log}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((again) => setTimeout(again, 20));
    }
    throw new Error(`The server was not ready within ${patience / 1000} s:\n${this.log}`);
  }
}

/** The ports of this worker: below those that the system hands out itself (from 32768 on), where the end of some
 * connection could take a port between its choice here and its use. */
const worker = Number(process.env.TEST_PARALLEL_INDEX ?? 0);
const ports = { first: 12_000 + worker * 1_000, count: 1_000 };
let next = process.pid % ports.count;

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  for (let tried = 0; tried < ports.count; tried++) {
    const port = ports.first + next;
    next = (next + 1) % ports.count;
    if (await canListen(port)) return port;
  }
  throw new Error(`Every port from ${ports.first} on is taken.`);
}

async function canListen(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}
