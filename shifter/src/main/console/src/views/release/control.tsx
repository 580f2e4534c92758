import {useState} from 'preact/hooks';
import type {Wish} from '../../api/client';
import type {Action, Release, Verb} from '../../api/contract';
import {refusal, VERBS} from '../../model/sentences';
import {Card} from '../parts';
import {Confirm} from './confirm';
import {Slider} from './slider';

const FIRST: readonly Verb[] = ['pause', 'resume', 'promote', 'rollback'];
const FURTHER: readonly Verb[] = ['approve', 'skip', 'jump', 'retry', 'release', 'freeze'];

/** What a person may do with a release. Each of it is asked about before it is done. */
export function Control({release, onDone}: {release: Release; onDone: () => void}) {
  const [wish, setWish] = useState<Wish>();
  const [said, setSaid] = useState('');
  const mayNothing = release.actions.every((action) => !action.allowed);
  const ask = (action: Action) => {
    const why = refusal(action);
    setSaid(why === undefined ? '' : `${VERBS[action.verb].label}: ${why}`);
    if (why === undefined) {
      setWish({verb: action.verb});
    }
  };
  const close = (message?: string) => {
    setWish(undefined);
    if (message !== undefined) {
      setSaid(message);
      onDone();
    }
  };
  return (
    <Card title="Control" class="control">
      <Slider release={release} ask={setWish} />
      {mayNothing && (
        <p class="notice calm">You may look at this release, but not steer it: that takes the right to <code>patch</code> canaryreleases in {release.namespace}.</p>
      )}
      {[FIRST, FURTHER].map((verbs, index) => (
        <div class={`verbs ${index === 0 ? 'first' : 'further'}`}>
          {verbs.flatMap((verb) => release.actions.find((action) => action.verb === verb) ?? [])
            .map((action) => <VerbButton action={action} ask={ask} />)}
        </div>
      ))}
      <p class="said" role="status">{said}</p>
      <Wishes release={release} />
      {wish !== undefined && <Confirm release={release} wish={wish} close={close} />}
    </Card>
  );
}

/** What can't be done stays reachable, so that it can say why. */
function VerbButton({action, ask}: {action: Action; ask: (action: Action) => void}) {
  const why = refusal(action);
  const {label, tone} = VERBS[action.verb];
  return (
    <button type="button" class={tone} aria-disabled={why !== undefined} title={why ?? action.effect}
      aria-description={why} onClick={() => ask(action)}>
      {label}
    </button>
  );
}

function Wishes({release}: {release: Release}) {
  return release.wishes.length === 0 ? null : (
    <ul class="wishes" aria-label="What is asked for now">
      {release.wishes.map((each) => <li><b>{each.ask}</b> {each.what}: {each.why} <i>({each.who})</i></li>)}
    </ul>
  );
}
