import {
  countsOf,
  pooled,
  postingsUpTo,
  staysOf,
  talliesAt,
  type DaySpan,
  type Measured,
  type MetricBook,
  type PoolPlace,
  type Rates,
  type Tally,
} from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import { addDays, Rejection, type LocalMonth } from '@ywk/kernel';
import { NOW, type Connections, type OfficerAt } from '../../persistence/database.ts';
import { heardUntil, pieceByPiece } from '../../persistence/month-officers.ts';
import { closesBy } from '../../persistence/period-close.store.ts';
import {
  officersOfCohorts,
  readPlacements,
  type OfficerUntil,
} from '../../persistence/placement.store.ts';
import type { RuleSource } from '../../persistence/rules-in-force.ts';
import { readTallies, sumsOfEverybody } from '../../persistence/tally.store.ts';

/** Whose days are pooled; null does not matter. */
export interface Pool {
  readonly period: LocalMonth;
  readonly units: readonly string[] | null;
  readonly team: string | null;
  readonly officers: readonly string[] | null;
}

const placeOf = ({ units, team }: Pool, revision: number): PoolPlace => {
  const meant = units === null ? undefined : new Set(units);
  return {
    revision,
    ...(team === null ? {} : { team }),
    ...(meant === undefined ? {} : { inUnits: (unit: string) => meant.has(unit) }),
  };
};

/** Whether the metric definitions of a month know a rate, a metric or a code of this name. */
const isKnown = (
  figure: string,
  { rates, metrics }: { rates: Rates; metrics: MetricBook },
  { until }: DaySpan,
): boolean => {
  const [metric = ''] = figure.split('@');
  const lastDay = addDays(until, -1);
  return rates.has(figure) || metrics.codesOf([metric], lastDay).length > 0;
};

const figureUnknown = (period: LocalMonth, figure: string): Rejection => {
  const details = {
    zh: `${period}的指标定义中没有比率、指标或者代码“${figure}”。`,
    en: `The metric definitions of ${period} know no rate, metric or code "${figure}".`,
  };
  return new Rejection('FIGURE_UNKNOWN', details, { figure });
};

/** Rates and sums over many officers: of the last revision, or of what stands in an open month. */
export class PooledFigures {
  constructor(
    private readonly pool: Connections,
    private readonly rules: RuleSource,
  ) {}

  /** @throws Rejection FIGURE_UNKNOWN, SCHEME_MISSING, METRICS_MISSING */
  async of(figure: string, asked: Pool): Promise<Measured> {
    const book = await this.rules.read(this.pool);
    const { period } = asked;
    const { rates, days } = book.of(period);
    if (!isKnown(figure, { rates, metrics: book.metrics }, days)) {
      throw figureUnknown(period, figure);
    }
    return pooled(figure, countsOf(await this.sums(asked, days)), rates);
  }

  private async sums(asked: Pool, days: DaySpan): Promise<Pick<Tally, 'metric' | 'n'>[]> {
    const { period, units, team, officers } = asked;
    const revision = (await closesBy(this.pool, [period], NOW)).get(period) ?? 0;
    if (units === null && team === null && officers === null) {
      return sumsOfEverybody(this.pool, days, postingsUpTo(revision));
    }
    const heard = await this.heard(period, revision);
    const place = placeOf(asked, revision);
    const found: Pick<Tally, 'metric' | 'n'>[] = [];
    for (const piece of pieceByPiece(await this.members(asked))) {
      const until = piece.map(({ partition, officer }): OfficerUntil => {
        const before = heard.get(partition);
        return { partition, officer, ...(before === undefined ? {} : { before }) };
      });
      const counts = countsOf(await this.ofPiece(until, { days, place }));
      found.push(...[...counts].map(([metric, n]) => ({ metric, n })));
    }
    return found;
  }

  /** A closed month knows the stays that were told before its markers, by partition. */
  private async heard(period: LocalMonth, revision: number): Promise<ReadonlyMap<number, number>> {
    return revision > 0 ? heardUntil(this.pool, { period, revision }) : new Map();
  }

  private async members({ officers, team, units }: Pool): Promise<OfficerAt[]> {
    if (officers !== null) {
      const once = [...new Set(officers)];
      return once.map((officer) => ({ partition: partitionOf(officer), officer }));
    }
    const groups = team === null ? (units ?? []) : [team];
    return officersOfCohorts(this.pool, { groups, posts: [] }, NOW);
  }

  private async ofPiece(
    piece: readonly OfficerUntil[],
    { days, place }: { readonly days: DaySpan; readonly place: PoolPlace },
  ): Promise<Tally[]> {
    const placements = await readPlacements(this.pool, piece);
    const tallies = await readTallies(this.pool, piece, days);
    return piece.flatMap(({ officer }) => {
      const stays = staysOf(placements.get(officer) ?? []);
      return talliesAt(tallies.get(officer) ?? [], stays, place);
    });
  }
}
