// A real OpenID provider (oidc-provider, certified) on a port of its own: anybody may sign in as anybody,
// as long as its own login page is filled in.
import { type Server as Http, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export class Identity {
  private constructor(
    /** Where it is. */
    readonly issuer: string,
    private readonly http: Http,
  ) {}

  /** Starts one that knows the portal and the desk of `origin`. `keys` are made anew by each start. */
  static async start(origin: string, port = 0): Promise<Identity> {
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
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    });
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
