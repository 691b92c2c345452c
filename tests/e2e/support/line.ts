// What lies between a browser and the server: a line that is slow, or somebody who answers in the server's place.
import { type IncomingHttpHeaders, type IncomingMessage, type Server as Http, type ServerResponse, createServer, request } from 'node:http';
import { Server } from './server';

/** An answer of the server's, whole. */
export interface Said {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** What is done with an answer on the way; nothing where it goes through as it is. */
export type Change = (path: string) => ((said: Said) => Said) | undefined;

export class Line {
  /** Milliseconds until a request below this path goes on. */
  slow: { below: string; millis: number } | undefined;
  /** What is done with the answers. */
  change: Change = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly http: Http,
    readonly port: number,
  ) {}

  /** One to this server. */
  static async to(server: Server): Promise<Line> {
    const http = createServer((asked, answer) => line.forward(asked, answer));
    const port = await Server.freePort();
    const line = new Line(server, http, port);
    await new Promise<void>((ready) => http.listen(port, '127.0.0.1', ready));
    return line;
  }

  /** Where owners reach the server through it. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Ends it, with everything that goes through it. */
  async cut(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  private forward(asked: IncomingMessage, answer: ServerResponse): void {
    const path = asked.url ?? '/';
    const change = this.change(path);
    const headers: IncomingHttpHeaders = { ...asked.headers, host: `127.0.0.1:${this.server.port}` };
    if (headers.origin === this.url) headers.origin = this.server.url;
    if (change) {
      // It is to be read here.
      delete headers['accept-encoding'];
      delete headers['if-none-match'];
    }
    const go = () => {
      const on = request({ port: this.server.port, host: '127.0.0.1', method: asked.method, path, headers }, (said) => {
        if (!change) {
          answer.writeHead(said.statusCode ?? 502, said.headers);
          said.pipe(answer);
          return;
        }
        const parts: Uint8Array[] = [];
        said.on('data', (part: Uint8Array) => parts.push(part));
        said.on('end', () => {
          const whole = { status: said.statusCode ?? 502, headers: { ...said.headers }, body: Buffer.concat(parts) };
          const { status, headers, body } = change(whole);
          delete headers['content-length'];
          answer.writeHead(status, headers);
          answer.end(body);
        });
      });
      on.on('error', () => answer.destroy());
      answer.on('close', () => on.destroy());
      asked.pipe(on);
    };
    const { slow } = this;
    if (slow && path.startsWith(slow.below)) setTimeout(go, slow.millis);
    else go();
  }
}
