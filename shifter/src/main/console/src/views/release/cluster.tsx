import {useEffect} from 'preact/hooks';
import * as api from '../../api/client';
import type {Past, Release, Workload} from '../../api/contract';
import {count, weight} from '../../model/format';
import {stepState, took} from '../../model/sentences';
import {useLoaded} from '../hooks';
import {Card, Refused, Skeleton, Time} from '../parts';

export function Steps({release}: {release: Release}) {
  return (
    <Card title="Steps">
      <ol class="steps">
        {release.spec.steps.map((step) => (
          <li class={step.state} aria-current={step.state === 'current' ? 'step' : undefined}>
            <span>{step.text}</span><small>{stepState(step, release)}</small>
          </li>
        ))}
      </ol>
    </Card>
  );
}

export function Workloads({release}: {release: Release}) {
  const {workloads} = release;
  return (
    <Card title="Pods">
      {workloads === undefined
        ? <p class="hint">You may not see the Deployments of {release.namespace}.</p>
        : workloads.map((each) => <WorkloadLine of={each} />)}
    </Card>
  );
}

function WorkloadLine({of}: {of: Workload}) {
  return (
    <div class="workload">
      <p><b>{of.version}</b> <span>{of.deployment}</span> <span class="number">{of.exists ? `${count(of.ready ?? 0)} of ${count(of.replicas)} ready` : 'not there'}</span></p>
      {of.images?.map((image) => <code>{image}</code>)}
    </div>
  );
}

export function Conditions({release}: {release: Release}) {
  return (
    <Card title="Conditions">
      <dl class="conditions">
        {release.conditions.map((each) => (
          <div>
            <dt>{each.type} <span class={each.status === 'True' ? 'yes' : 'no'}>{each.status}</span> <code>{each.reason}</code></dt>
            <dd>{each.message}{each.since !== undefined && <small> · <Time at={each.since} /></small>}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

export function History({release}: {release: Release}) {
  return release.history.length === 0 ? null : (
    <Card title="Earlier runs">
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of earlier runs">
        <table>
          <thead><tr><th scope="col">Ended</th><th scope="col">From, to</th><th scope="col">Outcome</th><th scope="col">Took</th><th scope="col">Share at last</th><th scope="col">Why</th></tr></thead>
          <tbody>{release.history.map((past) => <HistoryLine past={past} />)}</tbody>
        </table>
      </div>
    </Card>
  );
}

function HistoryLine({past}: {past: Past}) {
  return (
    <tr>
      <td><a href={`?run=${encodeURIComponent(past.id)}`}><Time at={past.endedAt} /></a></td>
      <td>{past.from} → {past.to}</td>
      <td>{past.outcome}</td>
      <td>{took(past.startedAt, past.endedAt)}</td>
      <td>{weight(past.finalWeight)}</td>
      <td class="text"><code>{past.reason}</code> {past.message}</td>
    </tr>
  );
}

/** As the API server has them, asked for again whenever the release has changed. */
export function RouteObjects({of, version}: {of: api.Name; version: string}) {
  const {value, refusal, reload} = useLoaded(() => api.route(of), [of.namespace, of.name]);
  useEffect(reload, [version]);
  return (
    <Card title="Route">
      {refusal && <Refused refusal={refusal} />}
      {value === undefined ? !refusal && <Skeleton rows={1} height={44} /> : value.objects.map((each) => (
        <details class="object">
          <summary>{each.kind} <b>{each.name}</b> <small>{each.exists ? each.apiVersion : 'not there'}</small></summary>
          {each.yaml !== undefined && <pre tabIndex={0}>{each.yaml}</pre>}
        </details>
      ))}
    </Card>
  );
}
