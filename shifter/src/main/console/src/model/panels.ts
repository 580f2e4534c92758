import type {Mark, MetricSeries, Series} from '../api/contract';
import {count, millis, percent, significant, weight} from './format';
import {quantileLimits, rate, rateLimits, type Limits} from './series';

/** Whose line it is; it decides how it looks. */
export type Role = 'baseline' | 'canary' | 'asked' | 'observed' | 'rollback' | 'promote';

export interface Line {
  readonly label: string;
  readonly role: Role;
  readonly values: readonly (number | null | undefined)[];
  /** A limit to be reached rather than a measurement. */
  readonly isBound?: boolean;
  /** It stays as it is until the next value. */
  readonly isStepped?: boolean;
}

/** One picture over time. */
export interface Panel {
  readonly title: string;
  /** What is drawn, for those who want to know more. */
  readonly note: string;
  readonly time: readonly number[];
  readonly lines: readonly Line[];
  readonly limits: Limits | undefined;
  readonly format: (value: number | null | undefined) => string;
  readonly most?: number;
  readonly marks: readonly Mark[];
  /** Whether each mark says what it is; elsewhere it is a line alone. */
  readonly namesMarks?: boolean;
}

/** What was asked and what came, with the verdicts. */
export function weightPanel(series: Series): Panel {
  const changes = series.weights.map((each) => each.time);
  const time = [...new Set([...changes, ...series.time])].sort((a, b) => a - b);
  const at = new Map(series.time.map((each, index) => [each, index]));
  const routed = new Map(series.weights.map((each) => [each.time, each]));
  let asked: number | null = null;
  return {
    title: `Traffic to ${series.to ?? 'the version on trial'}`,
    note: 'Asked of the route, and seen in the counts of requests. ▲ verdict to promote, ▼ to roll back.',
    time,
    lines: [
      {label: 'asked', role: 'asked', isStepped: true, values: time.map((each) => asked = routed.get(each)?.asked ?? asked)},
      {label: 'seen', role: 'observed', values: time.map((each) => series.observed[at.get(each) ?? -1])},
    ],
    limits: undefined,
    format: weight,
    most: 100,
    marks: series.marks,
    namesMarks: true,
  };
}

/** The part of the requests that failed, or were slow. */
export function ratePanel(series: Series, metric: MetricSeries): Panel {
  const isLatency = metric.kind === 'latency';
  return {
    ...shared(series),
    title: isLatency ? `${metric.name}: slow requests` : `${metric.name}: error rate`,
    note: `Since the release began. The band is where ${series.to ?? 'the canary'} is for sure, at all times at once.`,
    lines: versions(series, rate(metric.baseline), rate(metric.canary)),
    limits: rateLimits(metric),
    format: percent,
  };
}

export function quantilePanels(series: Series, metric: MetricSeries): Panel[] {
  return metric.quantiles.map((each) => ({
    ...shared(series),
    title: `${metric.name}: p${count(100 * each.quantile)}`,
    note: `The band is where ${series.to ?? 'the canary'} is for sure, at all times at once.`,
    lines: versions(series, each.baselineMillis, each.canaryMillis),
    limits: quantileLimits(each),
    format: millis,
  }));
}

export function queryPanel(series: Series, metric: MetricSeries): Panel | undefined {
  return metric.query === undefined ? undefined : {
    ...shared(series),
    title: metric.name,
    note: 'Of each interval.',
    lines: versions(series, metric.query.baseline, metric.query.canary),
    limits: undefined,
    format: significant,
  };
}

/** The logarithm of the evidence, against the bounds that ask for a rollback and allow a promotion. */
export function evidencePanel(series: Series, metric: MetricSeries): Panel {
  return {
    ...shared(series),
    title: `${metric.name}: evidence`,
    note: 'Natural logarithms of e-values. A solid line that reaches the dashed one of its colour decides.',
    lines: [
      {label: 'to roll back', role: 'rollback', values: metric.regression.logE},
      {label: 'bound', role: 'rollback', isBound: true, values: metric.regression.bound},
      {label: 'to promote', role: 'promote', values: metric.nonInferiority.logE},
      {label: 'bound', role: 'promote', isBound: true, values: metric.nonInferiority.bound},
    ],
    limits: undefined,
    format: significant,
  };
}

/** All pictures of a run: what users got of the traffic and of errors, what it proves, and how long they waited. */
export function panels(series: Series): Panel[] {
  const of = (kind: MetricSeries['kind']) => series.metrics.filter((metric) => metric.kind === kind);
  return [
    weightPanel(series),
    ...of('errors').map((metric) => ratePanel(series, metric)),
    ...series.metrics.map((metric) => evidencePanel(series, metric)),
    ...of('latency').flatMap((metric) => [ratePanel(series, metric), ...quantilePanels(series, metric)]),
    ...of('query').flatMap((metric) => queryPanel(series, metric) ?? []),
  ];
}

/** What was said at a point, for the line above the pictures. */
export function saidAt(series: Series, index: number): string {
  const step = series.step[index];
  const said = [series.verdict[index], series.reason[index]].filter((each) => each !== null && each !== undefined);
  const data = series.data[index];
  return [
    step === null || step === undefined ? '' : `step ${step}`,
    said.join(': '),
    data === null || data === undefined || data === 'exact' ? '' : `data ${data}`,
  ].filter((each) => each !== '').join(' · ');
}

/** The last point at or before a time. */
export function indexAt(times: readonly number[], time: number): number {
  let low = -1;
  let high = times.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (times[middle]! <= time) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** From when to when; the same for all pictures of a run. */
export function span(series: Series): readonly [number, number] | undefined {
  const ends = [series.time[0], series.time.at(-1), series.weights[0]?.time, series.weights.at(-1)?.time]
    .filter((each) => each !== undefined);
  return ends.length === 0 ? undefined : [Math.min(...ends), Math.max(...ends)];
}

function shared(series: Series): Pick<Panel, 'time' | 'marks'> {
  return {time: series.time, marks: series.marks};
}

function versions(series: Series, baseline: Line['values'], canary: Line['values']): Line[] {
  return [
    {label: series.from ?? 'baseline', role: 'baseline', values: baseline},
    {label: series.to ?? 'canary', role: 'canary', values: canary},
  ];
}
