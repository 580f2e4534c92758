import {useCallback, useRef} from 'preact/hooks';
import * as api from '../../api/client';
import type {Gone, Summary} from '../../api/contract';
import type {Line} from '../../api/stream';
import {keyOf} from '../../model/fleet';
import {useLoaded, useStream, useSurroundings} from '../hooks';

export interface FleetData {
  readonly releases: ReadonlyMap<string, Summary> | undefined;
  readonly refusal: api.Refusal | undefined;
  readonly line: Line;
  readonly reload: () => void;
}

type Change = (releases: Map<string, Summary>) => void;

/** All releases, kept up to date. Many changes that come together are drawn once. */
export function useFleet(): FleetData {
  const {recheck} = useSurroundings();
  const {value: releases, refusal, reload, change} = useLoaded(byKey, []);
  const changes = useRef<Change[]>([]);
  const changeSoon = useCallback((each: Change) => {
    changes.current.push(each);
    if (changes.current.length === 1) {
      requestAnimationFrame(() => {
        const all = changes.current.splice(0);
        change((old) => {
          const next = new Map(old);
          all.forEach((one) => one(next));
          return next;
        });
      });
    }
  }, [change]);

  const line = useStream(api.fleetStream(), {
    release: (summary: Summary) => changeSoon((all) => all.set(keyOf(summary), summary)),
    gone: (gone: Gone) => changeSoon((all) => all.delete(keyOf(gone))),
    reset: reload,
    end: recheck,
  }, reload);
  return {releases, refusal, line, reload};
}

async function byKey(): Promise<ReadonlyMap<string, Summary>> {
  return new Map((await api.fleet()).map((each) => [keyOf(each), each]));
}
