import type { Periods } from '../commands/periods.ts';
import { NOW } from '../persistence/database.ts';
import type { Asked, KnownScores } from '../projections/score-board/known-scores.query.ts';
import type { ScoreBoard, ShownSheet } from '../projections/score-board/score-board.query.ts';

/** A page of the people of some units. */
interface PageAsked {
  readonly period: string;
  readonly until: number;
  readonly units: string[];
  readonly after: string;
  readonly limit: number;
}

/** Scores as they stand, or as they stood at an instant. */
export class ScoreReading {
  constructor(
    private readonly board: ScoreBoard,
    private readonly known: KnownScores,
    private readonly periods: Periods,
  ) {}

  async one(asked: Asked): Promise<ShownSheet> {
    const { officer, period, until } = asked;
    if (until < NOW) return this.known.one(asked);
    return this.board.one(officer, { period, revision: await this.periods.revisionOf(period) });
  }

  async page({ until, ...asked }: PageAsked): Promise<ShownSheet[]> {
    if (until < NOW) return this.known.page({ ...asked, until });
    const { period } = asked;
    const revision = await this.periods.revisionOf(period);
    return this.board.page({ period, revision }, asked);
  }
}
