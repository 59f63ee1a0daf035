import {
  explain,
  smallestChange,
  whatChanged,
  type Explanation,
  type KnownFact,
  type SmallestChange,
  type WhatChanged,
} from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import { closedSheetsOfUnits } from '../../persistence/closed-sheet.store.ts';
import { NOW, type Connections, type OfficerAt } from '../../persistence/database.ts';
import { knownMonths, type KnownMonth } from '../../persistence/known-month.ts';
import type { Look } from '../../persistence/look.ts';
import { closesBy } from '../../persistence/period-close.store.ts';
import { officersOfUnits } from '../../persistence/placement.store.ts';
import type { PastRules } from '../../persistence/rules-in-force.ts';
import {
  appliedPositions,
  markedPositions,
  type PlacePosition,
} from '../../persistence/seen-positions.store.ts';
import { inSnapshot } from '../../persistence/snapshot.ts';
import { readUnits, type KnownUnit } from '../../persistence/unit.store.ts';
import { peersOf, type Peers } from './peers.query.ts';
import type { ScoreBoard, ShownSheet } from './score-board.query.ts';
import { Trend, type TrendMonth } from './trend.query.ts';

/** Whose month is asked for, and as known when: an instant in ms, or {@link NOW}. */
export interface Asked {
  readonly officer: string;
  readonly period: string;
  readonly until: number;
}

/** A month explained, with what stands around it. */
export interface ExplainedMonth {
  readonly explanation: Explanation;
  readonly provisional: boolean;
  /** 0 while provisional. */
  readonly revision: number;
  readonly smallestChange: SmallestChange | null;
  /** Null for a past instant at which the month was open: others are not folded again. */
  readonly peers: Peers | null;
  /** The months before, oldest first. */
  readonly trend: readonly TrendMonth[];
  /** Positions up to which the officer's partition of each log was applied. */
  readonly seen: readonly PlacePosition[];
  readonly units: readonly KnownUnit[];
  /** Where the month is ranked; null for who stood nowhere. */
  readonly unit: string | null;
}

/** What changed, with the facts that did it. */
export interface Differences extends WhatChanged {
  readonly facts: readonly KnownFact[];
}

/** A page of people of some units at a past instant. */
export interface PastPage {
  readonly period: string;
  readonly until: number;
  readonly units: readonly string[];
  readonly after: string;
  readonly limit: number;
}

export interface KnownScoresParts {
  readonly pool: Connections;
  readonly rules: PastRules;
  readonly board: ScoreBoard;
  /** Follower whose positions tell what was applied. */
  readonly group: string;
}

const shownOf = ({ known, revision }: KnownMonth): ShownSheet => ({
  provisional: revision === 0,
  revision,
  sheet: known.sheet,
});

/** Reads months from their facts: explained, and as they were known at any instant. */
export class KnownScores {
  private readonly trend: Trend;

  constructor(private readonly parts: KnownScoresParts) {
    this.trend = new Trend(parts.pool, parts.rules);
  }

  /** One officer's month as it was believed at an instant. */
  async one(asked: Asked): Promise<ShownSheet> {
    return inSnapshot(this.parts.pool, async (tx) => shownOf(await this.month(tx, asked, false)));
  }

  /** People who stood in some units then, by officer. */
  async page(asked: PastPage): Promise<ShownSheet[]> {
    return inSnapshot(this.parts.pool, async (tx) => {
      const revision = (await closesBy(tx, [asked.period], asked.until)).get(asked.period);
      if (revision === undefined) return this.openPage(tx, asked);
      const closed = await closedSheetsOfUnits(tx, { ...asked, revision });
      return closed.map(({ sheet }) => ({ provisional: false, revision, sheet }));
    });
  }

  /** From the total down to the facts and their events. */
  async explained(asked: Asked): Promise<ExplainedMonth> {
    const { pool, board } = this.parts;
    const at = { partition: partitionOf(asked.officer), officer: asked.officer };
    const { month, seen, units } = await inSnapshot(pool, async (tx) => {
      const read = await this.month(tx, asked, true);
      return {
        month: read,
        seen: await this.seen(tx, read, asked),
        units: await readUnits(tx, asked.until),
      };
    });
    const { known, revision } = month;
    const isPastOpen = revision === 0 && asked.until < NOW;
    const readMonth = { period: asked.period, revision };
    return {
      explanation: explain(known),
      ...{ provisional: revision === 0, revision, seen, units, unit: known.sheet.unit },
      smallestChange: smallestChange(known.ground, known.sheet, known.metrics),
      peers: isPastOpen ? null : await peersOf(board, known.sheet, readMonth),
      trend: await this.trend.before(at, asked.period, asked.until),
    };
  }

  /**
   * Why a month is looked at differently at another instant than at the one asked for.
   * @param to ms, not before; {@link NOW} for what is known now
   */
  async differences(asked: Asked, to = NOW): Promise<Differences> {
    return inSnapshot(this.parts.pool, async (tx) => {
      const then = (await this.month(tx, asked, true)).known;
      const now = (await this.month(tx, { ...asked, until: to }, true)).known;
      const before = new Set(then.facts.map(({ source }) => source.pos));
      const facts = now.facts.filter(({ source }) => !before.has(source.pos));
      return { ...whatChanged(then, now), facts };
    });
  }

  private async month(
    tx: PoolClient,
    { officer, period, until }: Asked,
    facts: boolean,
  ): Promise<KnownMonth> {
    const look = await this.look(tx, { period, until, facts });
    const [month] = await knownMonths(tx, [{ partition: partitionOf(officer), officer }], look);
    if (month === undefined) throw new Error('A month was asked for and not read.');
    return month;
  }

  private async look(tx: PoolClient, asked: Omit<Look, 'rules'>): Promise<Look> {
    return { ...asked, rules: await this.parts.rules.readBy(tx, asked.until) };
  }

  /** Who ever stood in the units is looked at; who stood there most of the month is shown. */
  private async openPage(tx: PoolClient, asked: PastPage): Promise<ShownSheet[]> {
    const { period, until, units, limit } = asked;
    const look = await this.look(tx, { period, until, facts: false });
    const shown: ShownSheet[] = [];
    let { after } = asked;
    for (;;) {
      const officers: OfficerAt[] = await officersOfUnits(tx, { units, after, limit }, until);
      const months = await knownMonths(tx, officers, look);
      shown.push(...months.map(shownOf).filter(({ sheet }) => units.includes(sheet.unit ?? '')));
      after = officers.at(-1)?.officer ?? after;
      if (officers.length < limit || shown.length >= limit) return shown.slice(0, limit);
    }
  }

  private async seen(
    tx: PoolClient,
    { partition, known, revision }: KnownMonth,
    { period, until }: Asked,
  ): Promise<PlacePosition[]> {
    if (revision > 0) return markedPositions(tx, partition, { period, revision });
    if (until === NOW) return appliedPositions(tx, partition, this.parts.group);
    const last = known.facts
      .map(({ source }) => source)
      .sort((a, b) => a.pos - b.pos)
      .at(-1);
    return last === undefined ? [] : [{ log: last.log, partition, pos: last.pos }];
  }
}
