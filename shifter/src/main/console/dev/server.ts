import {createReadStream, existsSync} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname, join, normalize} from 'node:path';
import type {Problem, Session} from '../src/api/contract';
import {effect, fleet, release, route, series, summaries, timeline} from './fixtures';

export interface Options {
  readonly port: number;
  readonly releases: number;
  readonly points: number;
  readonly login: Session['login'];
  readonly folder: string;
  readonly index: string;
  readonly prepare: () => unknown;
}

/** What the real server sends with every answer. */
const SECURITY = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
};
const TYPES: Readonly<Record<string, string>> = {'.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.txt': 'text/plain'};
const READER = 'reader';
const WRITER = 'writer';

/** A server of the contract whose releases are made up. It counts nothing, and forgets everything. */
export function serve(options: Options): Promise<string> {
  const all = summaries(options.releases);
  const streams = new Set<ServerResponse>();
  let points = options.points;
  let user: string | undefined;

  const session = (): Session => ({
    login: options.login, time: new Date().toISOString(), version: '0.1.0', notices: [],
    ...(options.login === 'none' ? {user: 'demo'} : user === undefined ? {} : {user}),
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, , , kind, namespace = '', name = '', part = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (!url.pathname.startsWith('/api/v1/')) {
      return page(url.pathname, response);
    }
    if (kind === 'session') {
      return login(request, response);
    }
    if (options.login !== 'none' && user === undefined) {
      return refuse(response, 401, 'Unauthorized', 'Nobody is logged in.');
    }
    if (kind === 'stream' || part === 'stream') {
      response.writeHead(200, {...SECURITY, 'Content-Type': 'text/event-stream'}).write(': welcome\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    if (kind === 'fixtures') { // lets a test make time pass
      const more = series(++points, 'made-up');
      const last = series(points, 'made-up', 'healthy', points - 1);
      streams.forEach((stream) => stream.write(`event: points\ndata: ${JSON.stringify(last)}\n\n`));
      return json(response, {points: more.time.length});
    }
    const known = all.find((each) => each.namespace === namespace && each.name === name);
    if (namespace === '') {
      return json(response, fleet(all));
    }
    if (known === undefined) {
      return refuse(response, 404, 'Not Found', `There is no release ${name} in ${namespace}.`);
    }
    const mayWrite = user !== READER;
    switch (part) {
      case '': return json(response, release(known, mayWrite));
      case 'series': return json(response, series(known.phase === 'Serving' || known.phase === 'Invalid' ? 0 : points, 'made-up', known.phase === 'RolledBack' ? 'failing' : 'healthy'));
      case 'events': return json(response, timeline(known));
      case 'route': return json(response, route(known));
      case 'effect': return json(response, effect(known, url.searchParams));
      case 'commands': return json(response, {id: 'made-up', outcome: 'done', message: 'It stands in the resource. Nothing will come of it, as it is made up.', actor: user ?? 'demo', time: new Date().toISOString()});
      default: return refuse(response, 404, 'Not Found', `There is no ${part} of a release.`);
    }
  }

  async function login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'DELETE') {
      user = undefined;
      response.writeHead(204, SECURITY).end();
    } else if (request.method === 'POST') {
      const {token} = JSON.parse(await body(request)) as {token: string};
      if (token !== READER && token !== WRITER) {
        return refuse(response, 401, 'Unauthorized', 'The API server doesn’t know this token, or not any more.');
      }
      user = token;
      json(response, session());
    } else {
      json(response, session());
    }
  }

  async function page(path: string, response: ServerResponse): Promise<void> {
    const file = join(options.folder, normalize(path));
    const isFile = extname(path) !== '' && existsSync(file);
    if (!isFile) {
      await options.prepare();
    }
    response.writeHead(200, {...SECURITY, 'Cache-Control': 'no-cache', 'Content-Type': TYPES[isFile ? extname(path) : '.html']});
    createReadStream(isFile ? file : options.index).pipe(response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((failure: unknown) => refuse(response, 500, 'Internal Server Error', String(failure)));
  });
  return new Promise((resolve) => server.listen(options.port, '127.0.0.1', () =>
    resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)));
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, {...SECURITY, 'Content-Type': 'application/json'}).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, title: string, detail: string): void {
  const problem: Problem = {status, title, detail};
  response.writeHead(status, {...SECURITY, 'Content-Type': 'application/problem+json'}).end(JSON.stringify(problem));
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}
