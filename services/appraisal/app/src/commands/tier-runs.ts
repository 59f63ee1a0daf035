import {
  basisOfConversion,
  basisOfRun,
  convert,
  tierRulesOf,
  tierRun,
  twelveMonthCost,
  type Conversion,
  type ConversionMapping,
  type Education,
  type Scheme,
  type TierRun,
} from '@ywk/appraisal-domain';
import type { TierRunMade } from '@ywk/contracts';
import { monthOf, Rejection, type Fen, type LocalDay } from '@ywk/kernel';
import { everHired, readCareers, type KnownCareer } from '../persistence/career.store.ts';
import type { ItemResult } from './bulk.ts';
import { boardAtHead } from './board-at-head.ts';
import type { Asking } from './cut-off.ts';
import { derivedId, stamped } from './publishing.ts';
import { lastRun, runStream } from './tier-seats.ts';
import { noteWaiting } from './tier-waits.ts';
import { TierChanges, type FoundedAsk, type TierParts } from './tier-changes.ts';

/** Approved posts with the document that approves them; those last stated when absent. */
export interface Establishment {
  readonly establishment: number;
  readonly document: string;
}

export interface TierRunOrder {
  /** The year whose grades are the last to count. */
  readonly year: number;
  readonly stated: Establishment | null;
  /** Computes only: nothing is proposed. */
  readonly dryRun: boolean;
}

export interface ConversionOrder extends Establishment {
  readonly effectiveDate: LocalDay;
  readonly mapping: ConversionMapping;
  readonly incumbents: readonly {
    readonly officer: string;
    readonly rank: string | null;
    readonly education: Education | null;
  }[];
  readonly dryRun: boolean;
}

/** What became of the proposals; empty in a dry run. */
export interface Proposed {
  readonly dryRun: boolean;
  /** Fen in the twelve months from the effective date on. */
  readonly cost: Fen;
  readonly results: readonly ItemResult[];
}

type Made = Omit<TierRunMade, 'author' | 'schemeVersion'>;

const seatsOf = (run: TierRun): Made['seats'] =>
  run.seats.map(({ upTo, cap, before, after }) => ({ upTo, cap, before, after }));

const runProposal = (run: string, officer: string, to: number): string =>
  derivedId('tier-run', run, officer, to);

/** Tier runs and conversions: what the rules ask for becomes proposals that wait for a second person. */
export class TierRuns {
  private readonly changes: TierChanges;

  constructor(private readonly parts: TierParts) {
    this.changes = new TierChanges(parts);
  }

  /** @throws Rejection ESTABLISHMENT_UNKNOWN, SCHEME_MISSING, BOARD_BEHIND */
  async run(order: TierRunOrder, asking: Asking): Promise<TierRun & Proposed> {
    const { year, dryRun } = order;
    const stated = order.stated ?? (await this.lastStated());
    const scheme = await this.schemeOf(`${year}-12`);
    const officers = await this.careers();
    const { establishment } = stated;
    const made = tierRun({ year, establishment, officers }, tierRulesOf(scheme.document));
    const source = { run: String(year), schemeVersion: scheme.name };
    const asks = made.proposals.map((move) => ({
      ...{ id: runProposal(source.run, move.officer, move.to), officer: move.officer },
      ...{ from: move.from, to: move.to, effectiveDate: move.effectiveDate, ground: move.ground },
      basis: basisOfRun(move, source),
    }));
    const told = {
      ...{ run: source.run, kind: 'RUN' as const, effectiveDate: made.effectiveDate },
      ...{ establishment, document: stated.document, seats: seatsOf(made) },
      ...{ proposed: asks.length, waiting: made.waiting.length },
    };
    const results = dryRun ? [] : await this.propose(asks, { told, scheme, asking });
    if (!dryRun) await noteWaiting(this.parts.store, { made, source, asking });
    return { ...made, dryRun, cost: costOf(made.proposals, made.effectiveDate, scheme), results };
  }

