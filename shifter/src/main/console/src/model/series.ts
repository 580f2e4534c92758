import type {Band, Column, MetricSeries, Series} from '../api/contract';

type Values = readonly (number | null)[];

/** An estimate's limits as they are drawn. */
export interface Limits {
  readonly lower: Values;
  readonly upper: Values;
}

/**
 * What is known with what is new. Points that are known already are left out, so that an answer that comes twice changes
 * nothing; a metric that appears later has nothing before.
 */
export function append(known: Series, more: Series): Series {
  if (more.run !== known.run) {
    return known.run === undefined ? more : known;
  }
  const last = known.time.at(-1) ?? Number.NEGATIVE_INFINITY;
  const found = more.time.findIndex((time) => time > last);
  const from = found < 0 ? more.time.length : found;
  const join = <T>(one: readonly T[], other: readonly T[]) => [...one, ...other.slice(from)];
  const names = [...new Set([...known.metrics, ...more.metrics].map((metric) => metric.name))];
  return {
    ...known,
    ...(more.next === undefined ? {} : {next: more.next}),
    runs: more.runs.length > 0 ? more.runs : known.runs,
    time: join(known.time, more.time),
    step: join(known.step, more.step),
    verdict: join(known.verdict, more.verdict),
    reason: join(known.reason, more.reason),
    data: join(known.data, more.data),
    asked: join(known.asked, more.asked),
    observed: join(known.observed, more.observed),
    weights: later(known.weights, more.weights),
    marks: later(known.marks, more.marks),
    metrics: names.map((name) => {
      const one = known.metrics.find((metric) => metric.name === name);
      const other = more.metrics.find((metric) => metric.name === name);
      return joinColumns(filled(one, other, known.time.length), cut(filled(other, one, more.time.length), from));
    }),
  };
}

function later<T extends {time: number}>(known: readonly T[], more: readonly T[]): T[] {
  const seen = new Set(known.map((each) => JSON.stringify(each)));
  return [...known, ...more.filter((each) => !seen.has(JSON.stringify(each)))].sort((a, b) => a.time - b.time);
}

type Tree = {readonly [name: string]: unknown};

const isColumn = (value: unknown): value is Column =>
  Array.isArray(value) && value.every((each) => each === null || typeof each === 'number');

/** Applies something to every column of a metric, however deep it stands. */
function columns(tree: unknown, other: unknown, change: (one: Column, two: Column) => Column): unknown {
  if (isColumn(tree)) {
    return change(tree, isColumn(other) ? other : []);
  }
  if (Array.isArray(tree)) {
    return tree.map((each, index) => columns(each, (other as unknown[] | undefined)?.[index], change));
  }
  if (typeof tree === 'object' && tree !== null) {
    return Object.fromEntries(Object.entries(tree)
      .map(([name, value]) => [name, columns(value, (other as Tree | undefined)?.[name], change)]));
  }
  return tree;
}

const joinColumns = (one: MetricSeries, other: MetricSeries) =>
  columns(one, other, (a, b) => [...a, ...b]) as MetricSeries;
const cut = (metric: MetricSeries, from: number) =>
  columns(metric, undefined, (column) => column.slice(from)) as MetricSeries;
const blank = <T>(likeness: T, length: number) =>
  columns(likeness, undefined, () => new Array<null>(length).fill(null)) as T;

/** A metric with all that the other knows of it: what only the other has is there, and empty. */
function filled(metric: MetricSeries | undefined, other: MetricSeries | undefined, length: number): MetricSeries {
  const likeness = (other ?? metric)!;
  if (metric === undefined) { // no quantiles at all look like a column without values, and aren't one
    return {...blank(likeness, length), quantiles: likeness.quantiles.map((each) => blank(each, length))};
  }
  const numbers = [...new Set([...metric.quantiles, ...likeness.quantiles].map((each) => each.quantile))].sort((a, b) => a - b);
  const query = metric.query ?? (likeness.query && blank(likeness.query, length));
  return {
    ...metric,
    ...(query === undefined ? {} : {query}),
    quantiles: numbers.map((number) => {
      const own = metric.quantiles.find((each) => each.quantile === number);
      return own ?? blank(likeness.quantiles.find((each) => each.quantile === number)!, length);
    }),
  };
}

/** Bad per request since the release began, a part of one. */
export function rate(version: MetricSeries['baseline']): (number | null)[] {
  return version.requests.map((requests, index) => {
    const bad = version.bad[index];
    return requests === null || bad === null || bad === undefined || requests === 0 ? null : bad / requests;
  });
}

/** Where the canary's rate is for sure: around the baseline's by the limits of the excess, and within 0 and 1. */
export function rateLimits(metric: MetricSeries): Limits {
  const base = rate(metric.baseline);
  return around(base, metric.excess, (value) => Math.min(1, Math.max(0, value)));
}

/** The same of a quantile, in milliseconds. */
export function quantileLimits(quantile: MetricSeries['quantiles'][number]): Limits {
  return around(quantile.baselineMillis, quantile.shiftMillis, (value) => Math.max(0, value));
}

function around(base: Values, by: Band, within: (value: number) => number): Limits {
  const shift = (column: Values) => base.map((value, index) => {
    const moved = column[index];
    return value === null || moved === null || moved === undefined ? null : within(value + moved);
  });
  return {lower: shift(by.lower), upper: shift(by.upper)};
}

/** The latest value of a column. */
export function last<T>(column: readonly (T | null | undefined)[]): T | undefined {
  for (let index = column.length - 1; index >= 0; index--) {
    const value = column[index];
    if (value !== null && value !== undefined) {
      return value;
    }
  }
  return undefined;
}
