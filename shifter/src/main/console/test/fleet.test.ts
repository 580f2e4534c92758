import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Summary} from '../src/api/contract';
import {phaseCounts, readFilter, rows, writeFilter} from '../src/model/fleet';
import {offsets, shown} from '../src/model/window';

const NO_FILTER = readFilter('');

function summary(namespace: string, name: string, more: Partial<Summary> = {}): Summary {
  return {namespace, name, version: '1', versions: ['v1', 'v2'], desired: 'v1', since: '2026-01-01T00:00:00Z', paused: false, frozen: false, ...more};
}

const SHOP = [
  summary('shop', 'payments', {phase: 'Progressing', reason: 'NotEnoughEvidence', image: 'registry/payments:1.4.2'}),
  summary('shop', 'basket', {phase: 'RolledBack', reason: 'ErrorsRegressed'}),
  summary('mail', 'basket', {phase: 'Serving', reason: 'Promoted'}),
];

const names = (query: string) => rows(SHOP, readFilter(query)).map((row) =>
  row.kind === 'namespace' ? `${row.name} ${row.releases}` : row.release.name);

test('releases stand under their namespaces, by name', () => {
  assert.deepEqual(names(''), ['mail 1', 'basket', 'shop 2', 'basket', 'payments']);
});

test('each word of a search has to appear somewhere', () => {
  assert.deepEqual(names('?search=basket+errors'), ['shop 1', 'basket']);
  assert.deepEqual(names('?search=1.4'), ['shop 1', 'payments']);
  assert.deepEqual(names('?search=basket+1.4'), []);
});

test('a filter survives in the address', () => {
  const filter = readFilter('?search=pay+1.4&namespace=shop&phase=Paused,Progressing');
  assert.deepEqual(readFilter(writeFilter(filter)), filter);
  assert.equal(writeFilter(NO_FILTER), '');
});

test('a phase that does not exist filters nothing', () => {
  assert.equal(readFilter('?phase=Dancing').phases.size, 0);
});

test('phases are counted whatever phase is filtered by', () => {
  const counts = phaseCounts(SHOP, readFilter('?namespace=shop&phase=Serving'));
  assert.deepEqual([...counts].sort(), [['Progressing', 1], ['RolledBack', 1]]);
});

test('only rows that can be seen are drawn, and a few on both sides', () => {
  const begins = offsets(new Array<number>(2000).fill(44));
  assert.equal(begins.at(-1), 88_000);
  assert.deepEqual(shown(begins, -200, 900, 0), {first: 0, end: 16});
  assert.deepEqual(shown(begins, 44_000, 440, 5), {first: 995, end: 1016});
  assert.deepEqual(shown(begins, 87_900, 900, 5), {first: 1992, end: 2000});
  assert.deepEqual(shown(offsets([]), 0, 900, 5), {first: 0, end: 0});
});
