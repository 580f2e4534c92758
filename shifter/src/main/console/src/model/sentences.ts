import type {Action, Failure, Happening, Headline, MetricSeries, Phase, Release, Step, Summary, Verb} from '../api/contract';
import {count, counted, duration, interval, isNumber, millis, percent, relative, significant, times, weight} from './format';
import {last, rate} from './series';

/** How a state feels: it decides a colour, and never alone, since the word stands beside it. */
export type Tone = 'good' | 'active' | 'waiting' | 'bad' | 'calm';

const STATES: Readonly<Record<Phase, {readonly word: string; readonly tone: Tone}>> = {
  Invalid: {word: 'Invalid spec', tone: 'bad'},
  Waiting: {word: 'Waiting', tone: 'waiting'},
  Serving: {word: 'Serving', tone: 'calm'},
  Progressing: {word: 'Progressing', tone: 'active'},
  Paused: {word: 'Paused', tone: 'waiting'},
  RollingBack: {word: 'Rolling back', tone: 'bad'},
  RolledBack: {word: 'Rolled back', tone: 'bad'},
};

export function state(phase: Phase | undefined): {readonly word: string; readonly tone: Tone} {
  return phase === undefined ? {word: 'New', tone: 'calm'} : STATES[phase];
}

/** Between which versions the traffic is split, and how: the one that serves stands on the left. */
export interface Split {
  readonly from: string;
  readonly to: string;
  readonly asked: number;
  readonly observed: number | undefined;
  readonly isRunning: boolean;
}

/** Nothing where only one version is known to serve. */
export function split(of: Summary): Split {
  const to = of.to ?? of.desired;
  const from = of.from ?? of.versions.find((name) => name !== to) ?? of.serving ?? '';
  const settled = of.serving === to ? 100 : 0;
  return {from, to, asked: of.weight?.asked ?? settled, observed: of.weight?.observed, isRunning: of.run !== undefined};
}

/** `75 % v1, 25 % v2`, for those who can't see the bar. */
export function splitInWords({from, to, asked, observed}: Split): string {
  const seen = observed === undefined || observed === asked ? '' : `, ${weight(observed)} seen on the route`;
  return `${weight(100 - asked)} ${from}, ${weight(asked)} ${to}${seen}`;
}

export function stepInWords(of: Summary): string {
  return of.step === undefined || of.steps === undefined ? '' : `step ${of.step} of ${of.steps}`;
}

/** What is awaited and until when, beside the headline. */
export function awaited(headline: Headline, now: number): string[] {
  const said: string[] = [];
  if (headline.expectedAt !== undefined) {
    said.push(`expected ${relative(headline.expectedAt, now)}`);
  }
  if (headline.until !== undefined) {
    said.push(`else decided ${relative(headline.until, now)}`);
  }
  return said;
}

/** What a command is called, on its button and in its question. */
export interface Naming {
  readonly label: string;
  readonly question: string;
  readonly tone: 'plain' | 'bad';
}

export const VERBS: Readonly<Record<Verb, Naming>> = {
  promote: {label: 'Promote now', question: 'Promote now?', tone: 'plain'},
  rollback: {label: 'Roll back now', question: 'Roll back now?', tone: 'bad'},
  pause: {label: 'Pause', question: 'Pause this release?', tone: 'plain'},
  resume: {label: 'Resume', question: 'Resume this release?', tone: 'plain'},
  approve: {label: 'Approve', question: 'Approve this step?', tone: 'plain'},
  skip: {label: 'Skip step', question: 'Skip this step?', tone: 'plain'},
  jump: {label: 'Go to step', question: 'Go to another step?', tone: 'plain'},
  retry: {label: 'Try again', question: 'Try the failed version again?', tone: 'plain'},
  release: {label: 'Release a version', question: 'Which version is to serve?', tone: 'plain'},
  freeze: {label: 'Freeze', question: 'Freeze all weights?', tone: 'plain'},
  'set-weight': {label: 'Hold a weight', question: 'Hold this weight?', tone: 'plain'},
};

/** Why a command can't be given now; nothing where it can. */
export function refusal(action: Action): string | undefined {
  if (!action.allowed) {
    return 'You may look at this release, but not steer it.';
  }
  return action.possible ? undefined : sentence(action.why ?? 'it would do nothing now');
}

