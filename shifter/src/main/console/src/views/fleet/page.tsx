import {useEffect, useMemo, useRef} from 'preact/hooks';
import type {Phase, Summary} from '../../api/contract';
import {count, counted} from '../../model/format';
import {namespaces, phaseCounts, PHASES, readFilter, rows, writeFilter, type Filter} from '../../model/fleet';
import {state} from '../../model/sentences';
import {setQuery} from '../address';
import {LineState, Refused, Skeleton} from '../parts';
import {useFleet} from './data';
import {List} from './list';

const NONE: ReadonlyMap<string, Summary> = new Map();

export function FleetPage({query}: {query: string}) {
  const {releases, refusal, line, reload} = useFleet();
  const filter = useMemo(() => readFilter(query), [query]);
  const all = releases ?? NONE;
  const shown = useMemo(() => rows(all.values(), filter), [all, filter]);
  const left = shown.filter((row) => row.kind === 'release').length;
  useEffect(() => {
    document.title = 'Releases · Huidu';
  }, []);
  return (
    <>
      <h1 class="sr-only">Releases</h1>
      <LineState line={line} />
      <Filters all={all} filter={filter} />
      {refusal && <Refused refusal={refusal} retry={reload} />}
      <p class="list-count" role="status">
        {releases !== undefined && (left === all.size
          ? counted(left, 'release')
          : `${count(left)} of ${counted(all.size, 'release')}`)}
      </p>
      {releases === undefined
        ? !refusal && <Skeleton rows={12} height={44} />
        : left === 0 ? <Nothing isFiltered={all.size > 0} /> : <List rows={shown} />}
    </>
  );
}

function Filters({all, filter}: {all: ReadonlyMap<string, Summary>; filter: Filter}) {
  const search = useRef<HTMLInputElement>(null);
  const counts = useMemo(() => phaseCounts(all.values(), filter), [all, filter]);
  const set = (change: Partial<Filter>) => setQuery(writeFilter({...filter, ...change}));
  const toggle = (phase: Phase) => {
    const phases = new Set(filter.phases);
    if (!phases.delete(phase)) {
      phases.add(phase);
    }
    set({phases});
  };
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (event.key === '/' && !(event.target instanceof HTMLInputElement)) {
        event.preventDefault();
        search.current?.focus();
      }
    };
    addEventListener('keydown', find);
    return () => removeEventListener('keydown', find);
  }, []);
  return (
    <search class="filters">
      <input ref={search} type="search" placeholder="Search name, image, reason   /" aria-label="Search name, image or reason"
        value={filter.search} onInput={(event) => set({search: event.currentTarget.value})} />
      <select aria-label="Namespace" value={filter.namespace} onChange={(event) => set({namespace: event.currentTarget.value})}>
        <option value="">All namespaces</option>
        {namespaces(all.values()).map((name) => <option value={name}>{name}</option>)}
      </select>
      <div class="chips" role="group" aria-label="State">
        {PHASES.map((phase) => (
          <button type="button" class={`chip ${state(phase).tone}`} aria-pressed={filter.phases.has(phase)} onClick={() => toggle(phase)}>
            {state(phase).word} <b>{count(counts.get(phase) ?? 0)}</b>
          </button>
        ))}
      </div>
    </search>
  );
}

function Nothing({isFiltered}: {isFiltered: boolean}) {
  return isFiltered
    ? <p class="empty">No release is like this. <button type="button" onClick={() => setQuery('')}>Show all</button></p>
    : (
      <div class="empty">
        <p>There is no release yet, or none that you may see.</p>
        <p>A <code>CanaryRelease</code> with two versions is all it takes: <code>kubectl apply -f release.yaml</code></p>
      </div>
    );
}
