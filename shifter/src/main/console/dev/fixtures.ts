import type {
  Action, Effect, Failure, Fleet, Happening, MetricSeries, Phase, Release, RouteObjects, Series, Step, Summary, Timeline, Verb,
} from '../src/api/contract';

/** Made-up releases, the same in every run. The types are the contract's, so that they can't come apart from it. */

const NAMES = ['basket', 'catalogue', 'checkout', 'delivery', 'images', 'login', 'mailer', 'offers', 'payments', 'prices', 'reviews', 'search', 'stock', 'tax', 'wishes'];
const NAMESPACES = ['shop', 'accounts', 'billing', 'content', 'delivery', 'insights', 'mobile', 'partners'];
/** Of the first in the shop: basket progresses, catalogue was rolled back, and so on. */
const PHASES: readonly Phase[] = ['Progressing', 'RolledBack', 'Paused', 'Waiting', 'RollingBack', 'Invalid', 'Serving', 'Serving', 'Serving', 'Serving', 'Serving', 'Serving'];
const WEIGHTS = [25, 10, 50, 5, 75];
const INTERVAL = 15;
const RUN = 'made-up';

const SAID: Readonly<Record<Phase, readonly [string, string]>> = {
  Progressing: ['NotEnoughEvidence', 'errors: about 1,400 more requests on v2 until it can be promoted'],
  Serving: ['Promoted', 'all traffic is on v2 since its last step'],
  RolledBack: ['ErrorsRegressed', 'the canary fails 39.9 times as often as the baseline (at least 5.66 times, 99 % sure)'],
  Paused: ['PauseStep', 'the step waits for a resume'],
  Waiting: ['VersionNotReady', '1 of 3 pods of servicea-v2 is ready: <b>CrashLoopBackOff</b> container "app"'],
  RollingBack: ['LatencyRegressed', 'p99 of the canary is 310 ms above the baseline’s'],
  Invalid: ['InvalidSpec', 'spec.steps[1].weight: got 140, expected 0 to 100'],
};

export function summaries(number: number): Summary[] {
  return Array.from({length: number}, (_, index) => summary(index));
}

function summary(index: number): Summary {
  const phase = PHASES[(index + 5 * Math.floor(index / 60)) % PHASES.length]!;
  const [reason, message] = SAID[phase];
  const round = Math.floor(index / NAMES.length);
  const runs = phase === 'Progressing' || phase === 'Paused' || phase === 'Waiting' || phase === 'RollingBack';
  const asked = runs ? WEIGHTS[index % WEIGHTS.length]! : phase === 'Serving' ? 100 : 0;
  return {
    namespace: NAMESPACES[Math.floor(index / 15) % NAMESPACES.length]!, name: `${NAMES[index % NAMES.length]}${round === 0 ? '' : `-${round + 1}`}`,
    version: '42', versions: ['v1', 'v2'], desired: 'v2', serving: phase === 'Serving' ? 'v2' : 'v1', phase, reason, message,
    weight: {asked, observed: phase === 'RollingBack' ? Math.min(99, asked + 20) : asked}, paused: phase === 'Paused', frozen: index % 29 === 7,
    since: ago((index % 50) * 400 + 20), ...(index % 4 === 0 ? {image: `registry.example/${NAMES[index % NAMES.length]}:1.${index % 9}.0`} : {}),
    ...(runs ? {from: 'v1', to: 'v2', run: RUN, step: 2, steps: 4} : {}),
  };
}

export function fleet(all: Summary[]): Fleet {
  const phases: Record<string, number> = {};
  all.forEach((each) => phases[each.phase!] = (phases[each.phase!] ?? 0) + 1);
  return {items: all, total: all.length, namespaces: [], phases};
}

const TEXTS: Readonly<Record<Phase, string>> = {
  Progressing: '25 % on v2 · about 1,400 more requests, 6 min',
  Serving: 'v2 serves all traffic',
  RolledBack: 'v2 was rolled back; v1 serves all traffic',
  Paused: '25 % on v2 · waits for a resume',
  Waiting: 'v2 waits for its pods: 1 of 3 is ready',
  RollingBack: 'Going back to v1: the route still gives 45 % to v2',
  Invalid: 'Nothing moves: the spec has a problem',
};

