import {useEffect, useRef, useState} from 'preact/hooks';
import * as api from '../../api/client';
import type {Effect, Release} from '../../api/contract';
import {sentence, VERBS} from '../../model/sentences';
import {asRefusal, useSurroundings} from '../hooks';
import {Refused} from '../parts';

interface Properties {
  readonly release: Release;
  readonly wish: api.Wish;
  /** With what the server answered; with nothing where it was left. */
  readonly close: (message?: string) => void;
}

/** Says what will happen, takes the reason, and asks for it. */
export function Confirm({release, wish: first, close}: Properties) {
  const dialog = useRef<HTMLDialogElement>(null);
  const {session} = useSurroundings();
  const [wish, setWish] = useState(() => withDefaults(first, release));
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<api.Refusal>();
  const effect = useEffectOf(release, wish);
  const {label, question, tone} = VERBS[wish.verb];
  useEffect(() => dialog.current?.showModal(), []);

  const send = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const about = effect.value?.about;
    api.command(release, {...wish, reason: reason.trim(), ...(about === undefined ? {} : {about})})
      .then((answer) => close(answer.message), (failure: unknown) => setRefusal(asRefusal(failure)))
      .finally(() => setBusy(false));
  };
  return (
    <dialog ref={dialog} aria-labelledby="question" onClose={() => close()}>
      <form onSubmit={send}>
        <h2 id="question">{question}</h2>
        <Wanted release={release} wish={wish} set={setWish} />
        <div class="effect" aria-live="polite">
          {effect.refusal && <Refused refusal={effect.refusal} />}
          {effect.value && <p>{effect.value.possible ? effect.value.effect : sentence(effect.value.why ?? '')}</p>}
          {effect.value?.warnings.map((each) => <p class="notice waiting">{each}</p>)}
        </div>
        <label>
          Reason
          <textarea required rows={2} maxLength={5000} autofocus value={reason}
            placeholder="It stands in the history and in the events"
            onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        {refusal && <Refused refusal={refusal} />}
        <footer>
          <span class="hint">{session.user === undefined ? '' : `As ${session.user}`}</span>
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>Cancel</button>
          <button type="submit" class={tone === 'bad' ? 'bad solid' : 'primary'}
            disabled={isBusy || reason.trim() === '' || effect.value?.possible !== true}>
            {label}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

/** What the command needs beside its name. */
function Wanted({release, wish, set}: {release: Release; wish: api.Wish; set: (wish: api.Wish) => void}) {
  const needs = release.actions.find((action) => action.verb === wish.verb)?.needs ?? [];
  return (
    <>
      {needs.includes('step') && (
        <label>
          Step
          <select value={wish.step} onChange={(event) => set({...wish, step: Number(event.currentTarget.value)})}>
            {release.spec.steps.map((step) => <option value={step.number}>{step.number}: {step.text}</option>)}
          </select>
        </label>
      )}
      {needs.includes('weight') && (
        <label>
          Percent of the requests
          <input type="number" min={1} max={99} required value={wish.weight}
            onInput={(event) => set({...wish, weight: Number(event.currentTarget.value)})} />
        </label>
      )}
      {needs.includes('version') && release.image === undefined && (
        <label>
          Version
          <select value={wish.version} onChange={(event) => set({...wish, version: event.currentTarget.value})}>
            {release.versions.map((name) => <option>{name}</option>)}
          </select>
        </label>
      )}
      {needs.includes('image') && release.image !== undefined && (
        <label>
          Image
          <input required maxLength={1000} spellcheck={false} value={wish.image}
            onInput={(event) => set({...wish, image: event.currentTarget.value})} />
        </label>
      )}
    </>
  );
}

function withDefaults(wish: api.Wish, release: Release): api.Wish {
  switch (wish.verb) {
    case 'jump': return {...wish, step: wish.step ?? 1};
    case 'set-weight': return {...wish, weight: wish.weight ?? release.weight?.asked ?? 1};
    case 'release': return release.image === undefined
      ? {...wish, version: wish.version ?? release.versions.find((name) => name !== release.desired) ?? release.desired}
      : {...wish, image: wish.image ?? release.image};
    default: return wish;
  }
}

const TYPING = 250;

interface Answer {
  readonly value: Effect | undefined;
  readonly refusal: api.Refusal | undefined;
}

/**
 * What the server says that it would do, asked again a moment after the last change. Until it has answered there is
 * nothing, so that nobody confirms what was said of something else.
 */
function useEffectOf(release: Release, wish: api.Wish): Answer {
  const [answer, setAnswer] = useState<Answer & {of: api.Wish}>();
  const isFirst = useRef(true);
  useEffect(() => {
    let isLatest = true;
    const timer = setTimeout(() => {
      api.effect(release, wish).then(
        (value) => isLatest && setAnswer({of: wish, value, refusal: undefined}),
        (failure: unknown) => isLatest && setAnswer({of: wish, value: undefined, refusal: asRefusal(failure)}));
    }, isFirst.current ? 0 : TYPING);
    isFirst.current = false;
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [release.version, wish]);
  return answer?.of === wish ? answer : {value: undefined, refusal: undefined};
}
