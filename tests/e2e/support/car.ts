// A car: the simulated databroker and the companion in front of it, both the release programs, on ports of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Person } from './api';
import { endWithUs } from './child';
import { Server } from './server';

const root = resolve(__dirname, '../../..');
const programs = { sim: join(root, 'target/release/servicelane'), agent: join(root, 'target/release/servicelane-agent') };

export type Scene = 'parked-at-home' | 'asleep' | 'motorway' | 'airport-draining-battery' | 'stuck-door-handle';
/** Where the gear's lever is, in VSS. */
export const gear = { park: 126, drive: 127 } as const;

export interface Make {
  /** Its number; Ines's Möwe unless said. */
  vin?: string;
  scene?: Scene;
  dialect?: 'v2' | 'v3';
  /** When its own clock began. */
  began?: Date;
  /** So many seconds of it have passed already. */
  skip?: number;
  /** More options of its companion. */
  companion?: string[];
  /** Seconds of its time in one of the world's. */
  factor?: number;
}

export class Car {
  log = '';
  private children: ChildProcess[] = [];

  private constructor(
    private readonly signals: number,
    private readonly control: number,
    private readonly door: number,
    private readonly state: string,
  ) {}

  /** A car that stands before the server's door. */
  static async start(server: Server, make: Make = {}): Promise<Car> {
    for (const program of Object.values(programs)) {
      if (!existsSync(program)) throw new Error(`${program} is not built: cargo xtask build`);
    }
    const [signals, control, door] = [await Server.freePort(), await Server.freePort(), await Server.freePort()];
    const car = new Car(signals, control, door, mkdtempSync(join(tmpdir(), 'servicelane-car-')));
    const at = (port: number) => `127.0.0.1:${port}`;
    const options = Object.entries({ scene: make.scene, dialect: make.dialect, factor: make.factor, vin: make.vin, began: make.began?.toISOString() });
    const told = options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
    car.run(programs.sim, ['vehicle-sim', '--listen', at(signals), '--control', at(control), ...told]);
    await car.answers(`http://${at(control)}/control`);
    if (make.skip) await car.skips(make.skip);
    car.run(programs.agent, [
      ...['--listen', at(door), '--server', server.url, '--broker', `ws://${at(signals)}`],
      ...['--portal', join(root, 'dist'), '--state', car.state, ...(make.companion ?? [])],
    ]);
    await car.answers(car.url);
    return car;
  }

  /** Where its screen reaches the portal. */
  get url(): string {
    return `http://127.0.0.1:${this.door}`;
  }

  /** Begins to be paired; the code that its screen shows. */
  async code(): Promise<string> {
    const headers = { origin: this.url };
    await fetch(`${this.url}/agent/pairing`, { method: 'DELETE', headers });
    // Its companion has to have heard that it is parked.
    return until(`${this.url}/agent/pairing shows a code`, async () => {
      const answer = await fetch(`${this.url}/agent/pairing`, { method: 'POST', headers });
      const { code } = (await answer.json()) as { code?: { user_code: string } };
      return code?.user_code;
    });
  }

  /** Is paired by somebody who may, with all that can be allowed. */
  async pairs(owner: Person): Promise<void> {
    const route = `/pairings/${await this.code()}`;
    await owner.reads(route);
    const rights = { report: true, follow: true, contacts: true, approve_money: true };
    const kinds = ['range', 'charge', 'starter', 'gear', 'place', 'codes', 'tyres', 'other'];
    await owner.posts(`${route}/confirmation`, { rights, kinds });
    await until('the car is paired', async () => {
      const answer = await fetch(`${this.url}/agent/pairing`);
      return ((await answer.json()) as { state: string }).state === 'paired' || undefined;
    });
  }

  /** Puts it into another scene. */
  async plays(scene: Scene, factor?: number): Promise<void> {
    await this.asks('PUT', 'scene', { scene, factor });
  }

  /** Says these signals from now on, whatever the scene has. */
  async says(signals: Record<string, unknown>): Promise<void> {
    await this.asks('PUT', 'signals', signals);
  }

  /** Out of Park and away. */
  async drives(kmh = 50): Promise<void> {
    await this.says({
      'Vehicle.Powertrain.Transmission.SelectedGear': gear.drive,
      'Vehicle.Powertrain.Transmission.CurrentGear': gear.drive,
      'Vehicle.Chassis.ParkingBrake.IsEngaged': false,
      'Vehicle.IsMoving': kmh > 0,
      'Vehicle.Speed': kmh,
    });
  }

  /** Stands in Park again. */
  async parks(): Promise<void> {
    await this.says({
      'Vehicle.Speed': 0,
      'Vehicle.IsMoving': false,
      'Vehicle.Powertrain.Transmission.SelectedGear': gear.park,
      'Vehicle.Powertrain.Transmission.CurrentGear': gear.park,
      'Vehicle.Chassis.ParkingBrake.IsEngaged': true,
    });
  }

  /** What is wrong with it from now on. */
  async suffers(faults: unknown[]): Promise<void> {
    await this.asks('PUT', 'faults', faults);
  }

  /** Goes ahead in its own time. */
  async skips(seconds: number): Promise<void> {
    await this.asks('POST', 'skip', { seconds });
  }

  /** Ends it, and forgets that it was ever paired. */
  async stop(): Promise<void> {
    const ends = this.children.map((child) => new Promise((ended) => (child.exitCode === null ? child.once('exit', ended) : ended(0))));
    this.children.forEach((child) => child.kill('SIGTERM'));
    await Promise.all(ends);
    rmSync(this.state, { recursive: true, force: true });
  }

  private async asks(method: string, what: string, body: unknown): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.control}/control/${what}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${what}: ${answer.status} ${await answer.text()}`);
  }

  private run(program: string, args: string[]): void {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk: Buffer) => (this.log += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    endWithUs(child);
    this.children.push(child);
  }

  private async answers(url: string): Promise<void> {
    await until(`${url} answers`, async () => (await fetch(url)).ok || undefined);
  }
}

/** Asks until there is something. */
async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    const found = await ask().catch(() => undefined);
    if (found !== undefined) return found;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`Not within 20 s: ${what}.`);
}
