import {useEffect} from 'preact/hooks';
import type {Name} from '../../api/client';
import type {Release} from '../../api/contract';
import {useSurroundings} from '../hooks';
import {LineState, Notices, Refused, Skeleton} from '../parts';
import {Charts} from './charts';
import {Conditions, History, RouteObjects, Steps, Workloads} from './cluster';
import {Control} from './control';
import {useRelease, type ReleaseData} from './data';
import {Header} from './header';
import {Metrics} from './metrics';
import {TimelineCard} from './timeline';
import {Why} from './why';

export function ReleasePage({of, query}: {of: Name; query: string}) {
  const run = new URLSearchParams(query).get('run') ?? undefined;
  const data = useRelease(of, run);
  const {value: release, refusal, reload} = data.release;
  useEffect(() => {
    document.title = `${of.name} (${of.namespace}) · Huidu`;
  }, [of.namespace, of.name]);
  return (
    <>
      {(release !== undefined || refusal === undefined) && <LineState line={data.line} />}
      {refusal && <Refused refusal={refusal} retry={reload} />}
      {release === undefined ? !refusal && <Skeleton rows={4} height={160} /> : <Known release={release} data={data} />}
    </>
  );
}

function Known({release, data}: {release: Release; data: ReleaseData}) {
  const {series, timeline} = data;
  const {session} = useSurroundings();
  return (
    <>
      <Header release={release} />
      <Notices of={release.notices.filter((each) => !session.notices.includes(each))} />
      {release.failure && <Why failure={release.failure} release={release} />}
      <div class="columns">
        <div class="side">
          <Control release={release} onDone={data.release.reload} />
          <Steps release={release} />
          <Workloads release={release} />
          <Conditions release={release} />
        </div>
        <div class="main">
          {series.refusal && <Refused refusal={series.refusal} retry={series.reload} />}
          {series.value === undefined
            ? !series.refusal && <Skeleton rows={3} height={220} />
            : <><Charts series={series.value} /><Metrics series={series.value} /></>}
          {timeline.refusal && <Refused refusal={timeline.refusal} retry={timeline.reload} />}
          {timeline.value && <TimelineCard timeline={timeline.value} older={data.older} />}
          <History release={release} />
          <RouteObjects of={release} version={release.version} />
        </div>
      </div>
    </>
  );
}
