import {
  foldEntries,
  gradeProposal,
  isComputed,
  postingOfRevision,
  ruledChanges,
  ruledEntries,
  rulingsIn,
  unitEffect,
  type Appeals,
  type ChangeAsk,
  type Objection,
  type KnownSeat,
  type ProposedGrade,
  type RuledChange,
  type SeatBy,
  type Tally,
  type UnitEffect,
} from '@ywk/appraisal-domain';
import { canonicalText } from '@ywk/contracts';
import { Rejection } from '@ywk/kernel';
import { createHash } from 'node:crypto';
import { drySheets } from '../persistence/dry-close.store.ts';
import { askGrades, type ProposeParts } from './grades-ask.ts';
import { heldIn } from './held-lines.ts';
import { liabilityEntries, unitsOnDays } from './liability-effect.ts';
import { loadPeriod } from './period.stream.ts';
import { notArrived } from './ruled-facts.ts';
import { factsThatStand } from './standing-facts.ts';
import { officersWaiting } from './waiting.ts';

/** A ruling as its effect is asked for. */
export interface EffectAsk {
  readonly objection: Objection;
  /** Of the month. */
  readonly appeals: Appeals;
  readonly calendar: string;
  /** Number of the document with the reasons. */
  readonly document: string;
  readonly changes: readonly ChangeAsk[];
}

/** What a ruling would do, by what stands now. */
export interface RulingEffect extends UnitEffect {
  /** Hash of all this: who confirms a ruling names what was seen. */
  readonly etag: string;
  /** In which the ruling counts. */
  readonly revision: number;
  /** The month is final, and others are held harmless. */
  readonly held: boolean;
  /** Rulings on results of the unit so far. */
  readonly rulings: number;
  /** Officers of whom other facts wait for the same revision; both sides count them. */
  readonly waiting: number;
  /** BUDGET_EXCEEDED where the unit's rule would refuse the grades. */
  readonly refused: string | null;
  /** Of a level of the appellant above a ceiling: what carries it, or SEAT_ABOVE_CEILING. */
  readonly seat: SeatBy | 'SEAT_ABOVE_CEILING' | null;
  readonly changes: readonly RuledChange[];
}

const carrying = (seat: KnownSeat | undefined): RulingEffect['seat'] =>
  seat === undefined ? null : (seat.given?.by ?? 'SEAT_ABOVE_CEILING');

interface Lines {
  readonly lines: readonly ProposedGrade[];
  readonly seats: readonly KnownSeat[];
  readonly refused: string | null;
}

/** A revision that is computed to be looked at. */
interface DryRevision {
  readonly state: Parameters<typeof officersWaiting>[1];
  readonly revision: number;
  readonly calendar: string;
  readonly more: readonly Tally[];
  /** Whose facts the ruling moves: the appellant's, and those of who answers for the act. */
  readonly also: readonly string[];
}

/** Computes what a ruling would do to a unit, and writes nothing. */
export class RulingEffects {
  constructor(private readonly parts: ProposeParts) {}

  /**
   * @throws Rejection PERIOD_NOT_COMPUTED while a revision is due, FACTS_PENDING, RULING_INVALID, and
   *   of metrics
   */
  async of(ask: EffectAsk): Promise<RulingEffect> {
    const { objection, appeals, calendar, document } = ask;
    const { pool, store, rules } = this.parts;
    const { officer, period, unit } = objection;
    await this.refusePending(ask);
    const { state } = await loadPeriod(store, { calendar, period });
    if (!isComputed(state)) {
      throw new Rejection('PERIOD_NOT_COMPUTED', {
        zh: `考核期${period}有一个版次尚未结算。`,
        en: `A revision of ${period} is not computed yet.`,
      });
    }
    const revision = state.revision + 1;
    const book = await rules.read(pool);
    const { days } = book.of(period);
    const standing = await factsThatStand(pool, officer, { days, revision });
    const changes = ruledChanges(ask.changes, { standing, period, days, document });
    const posted = postingOfRevision(revision);
    const acts = { officer, standing, changes, posted, rules: book };
    const borne = await liabilityEntries(pool, acts);
    const others = [...new Set(borne.map(({ fact }) => fact.officer))];
    const entries = [...ruledEntries(changes, { officer, standing, posted }), ...borne];
    const more = foldEntries(book.metrics, entries).list();
    const units = [...new Set([unit, ...(await unitsOnDays(pool, others, days))])];
    const also = [officer, ...others];
    const before = await this.lines(units, period, { state, revision, calendar, more: [], also });
    const after = await this.lines(units, period, { state, revision, calendar, more, also });
    const found = {
      ...unitEffect(officer, { before: before.lines, after: after.lines }),
      revision,
      held: state.final && book.of(period).scheme.appeals.afterFinal === 'HOLD_HARMLESS',
      rulings: rulingsIn(appeals, unit),
      waiting: await officersWaiting(this.parts, state),
      refused: after.refused,
      seat: carrying(after.seats.find((seat) => seat.officer === officer)),
      changes,
    };
    return { ...found, etag: createHash('sha256').update(canonicalText(found)).digest('hex') };
  }

  /** An effect beside that of a ruling whose facts have not come yet would not be what comes about. */
  private async refusePending({ objection, appeals, calendar }: EffectAsk): Promise<void> {
    const { period, unit } = objection;
    const inUnit = [...appeals.values()].filter((each) => each.unit === unit);
    const objections = await notArrived(this.parts, { calendar, period }, inUnit);
    if (objections.length === 0) return;
    throw new Rejection(
      'FACTS_PENDING',
      { zh: '前一裁决的事实尚未到达。', en: 'Facts of an earlier ruling are on their way.' },
      { objections },
    );
  }

  /** Proposals of the next revision of some units, with sums that nobody has written. */
  private async lines(
    units: readonly string[],
    period: string,
    asked: DryRevision,
  ): Promise<Lines> {
    const found: Lines[] = [];
    for (const unit of units) found.push(await this.linesOf(unit, period, asked));
    return {
      lines: found.flatMap(({ lines }) => lines),
      seats: found.flatMap(({ seats }) => seats),
      refused: found.find(({ refused }) => refused !== null)?.refused ?? null,
    };
  }

  private async linesOf(
    unit: string,
    period: string,
    { state, revision, calendar, more, also }: DryRevision,
  ): Promise<Lines> {
    const { pool, rules } = this.parts;
    const close = { pool, rules: await rules.read(pool), period, revision, more };
    const name = { calendar, period, unit };
    const moved = more.length === 0 ? [] : also;
    const held = await heldIn(this.parts, name, { state, revision, also: moved });
    const command = await askGrades(this.parts, name, {
      ...{ revision, author: 'preview', held },
      sheetsOf: (those) => drySheets(close, those),
    });
    if (command.data.asks.length === 0) return { lines: [], seats: [], refused: null };
    const events = gradeProposal.decide(command, gradeProposal.initialState);
    const proposal = events.reduce(gradeProposal.evolve, gradeProposal.initialState);
    return proposal.status === 'REFUSED'
      ? { lines: command.data.asks, seats: [], refused: 'BUDGET_EXCEEDED' }
      : { lines: proposal.grades, seats: Object.values(proposal.seats), refused: null };
  }
}
