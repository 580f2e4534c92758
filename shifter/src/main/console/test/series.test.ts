import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {MetricSeries, Series} from '../src/api/contract';
import {indexAt, panels, saidAt, span, weightPanel} from '../src/model/panels';
import {append, last, rate, rateLimits} from '../src/model/series';
import {metricLine} from '../src/model/sentences';

const band = (value: (number | null)[]) => ({value, lower: value.map((each) => each === null ? null : each / 2), upper: value.map(() => null)});
const version = (requests: number[], bad: number[]) => ({
  requests, bad, intervalRequests: requests, intervalBad: bad, intervalRate: requests.map((each, index) => bad[index]! / each),
});

function metric(length: number, more: Partial<MetricSeries> = {}): MetricSeries {
  const numbers = Array.from({length}, (_, index) => index + 1);
  return {
    name: 'errors', kind: 'errors',
    baseline: version(numbers.map((each) => 100 * each), numbers), canary: version(numbers.map((each) => 10 * each), numbers),
    relativeRisk: band(numbers), excess: {value: numbers.map(() => 0.09), lower: numbers.map(() => -0.5), upper: numbers.map(() => 0.2)},
    regression: {logE: numbers, bound: numbers.map(() => 4)}, nonInferiority: {logE: numbers, bound: numbers.map(() => 8)},
    harm: numbers, harmBudget: numbers, dispersion: numbers, detectableRisk: numbers, missingRequests: numbers,
    badAboveMillis: [], quantiles: [], ...more,
  };
}

function series(time: number[], more: Partial<Series> = {}): Series {
  return {
    run: 'run-1', runs: [], time, step: time.map(() => 1), verdict: time.map(() => 'continue'), reason: time.map(() => 'NotEnoughEvidence'),
    data: time.map(() => 'exact'), asked: time.map(() => 10), observed: time.map(() => 9.5), metrics: [metric(time.length)], weights: [], marks: [], ...more,
  };
}

test('what is new comes after what is known', () => {
  const both = append(series([15, 30]), series([45]));
  assert.deepEqual(both.time, [15, 30, 45]);
  assert.deepEqual(both.metrics[0]!.regression.logE, [1, 2, 1]);
});

test('points that come twice change nothing', () => {
  const known = series([15, 30]);
  assert.deepEqual(append(known, series([15, 30])), known);
  assert.deepEqual(append(known, series([30, 45])).time, [15, 30, 45]);
});

test('a metric that appears later has nothing before', () => {
  const late = metric(1, {name: 'latency', kind: 'latency'});
  const both = append(series([15, 30]), series([45], {metrics: [metric(1), late]}));
  assert.deepEqual(both.metrics[1]!.canary.requests, [null, null, 10]);
});

test('an interval without a metric leaves a hole in its columns, and no quantile where there is none', () => {
  const both = append(append(series([15, 30]), series([45], {metrics: []})), series([60]));
  assert.deepEqual(both.metrics[0]!.canary.requests, [10, 20, null, 10]);
  assert.deepEqual(both.metrics[0]!.quantiles, []);
  panels(both);
});

test('quantiles that appear later keep their places', () => {
  const millis = {quantile: 0.95, baselineMillis: [12], canaryMillis: [13], shiftMillis: {value: [1], lower: [0], upper: [2]}};
  const both = append(series([15, 30]), series([45], {metrics: [metric(1, {quantiles: [millis]})]}));
  assert.deepEqual(both.metrics[0]!.quantiles[0]!.canaryMillis, [null, null, 13]);
  assert.deepEqual(append(both, series([60])).metrics[0]!.quantiles[0]!.shiftMillis.upper, [null, null, 2, null]);
});

test('points of another run are not mixed in', () => {
  assert.deepEqual(append(series([15]), series([30], {run: 'run-2'})).time, [15]);
});

test('rates are of all requests, and unknown without one', () => {
  assert.deepEqual(rate(version([100, 0], [1, 0])), [0.01, null]);
});

test('the band of the canary lies around the baseline and within what a rate can be', () => {
  const limits = rateLimits(metric(1));
  assert.deepEqual(limits.lower, [0]);
  assert.ok(Math.abs(limits.upper[0]! - 0.21) < 1e-12);
});

test('what was asked for stays until it changes', () => {
  const panel = weightPanel(series([15, 30, 45], {weights: [{time: 10, asked: 5}, {time: 40, asked: 25}]}));
  assert.deepEqual(panel.time, [10, 15, 30, 40, 45]);
  assert.deepEqual(panel.lines[0]!.values, [5, 5, 5, 25, 25]);
  assert.deepEqual(panel.lines[1]!.values, [undefined, 9.5, 9.5, undefined, 9.5]);
});

test('every column of every picture is as long as its time', () => {
  for (const panel of panels(series([15, 30, 45]))) {
    for (const line of panel.lines) {
      assert.equal(line.values.length, panel.time.length, `${panel.title}: ${line.label}`);
    }
  }
});

test('the latest value is the last one that is known', () => {
  assert.equal(last([1, 2, null]), 2);
  assert.equal(last([null]), undefined);
});

test('a point is found by its time', () => {
  assert.deepEqual([10, 15, 29, 30, 99].map((time) => indexAt([15, 30], time)), [-1, 0, 0, 1, 1]);
});

test('all pictures of a run begin and end together', () => {
  assert.deepEqual(span(series([15, 30], {weights: [{time: 10, asked: 5}]})), [10, 30]);
  assert.equal(span(series([])), undefined);
});

test('a point says its step, its verdict and what its data are worth', () => {
  assert.equal(saidAt(series([15]), 0), 'step 1 · continue: NotEnoughEvidence');
  assert.equal(saidAt(series([15], {data: ['estimated'], step: [null], verdict: [null], reason: [null]}), 0), 'data estimated');
});

test('a metric is told by its latest numbers', () => {
  const line = metricLine(metric(4));
  assert.deepEqual(line.counts, ['4 of 400', '4 of 40']);
  assert.equal(line.canary, '10 %');
  assert.equal(line.limits, 'at least 2 ×');
  assert.equal(line.towardsRollback, 1);
  assert.equal(line.towardsPromotion, 0.5);
  assert.equal(line.evidence, '4 of 4');
});
