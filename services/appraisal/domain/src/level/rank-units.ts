import { ratio, toHundredths, type Ratio } from '@ywk/kernel';
import type { LevelRules } from './level-rules.ts';

/** A unit with the totals of those ranked in it itself, not below it. */
export interface MeasuredUnit {
  readonly unit: string;
  readonly parent: string | null;
  /** Hundredths of a point. */
  readonly totals: readonly number[];
}

export interface UnitRank {
  readonly unit: string;
  readonly parent: string | null;
  /** Levels below the root; units are ranked among those of the same level. */
  readonly depth: number;
  /** Everybody with a total in the unit and below it. */
  readonly people: number;
  /** Hundredths, HALF_UP, to be shown; null where nobody has a total. */
  readonly value: number | null;
  /** 1 the best; equal values share it. Null without a value. */
  readonly rank: number | null;
  /** Units of the level that have a value. */
  readonly of: number;
}

interface Measured {
  readonly unit: MeasuredUnit;
  readonly depth: number;
  readonly people: number;
  readonly value: Ratio | null;
}

const meanOf = (values: readonly Ratio[]): Ratio | null =>
  values.length === 0
    ? null
    : values.reduce((sum, value) => sum.add(value), ratio(0)).div(values.length);

class UnitTree {
  private readonly children = new Map<string | null, MeasuredUnit[]>();

  constructor(
    units: readonly MeasuredUnit[],
    private readonly measure: LevelRules['unitMeasure'],
  ) {
    const known = new Set(units.map(({ unit }) => unit));
    for (const unit of units) {
      const above = unit.parent !== null && known.has(unit.parent) ? unit.parent : null;
      this.children.set(above, [...(this.children.get(above) ?? []), unit]);
    }
  }

  measured(above: string | null = null, depth = 0): Measured[] {
    return (this.children.get(above) ?? []).flatMap((unit) => [
      {
        ...{ unit, depth, people: this.totalsOf(unit).length },
        value: this.measure === 'POOLED' ? this.pooled(unit) : this.mean(unit),
      },
      ...this.measured(unit.unit, depth + 1),
    ]);
  }

  private totalsOf(unit: MeasuredUnit): number[] {
    const below = (this.children.get(unit.unit) ?? []).flatMap((each) => this.totalsOf(each));
    return [...unit.totals, ...below];
  }

  private pooled(unit: MeasuredUnit): Ratio | null {
    return meanOf(this.totalsOf(unit).map((total) => ratio(total, 100)));
  }

  /** The unit's own people stand beside its sub-units as one more of them. */
  private mean(unit: MeasuredUnit): Ratio | null {
    const own = meanOf(unit.totals.map((total) => ratio(total, 100)));
    const below = (this.children.get(unit.unit) ?? []).map((each) => this.mean(each));
    return meanOf([own, ...below].filter((value) => value !== null));
  }
}

const rankAmong = (one: Measured, peers: readonly Measured[]): number | null => {
  const { value } = one;
  if (value === null) return null;
  return 1 + peers.filter((peer) => (peer.value?.compare(value) ?? -1) > 0).length;
};

/**
 * Ranks units among those of their level of management by the declared measure (DOMAIN §4.3):
 * POOLED, the mean of all people below, or MEAN, the mean of the sub-units' means. Compared exactly.
 */
export const rankUnits = (
  units: readonly MeasuredUnit[],
  measure: LevelRules['unitMeasure'],
): UnitRank[] => {
  const measured = new UnitTree(units, measure).measured();
  return measured
    .map((one): UnitRank => {
      const peers = measured.filter(({ depth, value }) => depth === one.depth && value !== null);
      const { unit, depth, people, value } = one;
      return {
        ...{ unit: unit.unit, parent: unit.parent, depth, people },
        value: value === null ? null : toHundredths(value),
        rank: rankAmong(one, peers),
        of: peers.length,
      };
    })
    .sort(
      (a, b) =>
        a.depth - b.depth ||
        (a.rank ?? Infinity) - (b.rank ?? Infinity) ||
        (a.unit < b.unit ? -1 : 1),
    );
};
