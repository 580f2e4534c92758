import {createContext} from 'preact';
import {useCallback, useContext, useEffect, useRef, useState} from 'preact/hooks';
import {Refusal} from '../api/client';
import {listen, type Line} from '../api/stream';
import type {Session} from '../api/contract';

export interface Surroundings {
  readonly session: Session;
  /** Server's clock less the browser's, in milliseconds: times here are told by the server's. */
  readonly ahead: number;
  /** Asks again who is logged in: somebody was refused as nobody. */
  readonly recheck: () => void;
}

export const Surroundings = createContext<Surroundings>({
  session: {login: 'none', time: '', version: '', notices: []}, ahead: 0, recheck: () => undefined,
});

export const useSurroundings = () => useContext(Surroundings);

/** The server's time, again every so often. */
export function useNow(every: number): number {
  const {ahead} = useSurroundings();
  const [now, setNow] = useState(() => Date.now() + ahead);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() + ahead), every);
    return () => clearInterval(timer);
  }, [every, ahead]);
  return now;
}

export interface Loaded<T> {
  readonly value: T | undefined;
  readonly refusal: Refusal | undefined;
  readonly reload: () => void;
  readonly change: (change: (value: T) => T) => void;
}

/**
 * What an answer says; the one before stays while it is asked for again, and when that fails. Changes that come while an
 * answer is on its way are made in it, too: it may not know of them yet. So each has to change nothing the second time.
 */
export function useLoaded<T>(load: () => Promise<T>, of: readonly unknown[]): Loaded<T> {
  const {recheck} = useSurroundings();
  const [value, setValue] = useState<T>();
  const [refusal, setRefusal] = useState<Refusal>();
  const asked = useRef(0);
  const meanwhile = useRef<((value: T) => T)[] | undefined>(undefined);
  const reload = useCallback(() => {
    const turn = ++asked.current;
    const isLatest = () => turn === asked.current;
    meanwhile.current = [];
    load().then((answer) => {
      if (isLatest()) {
        const changed = meanwhile.current?.reduce((value, by) => by(value), answer) ?? answer;
        meanwhile.current = undefined;
        setValue(() => changed);
        setRefusal(undefined);
      }
    }, (failure: unknown) => {
      if (isLatest()) {
        meanwhile.current = undefined;
        setRefusal(asRefusal(failure));
        if (failure instanceof Refusal && failure.isLoggedOut) {
          recheck();
        }
      }
    });
  }, of);
  useEffect(() => {
    setValue(undefined);
    reload();
    return () => {
      asked.current++;
    };
  }, [reload]);
  const change = useCallback((by: (value: T) => T) => {
    meanwhile.current?.push(by);
    setValue((old) => old === undefined ? old : by(old));
  }, []);
  return {value, refusal, reload, change};
}

export function asRefusal(failure: unknown): Refusal {
  return failure instanceof Refusal ? failure : new Refusal(0, 'Fault', String(failure));
}

/** Listens while it is shown. */
export function useStream(url: string, listeners: Readonly<Record<string, (data: never) => void>>, onOpen: () => void): Line {
  const [line, setLine] = useState<Line>('opening');
  const latest = useRef({listeners, onOpen});
  latest.current = {listeners, onOpen};
  useEffect(() => {
    const kinds = Object.keys(latest.current.listeners);
    const forwarding = Object.fromEntries(kinds.map((kind) =>
      [kind, (data: unknown) => latest.current.listeners[kind]?.(data as never)]));
    return listen(url, forwarding, (now) => {
      setLine(now);
      if (now === 'open') {
        latest.current.onOpen();
      }
    });
  }, [url]);
  return line;
}

export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const look = () => setMatches(media.matches);
    look();
    media.addEventListener('change', look);
    return () => media.removeEventListener('change', look);
  }, [query]);
  return matches;
}
