import {
  authorsOf,
  type ChangeAsk,
  type Objection,
  type Person,
  type RuledChange,
  type RulingOutcome,
} from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import { localDay, nthWorkingDayAfter, Rejection } from '@ywk/kernel';
import { personsOfFacts } from '../persistence/fact-person.store.ts';
import { AnnualRulings } from './annual-rulings.ts';
import { loadAppeals } from './appeal.stream.ts';
import type { Asking } from './cut-off.ts';
import type { ObjectionParts, Objections } from './objections.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import { gradesId, loadGrades } from './proposal.stream.ts';
import { RulingEffects, type RulingEffect } from './ruling-effects.ts';

/** A ruling as its effect is looked at. */
export interface PreviewAsk {
  readonly objection: string;
  readonly document: string;
  readonly changes: readonly ChangeAsk[];
}

/** A ruling as it is confirmed. */
export interface ConfirmedRuling extends PreviewAsk {
  readonly ruling: string;
  readonly outcome: RulingOutcome;
  readonly reason: string;
  /** Hash of the preview that was seen; a rejection has no effect to look at. */
  readonly preview: string | null;
}

/** Answers to objections to months: their whole effect first, then the ruling itself. */
export class Rulings {
  /** Those on years. */
  readonly annual: AnnualRulings;
  private readonly effects: RulingEffects;

  constructor(
    private readonly parts: ObjectionParts,
    private readonly objections: Objections,
  ) {
    this.effects = new RulingEffects(parts);
    this.annual = new AnnualRulings(parts, objections);
  }

  /** What a ruling would do; writes nothing. See {@link RulingEffects.of}. */
  async preview(name: PeriodName, ask: PreviewAsk): Promise<RulingEffect> {
    const appeals = await loadAppeals(this.parts.store, name);
    const objection = appeals.get(ask.objection);
    if (objection === undefined) {
      throw new Rejection(
        'OBJECTION_UNKNOWN',
        { zh: '没有该编号的异议。', en: 'No objection has this id.' },
        { objection: ask.objection },
      );
    }
    const { calendar } = name;
    return this.effects.of({ ...ask, objection, appeals, calendar });
  }

  /**
   * The same ruling again changes nothing.
   * @throws Rejection OBJECTION_NOT_OPEN, SAME_PERSON, RULING_INVALID, PREVIEW_STALE, AGGRAVATION
   */
  async rule(
    name: PeriodName,
    ask: ConfirmedRuling,
    asking: Asking & { readonly ruler: Person },
  ): Promise<Objection> {
    const known = await this.objections.one(name, ask.objection);
    if (known.rulings.some(({ ruling }) => ruling === ask.ruling)) return known;
    const { ruling, outcome, reason, document, objection } = ask;
    const found = await this.preview(name, ask);
    const { etag, revision, appellant, displaced, payDifference, changes, rulings } = found;
    const { before, after } = appellant;
    const effect = { etag, revision, before, after, displaced: displaced.length, payDifference };
    const data = {
      ...{ ...name, objection, ruling, outcome, reason, document, changes, effect, rulings },
      ...{ ruler: asking.ruler, on: localDay(asking.at) },
      seen: outcome === 'REJECTED' ? etag : (ask.preview ?? ''),
      bound: [...(await this.boundBy(name, known)), ...(await this.vouchers(known, changes))],
      ...(await this.termsOf(name, asking)),
      put: null,
    };
    await this.objections.handle(name, { type: 'Rule', data }, asking);
    return this.objections.one(name, objection);
  }

  /** Who wrote the grades that were published, moved a level in them, gave a seat, or approved them that were published. */
  private async boundBy(name: PeriodName, { unit, revision }: Objection): Promise<string[]> {
    const { state } = await loadPeriod(this.parts.store, name);
    const last = state.published.get(unit)?.revision ?? revision;
    const bound = new Set<string>();
    for (const each of [revision, last]) {
      const proposal = gradesId({ ...name, unit }, each);
      const grades = await loadGrades(this.parts.store, proposal);
      for (const person of [...authorsOf(grades), grades.approver ?? []].flat()) bound.add(person);
    }
    return [...bound];
  }

  /** Who entered or verified the facts that are objected to, or that the ruling changes. */
  private vouchers(
    { officer, fact }: Objection,
    changes: readonly RuledChange[],
  ): Promise<string[]> {
    const facts = [...changes.map((change) => change.fact), ...(fact === null ? [] : [fact])];
    return personsOfFacts(this.parts.pool, { partition: partitionOf(officer), officer }, facts);
  }

  private async termsOf({ period }: PeriodName, { at }: Asking) {
    const { scheme, calendar } = (await this.parts.rules.read(this.parts.pool)).of(period);
    const { secondInstance, noAggravation } = scheme.appeals;
    const appealUntil =
      secondInstance === null
        ? null
        : nthWorkingDayAfter(calendar, localDay(at), secondInstance.lodgeDays);
    return { noAggravation, appealUntil };
  }
}
