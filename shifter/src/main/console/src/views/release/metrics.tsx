import type {Series} from '../../api/contract';
import {badMeans, metricLine, type MetricLine} from '../../model/sentences';
import {Card} from '../parts';

/** What each metric says after the latest interval. */
export function Metrics({series}: {series: Series}) {
  if (series.metrics.length === 0) {
    return null;
  }
  return (
    <Card title="Metrics" aside={<span class="hint">since the release began</span>}>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of metrics">
        <table class="metrics">
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">{series.from ?? 'Baseline'}</th>
              <th scope="col">{series.to ?? 'Canary'}</th>
              <th scope="col">Ratio</th>
              <th scope="col">Evidence to roll back</th>
              <th scope="col">Evidence to promote</th>
              <th scope="col" title="How much more counts vary than chance would: 1 is chance alone">Dispersion</th>
              <th scope="col" title="A ratio as large as this would have been found by now">Would have found</th>
              <th scope="col" title="About how many more requests it takes">Requests to go</th>
            </tr>
          </thead>
          <tbody>
            {series.metrics.map((metric) => {
              const line = metricLine(metric);
              return (
                <tr>
                  <th scope="row">{line.name}<small>{badMeans(metric)}</small></th>
                  <td>{line.baseline}<small>{line.counts[0]}</small></td>
                  <td>{line.canary}<small>{line.counts[1]}</small></td>
                  <td>{line.estimate}<small>{line.limits}</small></td>
                  <Meter part={line.towardsRollback} text={line.evidence} tone="bad" />
                  <Meter part={line.towardsPromotion} text={line.harmless} tone="good" />
                  <td>{line.dispersion}</td>
                  <td>{line.detectable}</td>
                  <td>{line.missing}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Meter({part, text, tone}: {part: MetricLine['towardsRollback']; text: string; tone: 'good' | 'bad'}) {
  return (
    <td>
      {text}
      <span class="meter" aria-hidden="true"><span class={tone} style={{width: `${100 * (part ?? 0)}%`}} /></span>
    </td>
  );
}
