import type {Failure, Release} from '../../api/contract';
import {facts, sentence} from '../../model/sentences';
import {Card, Time} from '../parts';

/** Why it was rolled back: which metric, how much worse, how sure, how many users saw it. */
export function Why({failure, release}: {failure: Failure; release: Release}) {
  const baseline = release.versions.find((name) => name !== failure.version) ?? 'the other';
  return (
    <Card title={`Why ${failure.version} was rolled back`} class="why" aside={<Time at={failure.at} />}>
      <p class="sentence">{sentence(failure.sentence)}</p>
      <dl class="facts">
        {failure.metric !== undefined && <div><dt>Metric</dt><dd>{failure.metric}</dd><dd class="note">{failure.reason}</dd></div>}
        {facts(failure, baseline).map((fact) => (
          <div><dt>{fact.label}</dt><dd>{fact.value}</dd><dd class="note">{fact.note}</dd></div>
        ))}
      </dl>
    </Card>
  );
}
