import {
  decimalText,
  elapsed,
  figuresOf,
  intervalOf,
  type FigureRule,
  type Interval,
  type IntervalFigures,
} from '@ywk/duty-domain';
import { ratio, type Ratio } from '@ywk/kernel';
import { callsForFigures, type FigureRow, type Grouping } from '../persistence/figure.store.ts';
import { DEFAULT_ZONE, statedZone } from '../persistence/source.store.ts';
import type { Connections } from '../persistence/transaction.ts';

/** Which figures are asked for. */
export interface FigureRequest extends FigureRule {
  readonly source: string;
  /** First and last day, in the source's zone, both included; null for no bound. */
  readonly from: string | null;
  readonly to: string | null;
  readonly by: Grouping | null;
  /** Names like `received-dispatched`. */
  readonly intervals: readonly string[];
}

const SECOND = ratio(1000);
const PLACES = { seconds: 6, share: 9 };

/** Milliseconds as seconds, for people: at most 6 decimals. */
const seconds = (value: Ratio | null): number | null =>
  value === null ? null : Number(decimalText(value.div(SECOND), PLACES.seconds));

const shown = ({ name }: Interval, found: IntervalFigures) => ({
  interval: name,
  n: found.n,
  missing: found.missing,
  negative: found.negative,
  min: seconds(found.min),
  max: seconds(found.max),
  mean: seconds(found.mean),
  p50: seconds(found.p50),
  p90: seconds(found.p90),
  p95: seconds(found.p95),
  within: found.within.map(({ limit, n, share }) => ({
    limit,
    n,
    share: Number(decimalText(share, PLACES.share)),
  })),
});

const groupFigures = (
  rows: readonly FigureRow[],
  intervals: readonly Interval[],
  rule: FigureRule,
) => ({
  calls: rows.length,
  intervals: intervals.map((interval) =>
    shown(
      interval,
      figuresOf(
        rows.map(({ stamps }) => elapsed(stamps, interval)),
        rule,
      ),
    ),
  ),
});

const grouped = (rows: readonly FigureRow[]): [string, FigureRow[]][] => {
  const groups = new Map<string, FigureRow[]>();
  for (const row of rows) {
    const group = groups.get(row.group);
    if (group === undefined) groups.set(row.group, [row]);
    else group.push(row);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
};

/** Figures of calls: how many, and how long it took from one moment to another, in seconds. */
export class CallFigures {
  constructor(private readonly db: Connections) {}

  /** @throws Rejection INTERVAL_UNKNOWN */
  async figures(request: FigureRequest) {
    const { source, from, to, by, percentile, limits } = request;
    const intervals = request.intervals.map(intervalOf);
    const timeZone = (await statedZone(this.db, source)) ?? DEFAULT_ZONE;
    const rows = await callsForFigures(this.db, { source, from, to, timeZone }, by);
    const rule = { percentile, limits };
    return {
      source,
      from,
      to,
      timeZone,
      percentile,
      ...groupFigures(rows, intervals, rule),
      ...(by === null
        ? {}
        : {
            by,
            groups: grouped(rows).map(([group, members]) => ({
              group,
              ...groupFigures(members, intervals, rule),
            })),
          }),
    };
  }
}
