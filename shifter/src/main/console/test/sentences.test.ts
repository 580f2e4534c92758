import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Action, Failure, Happening, Summary} from '../src/api/contract';
import {awaited, facts, happened, refusal, split, splitInWords, state, stepInWords} from '../src/model/sentences';
import {placeOf, pathOf} from '../src/views/address';

const SERVING: Summary = {
  namespace: 'shop', name: 'servicea', version: '1', versions: ['v1', 'v2'], desired: 'v2', serving: 'v1',
  since: '2026-01-01T00:00:00Z', paused: false, frozen: false,
};

test('the version that serves stands on the left, whichever it is', () => {
  const back = split({...SERVING, desired: 'v1', from: 'v2', to: 'v1', run: 'run-1', weight: {asked: 25, observed: 24}});
  assert.deepEqual(back, {from: 'v2', to: 'v1', asked: 25, observed: 24, isRunning: true});
  assert.equal(splitInWords(back), '75 % v2, 25 % v1, 24 % seen on the route');
});

test('where no release runs, all traffic is where it serves', () => {
  assert.equal(splitInWords(split({...SERVING, desired: 'v1'})), '0 % v2, 100 % v1');
  assert.equal(splitInWords(split(SERVING)), '100 % v1, 0 % v2');
});

test('a step is counted, and nothing is said without one', () => {
  assert.equal(stepInWords({...SERVING, step: 2, steps: 4}), 'step 2 of 4');
  assert.equal(stepInWords(SERVING), '');
});

test('what is awaited comes with its times', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  const headline = {text: '25 % on v2', awaits: 'evidence' as const, expectedAt: '2026-01-01T12:06:00Z', until: '2026-01-01T13:00:00Z'};
  assert.deepEqual(awaited(headline, now), ['expected in 6 min', 'else decided in 1 h']);
  assert.deepEqual(awaited({text: '', awaits: 'nothing'}, now), []);
});

test('a command that can not be given says why', () => {
  const action: Action = {verb: 'promote', allowed: true, possible: true, needs: []};
  assert.equal(refusal(action), undefined);
  assert.equal(refusal({...action, possible: false, why: 'no release runs'}), 'No release runs.');
  assert.match(refusal({...action, allowed: false})!, /not steer/);
});

test('a rollback is told by how much worse, how sure, and how many saw it', () => {
  const failure: Failure = {
    version: 'v2', reason: 'ErrorsRegressed', message: '', at: '2026-01-01T00:00:00Z', sentence: '', metric: 'errors', kind: 'errors',
    relativeRisk: {value: 39.9, lower: 5.66}, confidence: 0.99, baseline: {requests: 5851, bad: 10}, canary: {requests: 1277, bad: 87},
    logE: 5.2, bound: 4.6, weight: 25,
  };
  assert.deepEqual(facts(failure, 'v1').map((fact) => `${fact.label}: ${fact.value} (${fact.note})`), [
    'How much worse: 39.9 × (at least 5.66 ×, 99 % sure at any time)',
    'Users on v2 saw: 87 failed (of 1,277 requests; v1: 10 of 5,851)',
    'Evidence of it alone: 5.2 (passed its own bound of 4.6)',
    'Its share then: 25 % (of all requests)',
  ]);
});

test('a rollback by hand has no numbers to tell', () => {
  assert.deepEqual(facts({version: 'v2', reason: 'RollbackAsked', message: '', at: '', sentence: ''}, 'v1'), []);
});

test('an event of a kind that was added later is told by its own name', () => {
  assert.equal(happened({kind: 'danced'} as Happening).word, 'danced');
  assert.equal(happened({kind: 'rolled-back'} as Happening).tone, 'bad');
  assert.equal(state(undefined).word, 'New');
});

test('an address names what it shows', () => {
  assert.deepEqual(placeOf('/'), {page: 'fleet'});
  assert.deepEqual(placeOf(pathOf({namespace: 'shop', name: 'a.b'})), {page: 'release', namespace: 'shop', name: 'a.b'});
  assert.deepEqual(placeOf('/elsewhere'), {page: 'nowhere'});
});
