import { rankUnits, type LevelRules, type UnitRank } from '@ywk/appraisal-domain';
import { Rejection } from '@ywk/kernel';
import { NOW, type Connections } from '../../persistence/database.ts';
import { closesBy } from '../../persistence/period-close.store.ts';
import type { RuleSource } from '../../persistence/rules-in-force.ts';
import { readUnits } from '../../persistence/unit.store.ts';
import { totalsOfUnits } from '../../persistence/unit-totals.store.ts';

/** Units of a closed month among those of their level of management. */
export interface Ranking {
  readonly period: string;
  readonly revision: number;
  readonly schemeVersion: string;
  readonly measure: LevelRules['unitMeasure'];
  readonly items: readonly UnitRank[];
}

/** Ranks units by the totals of a closed month, by the measure that its scheme declares. */
export class UnitRanking {
  constructor(
    private readonly pool: Connections,
    private readonly rules: RuleSource,
  ) {}

  /** @throws Rejection PERIOD_NOT_COMPUTED */
  async of(period: string): Promise<Ranking> {
    const revision = (await closesBy(this.pool, [period], NOW)).get(period);
    if (revision === undefined) {
      throw new Rejection('PERIOD_NOT_COMPUTED', {
        zh: `考核期${period}尚未结算。`,
        en: `The period ${period} is not computed yet.`,
      });
    }
    const { scheme } = (await this.rules.read(this.pool)).of(period);
    const measure = scheme.levels.unitMeasure;
    const totals = await totalsOfUnits(this.pool, period, revision);
    const units = (await readUnits(this.pool)).map(({ unit, parent }) => ({
      ...{ unit, parent, totals: totals.get(unit) ?? [] },
    }));
    const items = rankUnits(units, measure);
    return { period, revision, schemeVersion: scheme.name, measure, items };
  }
}
