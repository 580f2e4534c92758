/** Which rows of a long list are drawn: those that can be seen, and some on both sides for the next turn of a wheel. */
export interface Shown {
  readonly first: number;
  readonly end: number;
}

/** Where each row begins; the last number is the height of all. */
export function offsets(heights: readonly number[]): number[] {
  const begins = [0];
  heights.forEach((height) => begins.push(begins.at(-1)! + height));
  return begins;
}

/**
 * @param begins from {@link offsets}
 * @param top where the window begins in the list, in pixels; negative above it
 * @param height of the window
 * @param spare so many rows more on each side
 */
export function shown(begins: readonly number[], top: number, height: number, spare: number): Shown {
  const rows = begins.length - 1;
  const first = lastAtOrBefore(begins, top);
  const last = lastAtOrBefore(begins, top + height);
  return {first: Math.max(0, first - spare), end: Math.min(rows, last + 1 + spare)};
}

function lastAtOrBefore(begins: readonly number[], position: number): number {
  let low = 0;
  let high = begins.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (begins[middle]! <= position) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
