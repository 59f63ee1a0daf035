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
  type ProposedGrade,
  type RuledChange,
  type Tally,
  type UnitEffect,
} from '@ywk/appraisal-domain';
import { canonicalText } from '@ywk/contracts';
import { Rejection } from '@ywk/kernel';
import { createHash } from 'node:crypto';
import { drySheets } from '../persistence/dry-close.store.ts';
import { askGrades, type ProposeParts } from './grades-ask.ts';
import { heldIn } from './held-lines.ts';
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
  readonly changes: readonly RuledChange[];
}

interface Lines {
  readonly lines: readonly ProposedGrade[];
  readonly refused: string | null;
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
      throw new Rejection('PERIOD_NOT_COMPUTED', `A revision of ${period} is not computed yet.`);
    }
    const revision = state.revision + 1;
    const standing = await factsThatStand(pool, officer, { period, revision });
    const changes = ruledChanges(ask.changes, { standing, period, document });
    const posted = postingOfRevision(revision);
    const entries = ruledEntries(changes, { officer, standing, posted });
    const book = await rules.read(pool);
    const more = foldEntries(book.metrics, entries).list();
    const before = await this.lines(objection, { state, revision, calendar, more: [] });
    const after = await this.lines(objection, { state, revision, calendar, more });
    const found = {
      ...unitEffect(officer, { before: before.lines, after: after.lines }),
      revision,
      held: state.final && book.of(period).scheme.appeals.afterFinal === 'HOLD_HARMLESS',
      rulings: rulingsIn(appeals, unit),
      waiting: await officersWaiting(this.parts, state),
      refused: after.refused,
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
    throw new Rejection('FACTS_PENDING', 'Facts of an earlier ruling are on their way.', {
      objections,
    });
  }

  /** The unit's proposal of the next revision, with sums that nobody has written. */
  private async lines(
    { officer, period, unit }: Objection,
    {
      state,
      revision,
      calendar,
      more,
    }: {
      readonly state: Parameters<typeof officersWaiting>[1];
      readonly revision: number;
      readonly calendar: string;
      readonly more: readonly Tally[];
    },
  ): Promise<Lines> {
    const { pool, rules } = this.parts;
    const close = { pool, rules: await rules.read(pool), period, revision, more };
    const also = more.length === 0 ? [] : [officer];
    const held = await heldIn(this.parts, { calendar, period, unit }, { state, revision, also });
    const command = await askGrades(
      this.parts,
      { calendar, period, unit },
      { revision, author: 'preview', held, sheetsOf: (units) => drySheets(close, units) },
    );
    if (command.data.asks.length === 0) return { lines: [], refused: null };
    const events = gradeProposal.decide(command, gradeProposal.initialState);
    const proposal = events.reduce(gradeProposal.evolve, gradeProposal.initialState);
    return proposal.status === 'REFUSED'
      ? { lines: command.data.asks, refused: 'BUDGET_EXCEEDED' }
      : { lines: proposal.grades, refused: null };
  }
}