export function release(of: Summary, mayWrite: boolean): Release {
  const runs = of.run !== undefined;
  return {
    ...of,
    headline: {text: TEXTS[of.phase!], awaits: of.phase === 'Progressing' ? 'evidence' : of.phase === 'Paused' ? 'resume' : 'nothing',
      ...(of.phase === 'Progressing' ? {requests: 1400, expectedAt: ago(-360), until: ago(-2400)} : {})},
    spec: {
      versions: [{name: 'v1', deployment: `${of.name}-v1`, service: `${of.name}-v1`}, {name: 'v2', deployment: `${of.name}-v2`, service: `${of.name}-v2`}],
      traffic: {kind: 'Ingress', name: of.name}, steps: steps(runs),
      analysis: {preset: 'spring-boot', interval: '15s', falseRollbackProbability: 0.01},
      ...(of.phase === 'Invalid' ? {problems: [of.message!, 'spec.analysis.alpha: got 1.5, expected 0 < alpha < 0.5']} : {}),
    },
    ...(runs ? {running: {id: RUN, number: 7, from: 'v1', to: 'v2', startedAt: ago(1500), step: 2, steps: 4, requestId: 'made-up-2', stepSince: ago(420)}} : {}),
    ...(of.phase === 'RolledBack' ? {failure: failure()} : {}),
    conditions: [
      {type: 'Progressing', status: runs ? 'True' : 'False', reason: of.reason!, message: of.message!, since: ago(420)},
      {type: 'Analyzing', status: runs ? 'True' : 'False', reason: 'Judged', message: 'the analyzer spoke 12 s ago', since: ago(1500)},
      {type: 'TrafficApplied', status: 'True', reason: 'RouteAsAsked', message: 'the Ingress is as it was asked', since: ago(420)},
    ],
    history: [
      {id: 'made-up-before', from: 'v1', to: 'v2', outcome: 'RolledBack', reason: 'ErrorsRegressed', message: SAID.RolledBack[1], startedAt: ago(90_000), endedAt: ago(89_400), finalWeight: 25},
      {id: 'made-up-first', from: 'v2', to: 'v1', outcome: 'Promoted', reason: 'Promoted', message: 'v1 is as good as v2', startedAt: ago(180_000), endedAt: ago(178_000), finalWeight: 100},
    ],
    workloads: [
      {version: 'v1', deployment: `${of.name}-v1`, exists: true, replicas: 3, ready: 3, available: 3, updated: 3, images: [`registry.example/${of.name}:1.4.1`]},
      {version: 'v2', deployment: `${of.name}-v2`, exists: true, replicas: 3, ready: of.phase === 'Waiting' ? 1 : 3, available: 3, updated: 3, images: [`registry.example/${of.name}:1.4.2`]},
    ],
    wishes: of.frozen ? [{ask: 'freeze', what: 'all', who: 'ops', why: 'Black Friday'}] : [],
    actions: actions(of, mayWrite),
    notices: [],
  };
}

function steps(runs: boolean): Step[] {
  const texts = ['weight: 5', 'weight: 25, minDuration: 5m', 'weight: 50, pause', 'weight: 100'];
  return texts.map((text, index) => ({
    number: index + 1, text, weight: [5, 25, 50, 100][index]!, state: !runs || index > 1 ? 'ahead' : index === 1 ? 'current' : 'done',
  }));
}

function actions(of: Summary, mayWrite: boolean): Action[] {
  const runs = of.run !== undefined;
  const possible: Readonly<Record<Verb, boolean>> = {
    pause: !of.paused, resume: of.paused, promote: runs, rollback: runs, approve: false, skip: runs, jump: runs,
    retry: of.phase === 'RolledBack', release: true, freeze: !of.frozen, 'set-weight': runs,
  };
  const needs: Partial<Record<Verb, Action['needs']>> = {jump: ['step'], 'set-weight': ['weight'], release: ['version', 'image']};
  return (Object.keys(possible) as Verb[]).map((verb) => ({
    verb, allowed: mayWrite, possible: possible[verb], needs: needs[verb] ?? [],
    ...(possible[verb] ? {} : {why: runs ? 'there is nothing like that to do now' : 'no release runs'}),
  }));
}

export function effect(of: Summary, asked: URLSearchParams): Effect {
  const verb = asked.get('verb') as Verb;
  const told: Partial<Record<Verb, string>> = {
    'set-weight': `v2 gets ${asked.get('weight')} % of the requests and keeps them until that is taken back; then the steps go on from there.`,
    rollback: 'All traffic goes to v1 at once, whatever else is away. v2 isn’t tried again by itself.',
    promote: 'All traffic goes to v2 without a further verdict.',
  };
  return {
    verb, possible: true, effect: told[verb] ?? `It does what ${verb} does for ${of.name}.`, about: RUN,
    warnings: verb === 'promote' ? ['About 1,400 requests are missing until v2 is known to be as good as v1.'] : [],
  };
}

