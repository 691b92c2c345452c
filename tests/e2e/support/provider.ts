// A real OpenID provider (oidc-provider, certified) on a port of its own: anybody may sign in as anybody,
// as long as its own login page is filled in. It can be made to forge its tokens.
import { createSign, generateKeyPairSync } from 'node:crypto';
import { type Server as Http, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What is wrong with a forged token; all else in it is as the provider made it. */
export type Forgery = {
  /** `another`: not signed with the key that is published under its name; `none`: not signed at all. */
  key?: 'another' | 'none';
  /** Claims in place of the provider's. */
  claims?: Record<string, unknown>;
};

export class Identity {
  private constructor(
    /** Where it is. */
    readonly issuer: string,
    private readonly http: Http,
  ) {}

  /** Starts one that knows the portal and the desk of `origin`. Its keys are made anew by each start. */
  static async start(origin: string, port = 0, forgery?: Forgery): Promise<Identity> {
    const http = createServer();
    await new Promise<void>((listening) => http.listen(port, '127.0.0.1', listening));
    const issuer = `http://localhost:${(http.address() as AddressInfo).port}`;
    const client = (id: string, back: string) => ({
      client_id: id,
      client_secret: 'a secret of the tests',
      redirect_uris: [`${origin}${back}`],
      // What this server asks for: a code, tied to it by PKCE.
      grant_types: ['authorization_code'],
      response_types: ['code' as const],
    });
    const provider = new Provider(issuer, {
      clients: [client('portal', '/api/sign-in/callback'), client('desk', '/api/desk/sign-in/callback')],
      pkce: { required: () => true },
      cookies: { keys: ['of the tests'] },
      jwks: { keys: [{ ...pair().privateKey.export({ format: 'jwk' }), kty: 'RSA', use: 'sig' }] },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    });
    if (forgery) forge(provider, forgery);
    http.on('request', provider.callback());
    return new Identity(issuer, http);
  }

  /** Its port, to start it there again. */
  get port(): number {
    return Number(new URL(this.issuer).port);
  }

  /** Ends it, with every connection. */
  async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((closed) => this.http.close(closed));
  }
}

/** Changes its tokens and signs them anew, and publishes a key for them. */
function forge(provider: Provider, { key, claims }: Forgery): void {
  const ours = pair();
  const shown = key === 'another' ? pair().publicKey : ours.publicKey;
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === '/jwks') {
      ctx.body = { keys: [{ ...shown.export({ format: 'jwk' }), kid: 'forged', use: 'sig', alg: 'RS256' }] };
    }
    const answer = ctx.body as { id_token?: string } | undefined;
    if (ctx.path === '/token' && answer?.id_token) {
      const said = JSON.parse(Buffer.from(answer.id_token.split('.')[1], 'base64url').toString()) as object;
      const header = key === 'none' ? { alg: 'none' } : { alg: 'RS256', kid: 'forged' };
      const text = [header, { ...said, ...claims }].map(encoded).join('.');
      const signature = key === 'none' ? '' : createSign('RSA-SHA256').update(text).sign(ours.privateKey, 'base64url');
      ctx.body = { ...answer, id_token: `${text}.${signature}` };
    }
  });
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
