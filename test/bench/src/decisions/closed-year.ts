import {
  AnnualGrades,
  foldDecisions,
  foldProposals,
  GROUPS,
  KeptObjections,
  Periods,
  publishing,
  Reviews,
  RulesInForce,
} from '@ywk/appraisal-app';
import { ContractRegistry, EVENT_CONTRACTS, LOGS } from '@ywk/contracts';
import { EventStore, type AppendCommand } from '@ywk/event-store';
import { FollowerServer, storeSource, type LogBatch } from '@ywk/projections';
import { query } from '@ywk/testing';
import type { Pool } from 'pg';
import { v7 } from 'uuid';
import { Bureau, tierOf } from './bureau.ts';

export const YEAR = { calendar: 'year', period: '2024' };
export const ASKING = { actor: 'bench', at: '2025-01-06T00:00:00.000Z' };
const MONTHS = Array.from({ length: 12 }, (_, at) => `2024-${String(at + 1).padStart(2, '0')}`);

/** As a close leaves them: content of the usual size, and the small part that a year reads. */
const SHEETS = `
INSERT INTO closed_sheet (partition, officer, period, revision, unit, post, total, grade, pay,
  content, inputs, month_part)
SELECT p.partition, p.officer, m.period, 1, p.unit, p.post,
  7000 + (hashtextextended(p.officer::text || m.period, 7) & 2047), 'G2', 0,
  repeat(md5(p.officer::text || m.period), 40), '{}',
  '{"clauses":["A03"],"custom":"' || 20 + (hashtextextended(p.officer::text, 8) & 7)
    || '","penalty":100,"probation":false,"veto":null}'
FROM unnest($1::text[]) AS m(period) CROSS JOIN placement p
ORDER BY m.period, p.partition, p.officer`;

/** Years graded before this one: a third of each tier has as many as a move needs, with this one. */
const gradedBefore = (at: number): number => {
  const needed = tierOf(at) === 4 ? 4 : 3;
  return needed - 1 - (at % 3);
};

const BALLOTS = { eligible: 49, votes: 45, gap: null, value: '545/6' };
const GROUP = { classes: ['PEERS'], votes: 45, mean: '545/6' };

/** What commands of the year end work with. */
export interface YearParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly rules: RulesInForce;
  readonly publishing: typeof publishing;
  /** The follower that keeps the lists of decisions. */
  readonly group: string;
}

/** A bureau whose year is over: its months are closed, everybody is reviewed, earlier years are known. */
export class ClosedYear {
  readonly store: EventStore;
  readonly parts: YearParts;
  readonly periods: Periods;
  private readonly board: FollowerServer;

  private constructor(readonly bureau: Bureau) {
    const { pool } = bureau;
    this.store = new EventStore({ pool, registry: new ContractRegistry(EVENT_CONTRACTS) });
    const told = { publishing, group: GROUPS.board };
    this.parts = { pool, store: this.store, rules: new RulesInForce(), ...told };
    const objections = new KeptObjections(this.parts);
    this.periods = new Periods({ ...this.parts, groups: [GROUPS.board], objections });
    this.board = new FollowerServer({
      ...{ group: GROUPS.board, pool, registry: new ContractRegistry(EVENT_CONTRACTS) },
      logs: [LOGS.decision, LOGS.proposal],
      source: storeSource({ store: this.store }),
    });
  }

  static async of(people: number): Promise<ClosedYear> {
    const year = new ClosedYear(await Bureau.planned(people));
    await year.follow();
    await year.closeMonths();
    await year.review();
    await year.gradeYearsBefore();
    await query(year.bureau.database.adminUrl, 'VACUUM ANALYZE');
    return year;
  }

  /** The lists of decisions, kept as the service keeps them. */
  private async follow(): Promise<void> {
    this.board.seesCauses = true;
    this.board.addHandler(LOGS.decision, (batch: LogBatch) => foldDecisions(batch), true);
    this.board.addHandler(LOGS.proposal, (batch: LogBatch) => foldProposals(batch), true);
    await new Promise<void>((resolve, reject) => {
      this.board.listen((error) => (error === undefined ? resolve() : reject(error as Error)));
    });
  }

  /** Months are computed while nobody is hired; then everybody gets a sheet in each. */
  private async closeMonths(): Promise<void> {
    for (const period of MONTHS) {
      const month = { calendar: 'month', period };
      await this.periods.cutOff(month, ASKING);
      await this.bureau.mark(period);
      await this.periods.compute(month, ASKING);
    }
    await this.bureau.place();
    await this.bureau.pool.query(SHEETS, [MONTHS]);
  }

  /** A closed review of each unit: drawn up by its rules, then with results as a count settles them. */
  private async review(): Promise<void> {
    const reviews = new Reviews(this.parts);
    const { officers, units } = this.bureau;
    for (const unit of units) {
      const subjects = officers.filter((_, at) => this.bureau.unitOf(at) === unit);
      const voters = subjects.map((voter) => ({ voter, class: 'PEERS' }));
      const leaders = [{ leader: 'chief', role: 'LEADER' }];
      const roll = { subjects, voters, leaders, panel: ['p1', 'p2', 'p3'], kin: [] };
      const review = await reviews.drawUp({ unit, year: 2024, round: 1 }, roll, ASKING);
      await this.store.append([this.closing(review, subjects)]);
    }
  }

  private closing(review: string, subjects: readonly string[]): AppendCommand {
    const results = subjects.map((officer, at) => ({
      ...{ officer, leaders: String(75 + (at % 25)) },
      democratic: { ...BALLOTS, groups: [GROUP] },
    }));
    const events = [
      { type: 'ReviewOpened', data: { review, opener: 'second', modulus: 'AA' } },
      { type: 'ReviewClosed', data: { review, closer: 'second', results } },
    ].map((event) => ({ ...event, v: 1, eventId: v7(), occurredAt: ASKING.at }));
    const at = { log: LOGS.review, stream: `review-${review}`, key: review };
    const writes = [{ ...at, expectedVersion: 1, events }];
    return { commandId: v7(), actor: 'second', request: review, writes };
  }

  private async gradeYearsBefore(): Promise<void> {
    const asks = this.bureau.officers.flatMap((officer, at) =>
      Array.from({ length: gradedBefore(at) }, (_, back) => ({
        ...{ officer, year: 2023 - back, grade: 'COMPETENT' as const, document: 'before' },
        ...{ total: null, custom: null, deducted: null, democratic: null },
      })),
    );
    const results = await new AnnualGrades(this.parts).record(asks, ASKING);
    const refused = results.find(({ outcome }) => outcome === 'refused');
    if (refused !== undefined) throw new Error(`Not graded: ${JSON.stringify(refused)}`);
  }

  async close(): Promise<void> {
    await this.board.close();
    await this.bureau.drop();
  }
}