function failure(): Failure {
  return {
    version: 'v2', reason: 'ErrorsRegressed', at: ago(1200), metric: 'errors', kind: 'errors', confidence: 0.99, logE: 5.2, bound: 4.6, weight: 25,
    message: 'the canary fails 39.9 times as often as the baseline (at least 5.66 times, 99 % sure): 87 of 1,277 requests against 10 of 5,851 requests; evidence 5.2 passed its bound 4.6',
    sentence: 'the canary fails 39.9 times as often as the baseline (at least 5.66 times, 99 % sure): 87 of 1,277 requests against 10 of 5,851 requests; evidence 5.2 passed its bound 4.6. About 85 of its 1,277 requests failed that v1 would have answered well',
    relativeRisk: {value: 39.9, lower: 5.66}, excess: {value: 0.066, lower: 0.051, upper: 0.083},
    baseline: {requests: 5851, bad: 10}, canary: {requests: 1277, bad: 87},
  };
}

export function timeline(of: Summary): Timeline {
  const said: readonly (readonly [string, number, Partial<Happening>])[] = [
    ['weight-shifted', 300, {message: 'the route gives 25 % to v2', weightAsked: 25, weightObserved: 25, step: 2, steps: 4}],
    ['promote', 310, {message: 'errors and latency of v2 are no worse than v1’s: step 1 may end', reason: 'NotWorse', step: 1}],
    ['resumed', 700, {message: 'looks good', actor: 'oncall', reason: 'Resumed', step: 1, steps: 4}],
    ['paused', 900, {message: 'see it under load', actor: 'oncall', reason: 'Paused', step: 1, steps: 4}],
    ['step-entered', 1490, {message: 'step 1 of 4: weight 5', step: 1, steps: 4, weightAsked: 5}],
    ['started', 1500, {message: 'from v1 to v2', image: of.image ?? 'registry.example/servicea:1.4.2', reason: 'Started'}],
  ];
  const items = said.map(([kind, seconds, more], index): Happening => ({
    id: `event-${index}`, type: `io.huidu.release.${kind}.v1`, kind, time: ago(seconds), source: '/huidu/shifter', message: '', run: RUN, cause: `event-${index + 1}`, ...more,
  }));
  return {items, total: items.length};
}

export function route(of: Summary): RouteObjects {
  return {objects: [{apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: of.name, exists: true,
    yaml: `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ${of.name}\n  annotations:\n    nginx.ingress.kubernetes.io/canary: "true"\n    nginx.ingress.kubernetes.io/canary-weight: "${of.weight?.asked}"\n`}]};
}

/** How a run goes: up, or up until its canary begins to fail at seven eighths of the time and is rolled back. */
export type Course = 'healthy' | 'failing';

/** A run, drawn from a fixed seed. @param from leave out what came before */
export function series(points: number, run: string, course: Course = 'healthy', from = 0): Series {
  const random = seeded(20_260_101);
  const begin = Math.floor(Date.now() / 1000) - points * INTERVAL;
  const weightAt = (index: number) => [5, 10, 25, 50][Math.floor((4 * index) / Math.max(1, points))]!;
  const indices = Array.from({length: points}, (_, index) => index);
  const isBad = (index: number) => course === 'failing' && index >= 0.875 * points;
  const errors = metric('errors', 'errors', indices, weightAt, 0.004, random);
  if (course === 'failing') {
    fail(errors, indices, isBad);
  }
  const latency = metric('latency', 'latency', indices, weightAt, 0.05, random);
  const noisy = (around: number, by: number) => indices.map(() => around * (1 + by * (random() - 0.5)));
  latency.badAboveMillis = indices.map(() => 250);
  latency.quantiles = [[0.5, 21], [0.95, 118], [0.99, 243]].map(([quantile, millis]) => ({
    quantile: quantile!, baselineMillis: noisy(millis!, 0.12), canaryMillis: noisy(1.02 * millis!, 0.16),
    shiftMillis: {value: indices.map(() => 0.02 * millis!), lower: shrinking(indices, -0.4 * millis!), upper: shrinking(indices, 0.45 * millis!)},
  }));
  const whole: Series = {
    run, from: 'v1', to: 'v2', runs: [{id: run, from: 'v1', to: 'v2', points}],
    time: indices.map((index) => begin + index * INTERVAL), step: indices.map((index) => 1 + Math.floor((4 * index) / points)),
    verdict: indices.map((index) => course === 'failing' && index === points - 1 ? 'rollback' : 'continue'),
    reason: indices.map((index) => course === 'failing' && index === points - 1 ? 'ErrorsRegressed' : 'NotEnoughEvidence'), data: indices.map(() => 'exact'),
    asked: indices.map(weightAt), observed: indices.map((index) => weightAt(index) + 1.2 * (random() - 0.5)), metrics: [errors, latency],
    weights: [0, 1, 2, 3].map((step) => ({time: begin + Math.floor((step * points) / 4) * INTERVAL, asked: [5, 10, 25, 50][step]!})),
    marks: course === 'failing' ? [{time: begin + (points - 1) * INTERVAL, kind: 'rollback', reason: 'ErrorsRegressed', message: 'the canary fails', step: 4}] : [1, 2, 3].map((step) => ({time: begin + Math.floor((step * points) / 4) * INTERVAL, kind: 'promote', reason: 'NotWorse', message: 'no worse', step})),
  };
  return points === 0 ? {...whole, metrics: [], weights: [], marks: []} : from === 0 ? whole : tail(whole, from) as Series;
}

