import type { PostCode } from '@ywk/contracts';
import type { Chance } from './chance.ts';
import type { Level } from './level.ts';
import { EVERYBODY, HABITS, type Habit, type Range } from './post-habits.ts';

/** Something that happened once and is entered by hand. */
export interface Act {
  readonly code: string;
  readonly amounts: Readonly<Record<string, number>>;
}

/** What is entered about one officer's month beside the feed. */
export interface Work {
  /** Monthly totals by code. */
  readonly totals: Readonly<Record<string, number>>;
  readonly acts: readonly Act[];
}

/** Where a level stands between the weakest (0) and the best (1). */
const STANDING: Readonly<Record<Level, number>> = {
  EXCELLENT: 0.95,
  GOOD: 0.84,
  FAIR: 0.7,
  WEAK: 0.54,
  POOR: 0.3,
};
/** Nobody does everything equally well. */
const WAVERING = 0.13;

const between = ([weakest, best]: Range, standing: number): number =>
  weakest + (best - weakest) * standing;

/** Draws one officer's month, habit by habit. */
class MonthOfWork {
  readonly totals: Record<string, number> = {};
  readonly acts: Act[] = [];

  constructor(
    private readonly level: Level,
    private readonly chance: Chance,
  ) {}

  take(habit: Habit): void {
    switch (habit.kind) {
      case 'share': {
        const whole = this.chance.whole(...habit.of);
        this.totals[habit.whole] = whole;
        this.totals[habit.part] = Math.round((whole * this.drawn(habit.percent)) / 100);
        return;
      }
      case 'number':
        this.totals[habit.code] = Math.round(this.drawn(habit.range));
        return;
      case 'act': {
        const { code, amounts, most, percent } = habit;
        for (let turn = 0; turn < most; turn += 1) {
          if (this.chance.happens(this.drawn(percent) / 100)) this.acts.push({ code, amounts });
        }
      }
    }
  }

  private drawn(range: Range): number {
    const wavered = STANDING[this.level] + (this.chance.unit() * 2 - 1) * WAVERING;
    return between(range, Math.min(1, Math.max(0, wavered)));
  }
}

/** The month of somebody on a post, the same for the same chance. */
export const workOf = (post: PostCode, level: Level, chance: Chance): Work => {
  const month = new MonthOfWork(level, chance);
  for (const habit of [...HABITS[post], ...EVERYBODY]) month.take(habit);
  const { totals, acts } = month;
  return { totals, acts };
};
