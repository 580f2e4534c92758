import {useMemo, useRef} from 'preact/hooks';
import type {Series} from '../../api/contract';
import {clock, counted, day} from '../../model/format';
import {indexAt, panels, saidAt, span} from '../../model/panels';
import {setQuery} from '../address';
import {Card} from '../parts';
import {Plot} from './plot';

/** All that was measured in a run, with one pointer over all pictures. */
export function Charts({series}: {series: Series}) {
  const drawn = useMemo(() => panels(series), [series]);
  const from = useMemo(() => span(series), [series]);
  const said = useRef<HTMLParagraphElement>(null);
  const tell = (time: number | undefined) => {
    const index = time === undefined ? series.time.length - 1 : indexAt(series.time, time);
    if (said.current !== null && index >= 0) {
      said.current.textContent = `${clock(1000 * series.time[index]!)} · ${saidAt(series, index)}`;
    }
  };
  return (
    <Card title="Measurements" aside={<Runs series={series} />}>
      {from === undefined ? <p class="empty">Nothing was measured yet. The first verdict comes after the first interval.</p> : (
        <>
          <p ref={said} class="said-at">{series.time.length > 0 && `${clock(1000 * series.time.at(-1)!)} · ${saidAt(series, series.time.length - 1)}`}</p>
          <div class="plots">{drawn.map((panel) => <Plot key={panel.title} panel={panel} span={from} onTime={tell} />)}</div>
        </>
      )}
    </Card>
  );
}

function Runs({series}: {series: Series}) {
  return series.runs.length < 2 ? <span class="hint">{counted(series.time.length, 'interval')}</span> : (
    <select aria-label="Run" value={series.run} onChange={(event) => setQuery(`?run=${encodeURIComponent(event.currentTarget.value)}`)}>
      {series.runs.map((run) => (
        <option value={run.id}>
          {[run.startedAt === undefined ? '' : `${day(Date.parse(run.startedAt))} ${clock(Date.parse(run.startedAt))}`,
            `${run.from ?? ''} → ${run.to ?? ''}`, run.outcome ?? 'running'].filter((each) => each !== '').join(' · ')}
        </option>
      ))}
    </select>
  );
}
