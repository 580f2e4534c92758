import {useEffect, useMemo, useRef, useState} from 'preact/hooks';
import type {Summary} from '../../api/contract';
import {counted, weight} from '../../model/format';
import {keyOf, type Row} from '../../model/fleet';
import {split, stepInWords} from '../../model/sentences';
import {offsets, shown, type Shown} from '../../model/window';
import {pathOf} from '../address';
import {useMedia} from '../hooks';
import {Bar, StatePill, Time} from '../parts';

const NAMESPACE_HEIGHT = 36;
const WIDE_HEIGHT = 44;
const NARROW_HEIGHT = 76;
const SPARE = 8;
const COLUMNS = ['Release', 'State', 'Traffic', 'Step', 'Reason', 'Since'];

/** A table of any length: only the rows that can be seen are in the page, and a reader is told how many there are. */
export function List({rows}: {rows: readonly Row[]}) {
  const isNarrow = useMedia('(max-width: 760px)');
  const height = isNarrow ? NARROW_HEIGHT : WIDE_HEIGHT;
  const begins = useMemo(
    () => offsets(rows.map((row) => row.kind === 'namespace' ? NAMESPACE_HEIGHT : height)),
    [rows, height]);
  const list = useRef<HTMLDivElement>(null);
  const {first, end} = useShown(list, begins);
  return (
    <div class="fleet" role="table" aria-label="Releases" aria-rowcount={rows.length + 1}>
      <div class="fleet-head" role="row" aria-rowindex={1}>
        {COLUMNS.map((column) => <span role="columnheader">{column}</span>)}
      </div>
      <div ref={list} class="fleet-body" role="rowgroup" style={{height: `${begins.at(-1)!}px`}} onKeyDown={walk}>
        {rows.slice(first, end).map((row, index) => {
          const place = {'aria-rowindex': first + index + 2, style: {transform: `translateY(${begins[first + index]!}px)`}};
          return row.kind === 'namespace'
            ? <NamespaceLine key={row.name} row={row} place={place} />
            : <div key={keyOf(row.release)} role="row" class="fleet-row" {...place}><ReleaseCells of={row.release} /></div>;
        })}
      </div>
    </div>
  );
}

function NamespaceLine({row, place}: {row: Row & {kind: 'namespace'}; place: object}) {
  return (
    <div role="row" class="fleet-namespace" {...place}>
      <span role="cell" aria-colspan={COLUMNS.length}><b>{row.name}</b> {counted(row.releases, 'release')}</span>
    </div>
  );
}

function ReleaseCells({of}: {of: Summary}) {
  const parts = split(of);
  return (
    <>
      <span role="cell" class="name">
        <a href={pathOf(of)}>{of.name}</a>
        {of.image !== undefined && <small title={of.image}>{of.image}</small>}
      </span>
      <span role="cell"><StatePill phase={of.phase} />{of.frozen && <span class="pill waiting">Frozen</span>}</span>
      <span role="cell" class="traffic">
        <span>{parts.from}</span><Bar split={parts} /><span>{parts.to}</span><b>{weight(parts.asked)}</b>
      </span>
      <span role="cell" class="step">{stepInWords(of)}</span>
      <span role="cell" class="reason" title={of.message}><b>{of.reason}</b> {of.message}</span>
      <span role="cell" class="since"><Time at={of.since} /></span>
    </>
  );
}

/** Arrows go from release to release. */
function walk(event: KeyboardEvent): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const links = [...(event.currentTarget as Element).querySelectorAll('a')]
    .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
  const next = links[links.indexOf(event.target as HTMLAnchorElement) + by];
  if (by !== 0 && next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}

function useShown(list: {current: HTMLDivElement | null}, begins: readonly number[]): Shown {
  const look = () => shown(begins, -(list.current?.getBoundingClientRect().top ?? 0), innerHeight, SPARE);
  const [seen, setSeen] = useState(look);
  useEffect(() => {
    const update = () => setSeen((old) => {
      const next = look();
      return old.first === next.first && old.end === next.end ? old : next;
    });
    update();
    addEventListener('scroll', update, {passive: true});
    addEventListener('resize', update);
    return () => {
      removeEventListener('scroll', update);
      removeEventListener('resize', update);
    };
  }, [begins]);
  return seen;
}
