import {
  lastMonthOf,
  rightsUntil,
  rulingsIn,
  tierRulesOf,
  yearEffect,
  yearRightOf,
  type AnnualGrade,
  type Objection,
  type Person,
  type PutRight,
  type RulingOutcome,
  type SeatBy,
  type UnitEffect,
  type YearRight,
  type YearRightAsk,
} from '@ywk/appraisal-domain';
import { canonicalText } from '@ywk/contracts';
import { localDay, nthWorkingDayAfter } from '@ywk/kernel';
import { createHash } from 'node:crypto';
import { loadAppeals, readAppeals } from './appeal.stream.ts';
import type { Asking } from './cut-off.ts';
import type { ObjectionParts, Objections } from './objections.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import { PlaceResults, type PlacedUnit } from './place-results.ts';
import { judgesOf } from './review-results.ts';
import { loadResults, resultsId } from './results.stream.ts';
import { officersWaiting } from './waiting.ts';

/** A ruling on a year as its effect is looked at. */
export interface AnnualPreviewAsk {
  readonly objection: string;
  /** Number of the document with the reasons. */
  readonly document: string;
  readonly right: YearRightAsk;
}

/** A ruling on a year as it is confirmed. */
export interface ConfirmedAnnualRuling extends AnnualPreviewAsk {
  readonly ruling: string;
  readonly outcome: RulingOutcome;
  readonly reason: string;
  /** Hash of the preview that was seen; a rejection has no effect to look at. */
  readonly preview: string | null;
}

/** What a ruling would do to a year, by what stands now. */
export interface AnnualEffect extends UnitEffect {
  /** Hash of all this: who confirms a ruling names what was seen. */
  readonly etag: string;
  /** In which the ruling counts. */
  readonly revision: number;
  /** The year is final, and others are held harmless. */
  readonly held: boolean;
  /** Rulings on results of the unit so far. */
  readonly rulings: number;
  /** Officers of whom something else waits for the same revision. */
  readonly waiting: number;
  /** Of a grade above the ceiling of the excellent: what carries it, or SEAT_ABOVE_CEILING. */
  readonly seat: SeatBy | 'SEAT_ABOVE_CEILING' | null;
  /** Credit years for the appellant's tier; null without a grade. */
  readonly credits: { readonly before: string | null; readonly after: string | null };
  readonly right: YearRight | null;
}

const NO_RIGHT: YearRight = { grade: null, leaders: null, votes: null };

/** Answers to objections to a year: their whole effect first, then the ruling itself. */
export class AnnualRulings {
  constructor(
    private readonly parts: ObjectionParts,
    private readonly objections: Objections,
  ) {}

  /**
   * What a ruling would do; writes nothing.
   * @throws Rejection OBJECTION_UNKNOWN, PERIOD_NOT_COMPUTED, RULING_INVALID, YEAR_PARTS_MISSING
   */
  async preview(name: PeriodName, ask: AnnualPreviewAsk): Promise<AnnualEffect> {
    const { store } = this.parts;
    const known = await this.objections.one(name, ask.objection);
    const { state } = await loadPeriod(store, name);
    const revision = state.revision + 1;
    const right = yearRightOf(ask.right);
    const scheme = await this.schemeOf(name);
    const held = state.final && scheme.appeals.afterFinal === 'HOLD_HARMLESS';
    const put = {
      ...{ ...name, ...(right ?? NO_RIGHT), ruling: '', revision, held },
      ...{ objection: known.objection, officer: known.officer, unit: known.unit },
      document: ask.document,
    };
    const rights = rightsUntil(await readAppeals(store, name), revision);
    const before = await this.placed(name, known.unit, rights);
    const after = await this.placed(name, known.unit, right === null ? rights : [...rights, put]);
    const effect = yearEffect(known.officer, { before: before.results, after: after.results });
    const { credits } = tierRulesOf(scheme.document);
    const creditOf = (grade: string | undefined): string | null =>
      grade === undefined || !(grade in credits) ? null : String(credits[grade as AnnualGrade]);
    const found = {
      ...{ ...effect, revision, held, right },
      rulings: rulingsIn(await loadAppeals(store, name), known.unit),
      waiting: await officersWaiting(this.parts, state),
      seat: isRaised(effect) ? seatOf(after, held && known.status === 'APPEALED') : null,
      credits: {
        before: creditOf(effect.appellant.before?.grade),
        after: creditOf(effect.appellant.after?.grade),
      },
    };
    return { ...found, etag: createHash('sha256').update(canonicalText(found)).digest('hex') };
  }

