import {useCallback, useEffect, useRef, useState} from 'preact/hooks';
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
  const loaded = useLoaded(api.fleet, []);
  const [releases, setReleases] = useState<ReadonlyMap<string, Summary>>();
  useEffect(() => {
    if (loaded.value !== undefined) {
      setReleases(new Map(loaded.value.items.map((each) => [keyOf(each), each])));
    }
  }, [loaded.value]);

  const changes = useRef<Change[]>([]);
  const change = useCallback((each: Change) => {
    changes.current.push(each);
    if (changes.current.length === 1) {
      requestAnimationFrame(() => {
        const all = changes.current.splice(0);
        setReleases((old) => {
          const next = new Map(old);
          all.forEach((one) => one(next));
          return old === undefined ? old : next;
        });
      });
    }
  }, []);

  const line = useStream(api.fleetStream(), {
    release: (summary: Summary) => change((all) => all.set(keyOf(summary), summary)),
    gone: (gone: Gone) => change((all) => all.delete(keyOf(gone))),
    reset: loaded.reload,
    end: recheck,
  }, loaded.reload);
  return {releases, refusal: loaded.refusal, line, reload: loaded.reload};
}
