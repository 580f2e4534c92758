import {useCallback} from 'preact/hooks';
import * as api from '../../api/client';
import type {Happening, Release, Series, Timeline} from '../../api/contract';
import type {Line} from '../../api/stream';
import {append} from '../../model/series';
import {useLoaded, useStream, useSurroundings, type Loaded} from '../hooks';

export interface ReleaseData {
  readonly release: Loaded<Release>;
  readonly series: Loaded<Series>;
  readonly timeline: Loaded<Timeline>;
  readonly line: Line;
  readonly older: () => void;
}

/** One release, kept up to date. @param run whose measurements are asked for; the latest without */
export function useRelease(of: api.Name, run: string | undefined): ReleaseData {
  const {recheck} = useSurroundings();
  const release = useLoaded(() => api.release(of), [of.namespace, of.name]);
  const series = useLoaded(() => api.series(of, run), [of.namespace, of.name, run]);
  const timeline = useLoaded(() => api.events(of), [of.namespace, of.name]);

  const takePoints = (more: Series) => {
    const isNewRun = series.value !== undefined && more.run !== series.value.run;
    if (isNewRun && run === undefined) {
      series.reload();
    } else {
      series.change((known) => append(known, more));
    }
  };
  const takeEvent = (event: Happening) => timeline.change((known) => known.items.some((each) => each.id === event.id)
    ? known
    : {...known, items: [event, ...known.items], total: known.total + 1});
  const reload = () => {
    release.reload();
    series.reload();
    timeline.reload();
  };
  const line = useStream(api.releaseStream(of), {
    release: release.reload,
    points: takePoints,
    event: takeEvent,
    gone: release.reload,
    reset: reload,
    end: recheck,
  }, reload);

  const next = timeline.value?.next;
  const older = useCallback(() => {
    if (next !== undefined) {
      void api.events(of, next).then((more) => timeline.change(({next: _, ...known}) => ({
        ...more, items: [...known.items, ...more.items],
      })));
    }
  }, [next, of.namespace, of.name]);
  return {release, series, timeline, line, older};
}
