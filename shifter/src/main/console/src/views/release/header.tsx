import type {Release} from '../../api/contract';
import {awaited, state, stepInWords} from '../../model/sentences';
import {useNow} from '../hooks';
import {StatePill, Time} from '../parts';

/** What is happening and what is awaited, in one sentence. */
export function Header({release}: {release: Release}) {
  const now = useNow(1_000);
  const {headline} = release;
  return (
    <header class="release-head">
      <nav aria-label="Where you are">
        <a href="/">Releases</a> / <a href={`/?namespace=${encodeURIComponent(release.namespace)}`}>{release.namespace}</a> /
      </nav>
      <h1>{release.name} <StatePill phase={release.phase} />{release.frozen && <span class="pill waiting">Frozen</span>}</h1>
      <p class={`headline ${state(release.phase).tone}`} aria-live="polite">{headline.text}</p>
      <p class="beside">
        {[stepInWords(release), release.reason, release.image].filter((each) => each !== undefined && each !== '').map((each) => <span>{each}</span>)}
        <span>since <Time at={release.since} /></span>
        {awaited(headline, now).map((each) => <span>{each}</span>)}
      </p>
      {release.failure === undefined && release.message !== undefined && release.message !== headline.text && <p class="message">{release.message}</p>}
      {release.spec.problems !== undefined && release.spec.problems.length > 0 && (
        <div class="notice bad">
          <p>Nothing moves until the spec is right:</p>
          <ul>{release.spec.problems.map((each) => <li>{each}</li>)}</ul>
        </div>
      )}
    </header>
  );
}
