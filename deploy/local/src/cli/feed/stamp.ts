import { Temporal } from 'temporal-polyfill';
import type { FeedMap } from './feed-map.ts';

/** A stamp that is no moment; the text says why. */
export class BadStamp extends Error {
  override readonly name = 'BadStamp';
}

/** Reads a stamp as UTC with milliseconds. */
export type ReadStamp = (text: string) => string;

const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  hh: '(?<half>\\d{1,2})',
  mm: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{1,2})',
  SSS: '(?<ms>\\d{3})',
  A: '(?<noon>[AaPp][Mm])',
};

const patternOf = (format: string): RegExp => {
  const source = format.replace(/YYYY|SSS|MM|DD|HH|hh|mm|ss|A|[^A-Za-z0-9\s]/g, (token) => {
    return TOKENS[token] ?? `\\${token}`;
  });
  return new RegExp(`^${source}$`);
};

const hourOf = ({ hour, half, noon }: Record<string, string | undefined>): number => {
  if (half === undefined) return Number(hour ?? 0);
  return (Number(half) % 12) + (noon?.toUpperCase() === 'PM' ? 12 : 0);
};

type Local = Temporal.PlainDateTime;

const localOf = (text: string, pattern: RegExp): Local => {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) throw new BadStamp(`"${text}" is not of the map's format.`);
  const number = (name: string): number => Number(groups[name] ?? 0);
  try {
    return Temporal.PlainDateTime.from(
      {
        year: number('year'),
        month: number('month'),
        day: number('day'),
        hour: hourOf(groups),
        minute: number('minute'),
        second: number('second'),
        millisecond: number('ms'),
      },
      { overflow: 'reject' },
    );
  } catch {
    throw new BadStamp(`"${text}" is no date and time that exists.`);
  }
};

/** A local time that occurs twice is taken as the earlier; one that summer time skips is refused. */
const instantIn = (local: Local, timeZone: string, text: string): string => {
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (!zoned.toPlainDateTime().equals(local)) {
    throw new BadStamp(`"${text}" does not exist in ${timeZone}: the clock skipped it.`);
  }
  return new Date(zoned.epochMilliseconds).toISOString();
};

const HAS_OFFSET = /(?:[zZ]|[+-]\d{2}:?\d{2})$/;

const ofIso = (text: string, timeZone: string | undefined): string => {
  if (HAS_OFFSET.test(text)) {
    const ms = Date.parse(text);
    if (Number.isNaN(ms)) throw new BadStamp(`"${text}" is no ISO 8601 time.`);
    return new Date(ms).toISOString();
  }
  if (timeZone === undefined) {
    throw new BadStamp(`"${text}" has no offset and the map names no timeZone.`);
  }
  try {
    return instantIn(Temporal.PlainDateTime.from(text), timeZone, text);
  } catch (error) {
    throw error instanceof BadStamp ? error : new BadStamp(`"${text}" is no ISO 8601 time.`);
  }
};

const ofEpoch = (text: string, unitMs: number): string => {
  if (!/^-?\d{1,16}$/.test(text)) throw new BadStamp(`"${text}" is no whole number.`);
  return new Date(Number(text) * unitMs).toISOString();
};

/** How the stamps of a map's file are read. @throws RangeError for an unknown zone */
export const stampReader = ({ time, timeZone }: Pick<FeedMap, 'time' | 'timeZone'>): ReadStamp => {
  if (timeZone !== undefined) new Intl.DateTimeFormat('en', { timeZone });
  switch (time) {
    case 'iso':
      return (text) => ofIso(text, timeZone);
    case 'epochSeconds':
      return (text) => ofEpoch(text, 1000);
    case 'epochMs':
      return (text) => ofEpoch(text, 1);
    default: {
      const pattern = patternOf(time);
      return (text) => instantIn(localOf(text, pattern), timeZone ?? 'UTC', text);
    }
  }
};
