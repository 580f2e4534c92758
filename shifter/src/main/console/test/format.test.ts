import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as format from '../src/model/format';

test('numbers carry as many digits as mean something', () => {
  assert.deepEqual([0, 0.000312, 0.0312, 3.1234, 31.234, 312.9, 1400].map(format.significant),
    ['0', '0.000312', '0.0312', '3.12', '31.2', '313', '1,400']);
});

test('every number has its unit', () => {
  assert.equal(format.percent(0.0626), '6.26 %');
  assert.equal(format.weight(25), '25 %');
  assert.equal(format.weight(33.333), '33.3 %');
  assert.equal(format.millis(13.4), '13.4 ms');
  assert.equal(format.millis(1240), '1.24 s');
  assert.equal(format.times(39.9), '39.9 ×');
  assert.equal(format.counted(1277, 'request'), '1,277 requests');
  assert.equal(format.counted(1, 'request'), '1 request');
});

test('what is not known is a dash and never a zero', () => {
  for (const unknown of [undefined, null, Number.NaN]) {
    for (const told of [format.count, format.percent, format.weight, format.millis, format.times, format.significant]) {
      assert.equal(told(unknown), format.UNKNOWN);
    }
  }
  assert.equal(format.percent(0), '0 %');
});

test('an interval may be open at one end', () => {
  assert.equal(format.interval(5.66, undefined, format.times), 'at least 5.66 ×');
  assert.equal(format.interval(undefined, 2, format.times), 'at most 2 ×');
  assert.equal(format.interval(1, 2, format.times), '1 × to 2 ×');
  assert.equal(format.interval(null, null, format.times), format.UNKNOWN);
});

test('a duration has at most two units', () => {
  assert.deepEqual([0, 45, 59.6, 90, 360, 3_600, 7_500, 90_000].map(format.duration),
    ['0 s', '45 s', '1 min', '2 min', '6 min', '1 h', '2 h 5 min', '1 d 1 h']);
});

test('a time is told by how far it is away', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  assert.equal(format.relative('2026-01-01T11:57:00Z', now), '3 min ago');
  assert.equal(format.relative('2026-01-01T12:06:00Z', now), 'in 6 min');
  assert.equal(format.relative('2026-01-01T12:00:00Z', now), 'now');
  assert.equal(format.relative('2026-01-01T08:08:00Z', now), '4 h ago');
  assert.equal(format.relative('2025-12-29T12:00:00Z', now), '3 d ago');
});
