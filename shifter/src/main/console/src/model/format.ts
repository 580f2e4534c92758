/** Numbers with their units and times in the viewer's zone. What isn't known is a dash, never a zero. */

export const UNKNOWN = '–';

type Maybe = number | null | undefined;

const grouped = new Intl.NumberFormat('en', {maximumFractionDigits: 0});

export function count(value: Maybe): string {
  return isNumber(value) ? grouped.format(value) : UNKNOWN;
}

/** `1,277 requests`, `1 request`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Three digits that mean something: `0.0312`, `3.12`, `312`. */
export function significant(value: Maybe): string {
  if (!isNumber(value)) {
    return UNKNOWN;
  }
  const size = Math.abs(value);
  if (size >= 100) {
    return grouped.format(value);
  }
  const digits = size >= 10 ? 1 : size >= 1 || size === 0 ? 2 : Math.min(6, 2 - Math.floor(Math.log10(size)));
  return trimmed(value.toFixed(digits));
}

/** A part of one as percent: `0.0123` is `1.23 %`. */
export function percent(part: Maybe): string {
  return isNumber(part) ? `${significant(100 * part)} %` : UNKNOWN;
}

/** A weight, which is percent already. */
export function weight(value: Maybe): string {
  return isNumber(value) ? `${trimmed(value.toFixed(1))} %` : UNKNOWN;
}

export function millis(value: Maybe): string {
  if (!isNumber(value)) {
    return UNKNOWN;
  }
  return Math.abs(value) >= 1000 ? `${significant(value / 1000)} s` : `${significant(value)} ms`;
}

export function times(value: Maybe): string {
  return isNumber(value) ? `${significant(value)} ×` : UNKNOWN;
}

/** `from … to …`, each in the same format; one end may be open. */
export function interval(lower: Maybe, upper: Maybe, format: (value: Maybe) => string): string {
  if (!isNumber(lower) && !isNumber(upper)) {
    return UNKNOWN;
  }
  if (!isNumber(upper)) {
    return `at least ${format(lower)}`;
  }
  return isNumber(lower) ? `${format(lower)} to ${format(upper)}` : `at most ${format(upper)}`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** At most two units: `45 s`, `6 min`, `2 h 5 min`, `3 d`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < MINUTE) {
    return `${whole} s`;
  }
  if (whole < HOUR) {
    return `${Math.round(whole / MINUTE)} min`;
  }
  return whole < DAY ? units(Math.round(whole / MINUTE), 60, 'h', 'min') : units(Math.round(whole / HOUR), 24, 'd', 'h');
}

function units(small: number, each: number, large: string, name: string): string {
  const rest = small % each;
  return `${Math.floor(small / each)} ${large}${rest === 0 ? '' : ` ${rest} ${name}`}`;
}

/** `3 min ago`, `in 6 min`, `now`; of long times the larger unit alone. */
export function relative(time: string, now: number): string {
  const seconds = (Date.parse(time) - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 1) {
    return 'now';
  }
  const unit = size >= DAY ? DAY : size >= HOUR ? HOUR : 1;
  const told = duration(unit * Math.round(size / unit));
  return seconds < 0 ? `${told} ago` : `in ${told}`;
}

const clockFormat = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const dayFormat = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const fullFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short', day: 'numeric', month: 'short', year: 'numeric',
  hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
});

export function clock(milliseconds: number): string {
  return clockFormat.format(milliseconds);
}

export function day(milliseconds: number): string {
  return dayFormat.format(milliseconds);
}

/** With day and zone, for where there is room. */
export function full(time: string): string {
  return fullFormat.format(Date.parse(time));
}

export function isNumber(value: Maybe): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function trimmed(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
