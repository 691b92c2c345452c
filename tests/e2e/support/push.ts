// A push service. The one thing that cannot be here is a browser maker's own: no browser subscribes without it. So the
// page's `PushManager` is replaced by one whose keys were made here; what the server posts is checked and opened here as
// a browser does it (RFC 8291, RFC 8292), with Node's own cryptography, and handed to the page's real service worker by
// the browser's debugger, as a message of its push service.
import { type ECDH, createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { type IncomingMessage, type Server as Http, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrowserContext, type Page, expect } from '@playwright/test';

/** What the server tells a browser: contract::notice::Told. */
export interface Told {
  case: string;
  seq: number;
  title: string;
  text: string;
}

/** What a subscription says of itself. */
interface Given {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** A browser as the service knows it. */
interface Subscribed {
  ecdh: ECDH;
  auth: Buffer;
  /** What was told to it, opened. */
  told: string[];
  /** It has taken its subscription back. */
  gone: boolean;
}

const b64 = (text: string) => Buffer.from(text, 'base64url');
const bytes = (...all: (Buffer | string)[]) => new Uint8Array(Buffer.concat(all.map((one) => new Uint8Array(typeof one === 'string' ? Buffer.from(one) : one))));
const derive = (from: Buffer, salt: Buffer, info: Uint8Array, length: number) =>
  Buffer.from(hkdfSync('sha256', bytes(from), bytes(salt), info, length));

export class PushService {
  /** What was wrong with what the server sent. */
  readonly faults: string[] = [];
  private readonly browsers = new Map<string, Subscribed>();

  private constructor(
    private readonly http: Http,
    readonly origin: string,
  ) {}

  static async start(): Promise<PushService> {
    const http = createServer((asked, answer) => void service.take(asked, answer));
    await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
    const service = new PushService(http, `http://127.0.0.1:${(http.address() as AddressInfo).port}`);
    return service;
  }

  /** The key of a configuration that sends to it. */
  get config(): string {
    return `push = { contact = "mailto:ops@example.test", services = ["${this.origin}"] }`;
  }

  /** A browser's subscription with this service. */
  subscribed(name: string): Given {
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    const auth = randomBytes(16);
    this.browsers.set(`/${name}`, { ecdh, auth, told: [], gone: false });
    return { endpoint: `${this.origin}/${name}`, keys: { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') } };
  }

  /** Gives a browser's pages a subscription, once they ask for it. */
  async serve(context: BrowserContext, name: string): Promise<void> {
    await context.addInitScript((given) => {
      const subscription = {
        endpoint: given.endpoint,
        toJSON: () => given,
        unsubscribe: async () => {
          localStorage.removeItem('test:push');
          return true;
        },
      };
      const known = () => (localStorage.getItem('test:push') ? subscription : null);
      Object.assign(PushManager.prototype, {
        getSubscription: async () => known(),
        subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
          localStorage.setItem('test:push', applicationServerKey);
          return known();
        },
      });
    }, this.subscribed(name));
  }

  /** Waits for what a browser is told. */
  async next(name: string): Promise<string> {
    const { told } = this.browsers.get(`/${name}`) as Subscribed;
    await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(this.faults).toEqual([]);
    return told.shift() as string;
  }

  /** What waits for a browser. */
  waiting(name: string): number {
    return this.browsers.get(`/${name}`)?.told.length ?? 0;
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((closed) => this.http.close(closed));
  }

  private async take(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const parts: Uint8Array[] = [];
    for await (const part of asked) parts.push(part as Uint8Array);
    const browser = this.browsers.get(asked.url ?? '');
    try {
      if (!browser || browser.gone) return void answer.writeHead(410).end();
      this.check(asked);
      browser.told.push(opened(Buffer.concat(parts), browser));
      answer.writeHead(201).end();
    } catch (error) {
      this.faults.push(String(error));
      answer.writeHead(400).end();
    }
  }

  /** Whether somebody says who they are, and to this service (RFC 8292). */
  private check({ headers }: IncomingMessage): void {
    const [, token, key] = headers.authorization?.match(/^vapid t=([^,]+), k=(.+)$/) ?? [];
    const [head, claims, signature] = (token ?? '').split('.') as [string, string, string];
    const point = b64(key ?? '');
    const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
    const signer = createPublicKey({ key: jwk, format: 'jwk' });
    const good = verify('sha256', bytes(`${head}.${claims}`), { key: signer, dsaEncoding: 'ieee-p1363' }, bytes(b64(signature)));
    const { aud, exp, sub } = JSON.parse(b64(claims).toString()) as { aud: string; exp: number; sub: string };
    const left = exp - Date.now() / 1000;
    if (!good) throw new Error('the signature is not of that key');
    if (aud !== this.origin) throw new Error(`it is for ${aud}`);
    if (left < 0 || left > 24 * 3600) throw new Error(`it holds for ${left} seconds`);
    if (!sub.startsWith('mailto:')) throw new Error(`it is from ${sub}`);
    if (!headers.ttl) throw new Error('it has no TTL');
    if (headers['content-encoding'] !== 'aes128gcm') throw new Error(`it is ${headers['content-encoding']}`);
  }
}

/** What is in a message (RFC 8188, RFC 8291). */
function opened(sealed: Buffer, { ecdh, auth }: Subscribed): string {
  const salt = sealed.subarray(0, 16);
  const length = sealed.readUInt8(20);
  const sender = sealed.subarray(21, 21 + length);
  const text = sealed.subarray(21 + length);
  const shared = ecdh.computeSecret(new Uint8Array(sender));
  const material = derive(shared, auth, bytes('WebPush: info\0', ecdh.getPublicKey(), sender), 32);
  const key = derive(material, salt, bytes('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(material, salt, bytes('Content-Encoding: nonce\0'), 12);
  const cipher = createDecipheriv('aes-128-gcm', bytes(key), bytes(nonce));
  cipher.setAuthTag(bytes(text.subarray(-16)));
  const padded = Buffer.from(bytes(cipher.update(bytes(text.subarray(0, -16))), cipher.final()));
  const end = padded.lastIndexOf(2);
  return padded.subarray(0, end).toString();
}

/** Hands messages to the service worker of a site; `page` may show anything. */
export async function deliverer(page: Page, origin: string): Promise<(data: string) => Promise<void>> {
  const debug = await page.context().newCDPSession(page);
  const found = new Promise<string>((found) => {
    debug.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${origin}/` && !isDeleted);
      if (ours) found(ours.registrationId);
    });
  });
  await debug.send('ServiceWorker.enable');
  const registrationId = await found;
  return async (data) => void (await debug.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data }));
}