  /** @throws Rejection TIER_SEATS_FULL, OFFICER_UNKNOWN, SCHEME_MISSING, BOARD_BEHIND */
  async convert(order: ConversionOrder, asking: Asking): Promise<Conversion & Proposed> {
    const { effectiveDate, mapping, establishment, document, dryRun } = order;
    const { scheme } = (await this.parts.rules.read(this.parts.pool)).on(effectiveDate);
    const careers = new Map((await this.careers()).map((each) => [each.officer, each.history]));
    const incumbents = order.incumbents.map((each) => {
      const history = careers.get(each.officer);
      if (history === undefined) throw unknown(each.officer);
      return { ...each, history };
    });
    const named = new Set(order.incumbents.map(({ officer }) => officer));
    const others = [...careers].filter(([officer]) => !named.has(officer)).map(([, each]) => each);
    const { tierPay } = scheme.document;
    const ask = { effectiveDate, mapping, establishment, incumbents, others, tierPay };
    const made = convert(ask, tierRulesOf(scheme.document));
    const source = { run: document, schemeVersion: scheme.name };
    const asks = made.moves.map((move) => ({
      ...{ id: runProposal(document, move.officer, move.to), officer: move.officer },
      ...{ from: move.from, to: move.to, effectiveDate, ground: move.ground },
      basis: basisOfConversion(move, source),
    }));
    const told = {
      ...{ run: document, kind: 'CONVERSION' as const, effectiveDate, establishment, document },
      ...{ seats: [], proposed: asks.length, waiting: 0 },
    };
    const results = dryRun ? [] : await this.propose(asks, { told, scheme, asking });
    return { ...made, dryRun, cost: costOf(made.moves, effectiveDate, scheme), results };
  }

  private async lastStated(): Promise<Establishment> {
    const made = await lastRun(this.parts.store);
    if (made !== undefined) return made;
    throw new Rejection('ESTABLISHMENT_UNKNOWN', {
      zh: '尚未载明用人额度，请填写establishment及其文件。',
      en: 'Nobody has stated the approved posts yet: send establishment and its document.',
    });
  }

  private async schemeOf(month: string): Promise<Scheme> {
    return (await this.parts.rules.read(this.parts.pool)).of(month).scheme;
  }

  private async careers(): Promise<KnownCareer[]> {
    await boardAtHead(this.parts);
    const { pool } = this.parts;
    return readCareers(pool, await everHired(pool));
  }

  /** First what the run states, then its proposals: a run that broke off is finished by the next one. */
  private async propose(
    asks: readonly FoundedAsk[],
    given: { readonly told: Made; readonly scheme: Scheme; readonly asking: Asking },
  ): Promise<ItemResult[]> {
    const { told, scheme, asking } = given;
    const data = { ...told, schemeVersion: scheme.name, author: asking.actor };
    const { run, establishment, document, seats } = told;
    const content = JSON.stringify([establishment, document, seats, asks.map(({ id }) => id)]);
    await this.parts.store.append([
      {
        commandId: derivedId('tier-run', run, scheme.name, content),
        actor: asking.actor,
        request: content,
        writes: [
          {
            ...runStream,
            expectedVersion: 'any',
            events: [stamped({ type: 'TierRunMade', v: 1, data }, asking.at)],
          },
        ],
      },
    ]);
    return this.changes.propose(asks, asking);
  }
}

const costOf = (
  moves: Parameters<typeof twelveMonthCost>[0],
  effectiveDate: LocalDay,
  { document }: Scheme,
): Fen => twelveMonthCost(moves, { from: monthOf(effectiveDate), tierPay: document.tierPay });

const unknown = (officer: string): Rejection =>
  new Rejection(
    'OFFICER_UNKNOWN',
    { zh: `没有编号为${officer}的人员。`, en: `No officer has the id ${officer}.` },
    { officer },
  );
