import type {
  Command, CommandAnswer, Effect, Fleet, Problem, Release, RouteObjects, Series, Session, Summary, Timeline,
} from './contract';

/** What the server said no to, in its own words, or that it didn't answer (status 0). */
export class Refusal extends Error {
  constructor(readonly status: number, readonly title: string, detail: string,
      readonly problems: NonNullable<Problem['problems']> = []) {
    super(detail);
  }

  get isLoggedOut(): boolean {
    return this.status === 401;
  }
}

export interface Name {
  readonly namespace: string;
  readonly name: string;
}

const API = '/api/v1';
const MOST_AT_ONCE = 2000;

export const session = () => get<Session>('/session');
export const login = (token: string) => send<Session>('POST', '/session', {token});
export const logout = () => send<void>('DELETE', '/session');

/** All that the viewer may list. The pages follow one another until there is no next. */
export async function fleet(): Promise<Summary[]> {
  const first = await get<Fleet>(`/releases?limit=${MOST_AT_ONCE}`);
  const items = [...first.items];
  for (let next = first.next; next !== undefined;) {
    const page = await get<Fleet>(`/releases?limit=${MOST_AT_ONCE}&cursor=${encodeURIComponent(next)}`);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

export const release = (of: Name) => get<Release>(pathOf(of));
export const route = (of: Name) => get<RouteObjects>(`${pathOf(of)}/route`);
export const series = (of: Name, run: string | undefined) => get<Series>(`${pathOf(of)}/series${query({run})}`);
export const events = (of: Name, cursor?: string) => get<Timeline>(`${pathOf(of)}/events${query({cursor})}`);

export type Wish = Omit<Command, 'reason' | 'about'>;

export const effect = (of: Name, wish: Wish) => get<Effect>(`${pathOf(of)}/effect${query({...wish})}`);
export const command = (of: Name, wish: Command) => send<CommandAnswer>('POST', `${pathOf(of)}/commands`, wish);

export const fleetStream = () => `${API}/stream`;
export const releaseStream = (of: Name) => `${API}${pathOf(of)}/stream`;

function pathOf({namespace, name}: Name): string {
  return `/releases/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}

function query(parameters: Record<string, string | number | undefined>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) => value === undefined ? [] : [[name, String(value)]]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/** The browser's cache asks with If-None-Match and answers a 304 by itself. */
function get<T>(path: string): Promise<T> {
  return ask<T>(path, {method: 'GET'});
}

function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = {'X-Huidu-Console': '1', 'Content-Type': 'application/json'};
  return ask<T>(path, {method, headers, ...(body === undefined ? {} : {body: JSON.stringify(body)})});
}

async function ask<T>(path: string, request: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(API + path, {...request, credentials: 'same-origin'});
  } catch {
    throw new Refusal(0, 'No answer', 'The console’s server doesn’t answer. Releases go on without it.');
  }
  if (!answer.ok) {
    throw await refusal(answer);
  }
  return answer.status === 204 ? undefined as T : await answer.json() as T;
}

async function refusal(answer: Response): Promise<Refusal> {
  const said = await answer.json().catch(() => undefined) as Problem | undefined;
  return said?.detail === undefined
    ? new Refusal(answer.status, answer.statusText, `The server answered ${answer.status} and didn’t say why.`)
    : new Refusal(answer.status, said.title, said.detail, said.problems);
}
