// A demonstration's clock, put forward as the tester's bench does it.
import { request } from 'node:http';
import type { Server } from './server';

/** So many minutes go by. */
export async function pass(server: Server, minutes: number): Promise<void> {
  const host = `bench.localhost:${server.port}`;
  const headers = { host, origin: `http://${host}`, 'content-type': 'application/json' };
  const status = await new Promise<number | undefined>((done, failed) => {
    const asked = request({ port: server.port, host: '127.0.0.1', method: 'POST', path: '/api/bench/clock', headers }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    });
    asked.once('error', failed);
    asked.end(JSON.stringify({ minutes }));
  });
  if (status !== 200) throw new Error(`The clock was not put forward: ${status}`);
}