  /**
   * The same ruling again changes nothing.
   * @throws Rejection OBJECTION_NOT_OPEN, SAME_PERSON, RULING_INVALID, PREVIEW_STALE,
   *   SEAT_ABOVE_CEILING, AGGRAVATION
   */
  async rule(
    name: PeriodName,
    ask: ConfirmedAnnualRuling,
    asking: Asking & { readonly ruler: Person },
  ): Promise<Objection> {
    const known = await this.objections.one(name, ask.objection);
    if (known.rulings.some(({ ruling }) => ruling === ask.ruling)) return known;
    const { ruling, outcome, reason, document, objection } = ask;
    const found = await this.preview(name, ask);
    const { etag, revision, appellant, displaced, payDifference, rulings, right } = found;
    const { before, after } = appellant;
    const effect = { etag, revision, before, after, displaced: displaced.length, payDifference };
    const aboveCeiling = found.seat === 'SEAT_ABOVE_CEILING';
    const data = {
      ...{ ...name, objection, ruling, outcome, reason, document, changes: [], effect, rulings },
      ...{ ruler: asking.ruler, on: localDay(asking.at) },
      seen: outcome === 'REJECTED' ? etag : (ask.preview ?? ''),
      bound: await this.boundBy(name, known),
      ...(await this.termsOf(name, asking)),
      put: right === null ? null : { ...right, held: found.held, aboveCeiling },
    };
    await this.objections.handle(name, { type: 'Rule', data }, asking);
    return this.objections.one(name, objection);
  }

  private async placed(
    name: PeriodName,
    unit: string,
    rights: readonly PutRight[],
  ): Promise<PlacedUnit> {
    return (await PlaceResults.of(this.parts, name, rights)).group(unit);
  }

  /** Who proposed or approved the results that were published, and who judged the unit in its reviews. */
  private async boundBy(name: PeriodName, { unit, revision }: Objection): Promise<string[]> {
    const { store } = this.parts;
    const { state } = await loadPeriod(store, name);
    const last = state.published.get(unit)?.revision ?? revision;
    const bound = new Set<string>(await judgesOf(store, { unit, year: Number(name.period) }));
    for (const each of [revision, last]) {
      const { head, approver } = await loadResults(store, resultsId({ ...name, unit }, each));
      for (const person of [head?.author ?? [], approver ?? []].flat()) bound.add(person);
    }
    return [...bound];
  }

  private async rulesOf(name: PeriodName) {
    return (await this.parts.rules.read(this.parts.pool)).of(lastMonthOf(name));
  }

  private async schemeOf(name: PeriodName) {
    return (await this.rulesOf(name)).scheme;
  }

  private async termsOf(name: PeriodName, { at }: Asking) {
    const { scheme, calendar } = await this.rulesOf(name);
    const { secondInstance } = scheme.clocksOf(name.calendar);
    const appealUntil =
      secondInstance === null
        ? null
        : nthWorkingDayAfter(calendar, localDay(at), secondInstance.lodgeDays);
    return { noAggravation: scheme.appeals.noAggravation, appealUntil };
  }
}

/** Whether the appellant becomes excellent by the ruling. */
const isRaised = ({ appellant: { before, after } }: UnitEffect): boolean =>
  before?.grade !== 'EXCELLENT' && after?.grade === 'EXCELLENT';

/** How many of a group are excellent and need one of its seats. */
const seatedIn = ({ results }: PlacedUnit): number =>
  results.filter(({ year }) => year?.grade === 'EXCELLENT' && year.rule !== 'OFF_QUOTA').length;

/**
 * What carries a grade above the ceiling. While the year is open the others are ranked anew, and the
 * seats have to do; once it is final, the bureau's ruling is the superior's approval (DOMAIN 3.0b).
 */
const seatOf = (after: PlacedUnit, byBureau: boolean): AnnualEffect['seat'] => {
  if (seatedIn(after) <= (after.quota?.use.seats ?? 0)) return null;
  return byBureau ? 'SUPERIOR_APPROVAL' : 'SEAT_ABOVE_CEILING';
};