/** What the server says in half a sentence, such as the got and expected of a refusal. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** A rollback in numbers: how much worse, how sure, how many saw it. */
export function facts(failure: Failure, baseline: string): Fact[] {
  const found: Fact[] = [];
  const {relativeRisk, excess, canary, confidence, logE, bound} = failure;
  const sure = confidence === undefined ? '' : `, ${percent(confidence)} sure at any time`;
  if (relativeRisk !== undefined) {
    found.push({
      label: failure.kind === 'latency' ? 'Slow requests, relative' : 'How much worse',
      value: times(relativeRisk.value),
      note: interval(relativeRisk.lower, relativeRisk.upper, times) + sure,
    });
  } else if (excess !== undefined) {
    found.push({label: 'How much worse', value: `+${percent(excess.value)}`, note: interval(excess.lower, excess.upper, percent) + sure});
  }
  if (canary !== undefined) {
    const bad = failure.kind === 'latency' ? 'slow' : 'failed';
    found.push({
      label: `Users on ${failure.version} saw`,
      value: `${count(canary.bad)} ${bad}`,
      note: `of ${counted(canary.requests, 'request')}` + (failure.baseline === undefined
        ? ''
        : `; ${baseline}: ${count(failure.baseline.bad)} of ${count(failure.baseline.requests)}`),
    });
  }
  if (logE !== undefined && bound !== undefined) {
    found.push({label: 'Evidence of it alone', value: significant(logE), note: `passed its own bound of ${significant(bound)}`});
  }
  if (failure.weight !== undefined) {
    found.push({label: 'Its share then', value: weight(failure.weight), note: 'of all requests'});
  }
  return found;
}

/** One line of the table of metrics, as of the latest interval. */
export interface MetricLine {
  readonly name: string;
  readonly kind: MetricSeries['kind'];
  readonly baseline: string;
  readonly canary: string;
  readonly counts: readonly [string, string];
  readonly estimate: string;
  readonly limits: string;
  /** Evidence for a rollback as a part of its bound, for a meter; from 0 to 1. */
  readonly towardsRollback: number | undefined;
  readonly towardsPromotion: number | undefined;
  readonly evidence: string;
  readonly harmless: string;
  readonly dispersion: string;
  readonly detectable: string;
  readonly missing: string;
}

export function metricLine(metric: MetricSeries): MetricLine {
  const {regression, nonInferiority} = metric;
  return {
    name: metric.name,
    kind: metric.kind,
    ...measured(metric),
    estimate: times(last(metric.relativeRisk.value)),
    limits: interval(last(metric.relativeRisk.lower), last(metric.relativeRisk.upper), times),
    towardsRollback: part(last(regression.logE), last(regression.bound)),
    towardsPromotion: part(last(nonInferiority.logE), last(nonInferiority.bound)),
    evidence: against(last(regression.logE), last(regression.bound)),
    harmless: against(last(nonInferiority.logE), last(nonInferiority.bound)),
    dispersion: significant(last(metric.dispersion)),
    detectable: times(last(metric.detectableRisk)),
    missing: count(last(metric.missingRequests)),
  };
}

function measured(metric: MetricSeries): Pick<MetricLine, 'baseline' | 'canary' | 'counts'> {
  if (metric.query !== undefined) {
    return {baseline: significant(last(metric.query.baseline)), canary: significant(last(metric.query.canary)), counts: ['', '']};
  }
  return {
    baseline: percent(last(rate(metric.baseline))),
    canary: percent(last(rate(metric.canary))),
    counts: [ofAll(metric.baseline), ofAll(metric.canary)],
  };
}

function ofAll(version: MetricSeries['baseline']): string {
  return `${count(last(version.bad))} of ${count(last(version.requests))}`;
}

function against(value: number | undefined, bound: number | undefined): string {
  return value === undefined ? '–' : `${significant(value)} of ${significant(bound)}`;
}

function part(value: number | undefined, bound: number | undefined): number | undefined {
  return isNumber(value) && isNumber(bound) && bound > 0 ? Math.min(1, Math.max(0, value / bound)) : undefined;
}

/** What counts as bad, for a heading. */
export function badMeans(metric: MetricSeries): string {
  switch (metric.kind) {
    case 'errors': return 'requests that fail';
    case 'latency': return `requests slower than ${millis(last(metric.badAboveMillis))}`;
    case 'query': return 'a number of its own';
  }
}

const KINDS: Readonly<Record<string, {readonly word: string; readonly tone: Tone}>> = {
  started: {word: 'Started', tone: 'active'},
  'step-entered': {word: 'Next step', tone: 'active'},
  'weight-shifted': {word: 'Weight', tone: 'active'},
  held: {word: 'Held', tone: 'waiting'},
  paused: {word: 'Paused', tone: 'waiting'},
  resumed: {word: 'Resumed', tone: 'active'},
  promoted: {word: 'Promoted', tone: 'good'},
  'rolled-back': {word: 'Rolled back', tone: 'bad'},
  aborted: {word: 'Aborted', tone: 'bad'},
  promote: {word: 'Verdict: promote', tone: 'good'},
  rollback: {word: 'Verdict: roll back', tone: 'bad'},
  refused: {word: 'Command refused', tone: 'bad'},
};

/** Kinds may be added to the contract, so that one that isn't known here is told by its own name. */
export function happened(event: Happening): {readonly word: string; readonly tone: Tone} {
  return KINDS[event.kind] ?? {word: event.kind, tone: 'calm'};
}

export function stepState(step: Step, release: Release): string {
  switch (step.state) {
    case 'done': return 'done';
    case 'ahead': return 'ahead';
    case 'current': return release.running === undefined ? 'current' : 'now';
  }
}

export function took(startedAt: string, endedAt: string): string {
  return duration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}
