import type {Phase, Summary} from '../api/contract';

/** What of the fleet is shown. It stands in the address, so that it can be kept and sent. */
export interface Filter {
  readonly search: string;
  readonly namespace: string;
  readonly phases: ReadonlySet<Phase>;
}

/** A line of the list: a namespace, or one of its releases. */
export type Row =
  | {readonly kind: 'namespace'; readonly name: string; readonly releases: number}
  | {readonly kind: 'release'; readonly release: Summary};

/** In the order of how much they ask for a person. */
export const PHASES: readonly Phase[] =
  ['RollingBack', 'RolledBack', 'Invalid', 'Paused', 'Progressing', 'Waiting', 'Serving'];

export function readFilter(query: string): Filter {
  const parameters = new URLSearchParams(query);
  const asked = (parameters.get('phase') ?? '').split(',');
  return {
    search: parameters.get('search') ?? '',
    namespace: parameters.get('namespace') ?? '',
    phases: new Set(PHASES.filter((phase) => asked.includes(phase))),
  };
}

export function writeFilter(filter: Filter): string {
  const parameters = new URLSearchParams();
  if (filter.search !== '') {
    parameters.set('search', filter.search);
  }
  if (filter.namespace !== '') {
    parameters.set('namespace', filter.namespace);
  }
  if (filter.phases.size > 0) {
    parameters.set('phase', [...filter.phases].join(','));
  }
  const text = parameters.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** The releases that a filter leaves, under their namespaces. Each word has to appear somewhere. */
export function rows(releases: Iterable<Summary>, filter: Filter): Row[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const left = [...releases]
    .filter((each) => filter.phases.size === 0 || (each.phase !== undefined && filter.phases.has(each.phase)))
    .filter((each) => isAsked(each, filter.namespace, words))
    .sort(byName);
  const lines: Row[] = [];
  for (let begin = 0; begin < left.length;) {
    const name = left[begin]!.namespace;
    let end = begin;
    while (left[end]?.namespace === name) {
      end++;
    }
    lines.push({kind: 'namespace', name, releases: end - begin});
    left.slice(begin, end).forEach((release) => lines.push({kind: 'release', release}));
    begin = end;
  }
  return lines;
}

/** How many are in which phase, whatever phase is filtered by. */
export function phaseCounts(releases: Iterable<Summary>, filter: Filter): Map<Phase, number> {
  const counts = new Map<Phase, number>();
  for (const row of rows(releases, {...filter, phases: new Set()})) {
    if (row.kind === 'release' && row.release.phase !== undefined) {
      counts.set(row.release.phase, (counts.get(row.release.phase) ?? 0) + 1);
    }
  }
  return counts;
}

export function namespaces(releases: Iterable<Summary>): string[] {
  return [...new Set([...releases].map((each) => each.namespace))].sort();
}

export function keyOf(release: {namespace: string; name: string}): string {
  return `${release.namespace}/${release.name}`;
}

function isAsked(release: Summary, namespace: string, words: readonly string[]): boolean {
  if (namespace !== '' && release.namespace !== namespace) {
    return false;
  }
  const text = [release.namespace, release.name, release.image ?? '', release.reason ?? ''].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

function byName(one: Summary, other: Summary): number {
  return compare(one.namespace, other.namespace) || compare(one.name, other.name);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
