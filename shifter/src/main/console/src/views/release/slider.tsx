import {useEffect, useState} from 'preact/hooks';
import type {Wish} from '../../api/client';
import type {Release} from '../../api/contract';
import {weight} from '../../model/format';
import {refusal, split, splitInWords} from '../../model/sentences';

/** v1 ↔ v2. Moving it proposes a weight; nothing is asked for before it is confirmed. */
export function Slider({release, ask}: {release: Release; ask: (wish: Wish) => void}) {
  const parts = split(release);
  const [draft, setDraft] = useState<number>();
  useEffect(() => setDraft(undefined), [parts.asked, release.run]);
  const setWeight = release.actions.find((action) => action.verb === 'set-weight');
  const why = setWeight === undefined ? 'It can’t be set here.' : refusal(setWeight);
  const value = draft ?? parts.asked;
  const isMoved = draft !== undefined && draft !== parts.asked;
  return (
    <div class="slider">
      <div class="slider-ends" aria-hidden="true">
        <span><b>{parts.from}</b> {weight(100 - value)}</span>
        <span>{weight(value)} <b>{parts.to}</b></span>
      </div>
      <div class="slider-track" style={{'--value': `${value}%`}}>
        <input type="range" min={0} max={100} step={1} value={value} disabled={why !== undefined} title={why}
          aria-label={`Share of ${parts.to}`} aria-valuetext={splitInWords({...parts, asked: value, observed: undefined})}
          onInput={(event) => setDraft(Number(event.currentTarget.value))}
          onKeyDown={(event) => event.key === 'Escape' && setDraft(undefined)} />
        {release.spec.steps.flatMap((step) => step.weight === undefined || step.weight % 100 === 0 ? [] : [step.weight])
          .map((at) => <i class="slider-step" style={{left: `${at}%`}} />)}
      </div>
      <p class="slider-said">
        {isMoved ? (
          <>
            <button type="button" class={draft === 0 ? 'bad' : 'primary'} onClick={() => ask(wishOf(draft))}>{labelOf(draft, parts.to)}</button>
            <button type="button" class="quiet" onClick={() => setDraft(undefined)}>Leave it</button>
          </>
        ) : why ?? seen(parts.observed, parts.asked)}
      </p>
    </div>
  );
}

/** The ends of the slider aren't weights to hold: everything is a promotion, nothing a rollback. */
function wishOf(draft: number): Wish {
  return draft === 0 ? {verb: 'rollback'} : draft === 100 ? {verb: 'promote'} : {verb: 'set-weight', weight: draft};
}

function labelOf(draft: number, to: string): string {
  return draft === 0 ? 'Roll back …' : draft === 100 ? 'Promote …' : `Hold ${weight(draft)} on ${to} …`;
}

function seen(observed: number | undefined, asked: number): string {
  if (observed === undefined) {
    return 'The route can’t be read now.';
  }
  return observed === asked ? 'The route is as asked.' : `The route gives ${weight(observed)} so far.`;
}
