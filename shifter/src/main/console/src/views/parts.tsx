import type {ComponentChildren} from 'preact';
import type {Refusal} from '../api/client';
import type {Phase} from '../api/contract';
import type {Line} from '../api/stream';
import {clock, full, relative} from '../model/format';
import {splitInWords, state, type Split} from '../model/sentences';
import {useNow} from './hooks';
import {useEffect, useState} from 'preact/hooks';

export function StatePill({phase}: {phase: Phase | undefined}) {
  const {word, tone} = state(phase);
  return <span class={`pill ${tone}`}>{word}</span>;
}

/** The share of both versions: what was asked, and a tick where the route is. */
export function Bar({split}: {split: Split}) {
  return (
    <span class={`bar ${split.isRunning ? 'running' : ''}`} role="img" aria-label={splitInWords(split)}>
      <span class="bar-to" style={{width: `${split.asked}%`}} />
      {split.observed !== undefined && split.observed !== split.asked
        && <span class="bar-seen" style={{left: `${split.observed}%`}} />}
    </span>
  );
}

export function Time({at}: {at: string}) {
  const now = useNow(10_000);
  return <time dateTime={at} title={full(at)}>{relative(at, now)}</time>;
}

export function Refused({refusal, retry}: {refusal: Refusal; retry?: () => void}) {
  return (
    <div class="notice bad" role="alert">
      <p>{refusal.message}</p>
      {refusal.problems.length > 0 && (
        <ul>{refusal.problems.map((each) => <li>{each.field}: got {each.got}, expected {each.expected}</li>)}</ul>
      )}
      {retry && <button type="button" onClick={retry}>Try again</button>}
    </div>
  );
}

export function Notices({of}: {of: readonly string[]}) {
  return of.length === 0 ? null : <div class="notice waiting">{of.map((each) => <p>{each}</p>)}</div>;
}

/** Says when what is shown may be old. It takes no room while all is well. */
export function LineState({line}: {line: Line}) {
  const [since, setSince] = useState<number>();
  useEffect(() => setSince(line === 'lost' ? Date.now() : undefined), [line]);
  return (
    <div class="line-state" role="status">
      {since !== undefined && (
        <p class="notice waiting">
          No live updates since {clock(since)}: what you see may be old. Trying again. Releases go on meanwhile.
        </p>
      )}
    </div>
  );
}

export function Card({title, aside, children, class: name = ''}:
    {title: string; aside?: ComponentChildren; children: ComponentChildren; class?: string}) {
  return (
    <section class={`card ${name}`} aria-label={title}>
      <header><h2>{title}</h2>{aside}</header>
      {children}
    </section>
  );
}

/** Where something will stand, in the size that it will have. */
export function Skeleton({rows, height}: {rows: number; height: number}) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({length: rows}, () => <div style={{height: `${height}px`}} />)}
    </div>
  );
}
