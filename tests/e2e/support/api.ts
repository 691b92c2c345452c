// People of the demonstration over HTTP, to bring a case to where a journey begins.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type APIRequestContext, expect, request } from '@playwright/test';
import type { Server } from './server';

let keys = 0;

/** Somebody with a session. */
export class Person {
  private constructor(
    private readonly http: APIRequestContext,
    private readonly prefix: string,
    private readonly origin: string,
  ) {}

  /** Signs in as one of the demo people; `/api` for owners, `/api/desk` for the staff. */
  static async of(server: Server, id: string, prefix: '/api' | '/api/desk'): Promise<Person> {
    const http = await request.newContext({ baseURL: server.url });
    const person = new Person(http, prefix, server.url);
    const answer = await http.post(`${prefix}/session`, { headers: { origin: server.url }, data: { code: id } });
    expect(answer.ok(), await answer.text()).toBe(true);
    return person;
  }

  /** Sends a command that is taken; the case it was about. */
  async does(path: string, body: unknown): Promise<string> {
    const data = { key: `e2e-${process.pid}-${(keys += 1)}`, contract: 1, release: 'e2e', surface: 'desktop', drive: 'none', body };
    const answer = await this.http.post(`${this.prefix}${path}`, { headers: { origin: this.origin }, data });
    expect(answer.status(), await answer.text()).toBe(201);
    return ((await answer.json()) as { case: string }).case;
  }

  /** The session, for a browser that goes on where this person is. */
  async state(): Promise<Awaited<ReturnType<APIRequestContext['storageState']>>> {
    return this.http.storageState();
  }

  /** Reads a path. */
  async reads<T>(path: string): Promise<T> {
    const answer = await this.http.get(`${this.prefix}${path}`);
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as T;
  }

  /** Sends a file for a case, and has it belong to it. */
  async attaches(id: string, bytes: Buffer): Promise<void> {
    const digest = createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
    const headers = { origin: this.origin, 'content-type': 'application/octet-stream' };
    const path = `${this.prefix}/cases/${id}/uploads/${digest}?from=0&of=${bytes.length}`;
    const answer = await this.http.put(path, { headers, data: bytes });
    expect(answer.ok(), await answer.text()).toBe(true);
    await this.does(`/cases/${id}/attachments`, { digest });
  }

  /** Puts what a path shall hold from now on. */
  async puts(path: string, data: unknown): Promise<void> {
    const answer = await this.http.put(`${this.prefix}${path}`, { headers: { origin: this.origin }, data });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  /** Asks for what is no command. */
  async posts(path: string, data: unknown): Promise<void> {
    const answer = await this.http.post(`${this.prefix}${path}`, { headers: { origin: this.origin }, data });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  /** What a path answers. */
  async status(path: string): Promise<number> {
    return (await this.http.get(`${this.prefix}${path}`)).status();
  }
}

/** A report of Ines's for her first car. */
export const report = (drivable = 'yes') => ({
  vin: 'WVWZZZ1JZXW000001',
  centre: 'hamburg-hafen',
  drivable,
  concerns: [{ text: 'It rattles.', since: 'today' }],
});

/** In so many seconds. */
export const within = (seconds: number) => Date.now() + seconds * 1000;

/** The demonstration's configuration with something changed and something added. */
export function configured(change: (demo: string) => string): string {
  const demo = readFileSync(resolve(__dirname, '../../../crates/server/demo.toml'), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'servicelane-config-'));
  folders.push(folder);
  const file = join(folder, 'servicelane.toml');
  writeFileSync(file, change(demo));
  return file;
}

// A server that is started again reads its configuration again: it stays until all tests have ended.
const folders: string[] = [];
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
