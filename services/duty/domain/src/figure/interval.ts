import { Rejection } from '@ywk/kernel';
import { STAMPS, type StampName } from '../call/call.ts';

/** Moments of one call, milliseconds since 1970; what has not happened is absent. */
export type CallStamps = Readonly<Partial<Record<StampName, number>>>;

/** A time between two moments of a call. */
export interface Interval {
  readonly name: string;
  readonly from: StampName;
  readonly to: StampName;
}

const isStamp = (name: string | undefined): name is StampName =>
  STAMPS.some((stamp) => stamp === name);

/** Reads `received-dispatched`. @throws Rejection INTERVAL_UNKNOWN */
export const intervalOf = (name: string): Interval => {
  const [from, to, ...rest] = name.split('-');
  if (isStamp(from) && isStamp(to) && from !== to && rest.length === 0) return { name, from, to };
  throw new Rejection(
    'INTERVAL_UNKNOWN',
    {
      zh: `“${name}”不是时间区间：请写两个时刻，中间用连字符连接。`,
      en: `"${name}" is no interval: write two of the moments with a hyphen between.`,
    },
    { pointer: '/interval', moments: [...STAMPS] },
  );
};

/** Milliseconds between the two moments, negative when they contradict each other; or null. */
export const elapsed = (stamps: CallStamps, { from, to }: Interval): number | null => {
  const [begin, end] = [stamps[from], stamps[to]];
  return begin === undefined || end === undefined ? null : end - begin;
};