function metric(name: string, kind: MetricSeries['kind'], indices: number[], weightAt: (index: number) => number, rate: number, random: () => number): MetricSeries {
  const version = (share: (index: number) => number) => {
    let requests = 0;
    let bad = 0;
    const columns = indices.map((index) => {
      const interval = Math.round(6000 * share(index) * (0.95 + 0.1 * random()));
      const intervalBad = Math.round(interval * rate * (0.5 + random()));
      return {interval, intervalBad, requests: requests += interval, bad: bad += intervalBad};
    });
    return {
      requests: columns.map((each) => each.requests), bad: columns.map((each) => each.bad), intervalRequests: columns.map((each) => each.interval),
      intervalBad: columns.map((each) => each.intervalBad), intervalRate: columns.map((each) => each.intervalBad / each.interval),
    };
  };
  const walk = (drift: number) => {
    let at = 0;
    return indices.map(() => at = Math.max(-3, at + drift + 0.3 * (random() - 0.5)));
  };
  return {
    name, kind, baseline: version((index) => 1 - weightAt(index) / 100), canary: version((index) => weightAt(index) / 100),
    relativeRisk: {value: indices.map(() => 1.02), lower: shrinking(indices, -0.6, 1.02), upper: shrinking(indices, 1.4, 1.02)},
    excess: {value: indices.map(() => 0), lower: shrinking(indices, -1.2 * rate), upper: shrinking(indices, 1.6 * rate)},
    regression: {logE: walk(-0.01), bound: indices.map(() => 5.3)},
    nonInferiority: {logE: walk(indices.length === 0 ? 0 : 8 / indices.length), bound: indices.map(() => 9)},
    harm: indices, harmBudget: indices, dispersion: indices.map(() => 1.3), detectableRisk: shrinking(indices, 3, 1),
    missingRequests: indices.map((index) => Math.max(0, 12_000 - 9 * index)), badAboveMillis: [], quantiles: [],
  };
}

/** Lets the canary fail one request in ten from a point on. */
function fail(errors: MetricSeries, indices: readonly number[], isBad: (index: number) => boolean): void {
  let more = 0;
  const worse = indices.map((index) => isBad(index) ? more += 0.1 * errors.canary.intervalRequests[index]! : 0);
  const rate = (index: number) => worse[index]! / errors.canary.requests[index]!;
  errors.canary.bad = errors.canary.bad.map((bad, index) => bad! + Math.round(worse[index]!));
  errors.excess.value = errors.excess.value.map((value, index) => value! + rate(index));
  errors.excess.lower = errors.excess.lower.map((value, index) => value! + rate(index));
  errors.excess.upper = errors.excess.upper.map((value, index) => value! + rate(index));
  let evidence = 0;
  errors.regression.logE = errors.regression.logE.map((value, index) => isBad(index) ? evidence += 8 / (0.125 * indices.length) : evidence = value!);
  errors.nonInferiority.logE = errors.nonInferiority.logE.map((value, index) => isBad(index) ? value! - 1.2 * (index - 0.875 * indices.length) : value);
}

function shrinking(indices: readonly number[], from: number, around = 0): number[] {
  return indices.map((index) => around + from / Math.sqrt(1 + index / 12));
}

/** Every column from a point on. */
function tail(value: unknown, from: number): unknown {
  if (Array.isArray(value)) {
    return value.length > from && typeof value[0] !== 'object' ? value.slice(from) : value.map((each) => tail(each, from));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, tail(each, from)]))
    : value;
}

function ago(seconds: number): string {
  return new Date(Date.now() - 1000 * seconds).toISOString();
}

/** Mulberry32: any generator with a seed would do. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
