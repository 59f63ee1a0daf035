import {
  courseOf,
  lastProposal,
  OUTCOME_LABELS,
  outcomeOf,
  period as periodDecider,
  type Act,
  type EventPlace,
  type Outcome,
  type ProposalTold,
  type UnitPublication,
} from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import { fold, type Label } from '@ywk/kernel';
import { periodEventOf, periodStream } from '../commands/period.stream.ts';
import { placeOf, toldBy, toldProposals } from '../commands/told-proposals.ts';
import type { ShownDecision } from '../persistence/decision-reading.store.ts';
import type { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import type { Asked } from '../projections/score-board/known-scores.query.ts';
import { decisionOf, type ExplainedDecision } from './decision.view.ts';
import type { RuleBooks } from './rule-books.ts';

const CALENDAR = 'month';

/** How an officer's month was decided, as it stood at an instant. */
export interface MonthDecided {
  readonly outcome: Label & { readonly code: Outcome };
  /** The last one that was taken; null before the first. */
  readonly decision: ExplainedDecision | null;
  /** What was done, refusals too, the oldest first. */
  readonly course: readonly Act[];
  /** How the unit's results were last made public; null before. */
  readonly publication: (UnitPublication & { readonly event: EventPlace }) | null;
}

/** A period's close as it stood at an instant. */
interface PeriodSeen {
  readonly revision: number;
  readonly due: number;
  readonly publications: ReadonlyMap<string, NonNullable<MonthDecided['publication']>>;
}

interface Read {
  readonly store: EventStore;
  readonly board: DecisionBoard;
  readonly rules: RuleBooks;
}

/** Puts together how months were decided, from the events that decided them. */
export class MonthReading {
  constructor(private readonly read: Read) {}

  /** @param unit where the officer is ranked by what is known of the month; null for nowhere */
  async of(asked: Asked, unit: string | null): Promise<MonthDecided> {
    const { officer, period, until } = asked;
    const seen = await this.period(period, until);
    const all = await this.read.board.ofOfficer(officer, 'GRADE');
    const decisions = all.filter((each) => each.period === period);
    const told = await this.proposals(decisions, { ...asked, unit, due: seen.due });
    const code = outcomeOf(told, seen, officer);
    const { scheme } = (await this.read.rules.by(until)).of(period);
    const decision = decisionOf(decisions, {
      ...{ period, until, document: scheme.document },
      headOf: (revision) => lastProposal(told.filter((each) => each.revision === revision)).head,
    });
    const publication = seen.publications.get(decision?.unit ?? unit ?? '') ?? null;
    const outcome = { code, ...OUTCOME_LABELS[code] };
    return { outcome, decision, course: courseOf(told, officer), publication };
  }

  private proposals(
    decisions: readonly ShownDecision[],
    { period, until, unit, due }: Asked & { readonly unit: string | null; readonly due: number },
  ): Promise<ProposalTold[]> {
    const units = new Map(
      decisions.map(({ unit: decided, data }) => [
        (data as { readonly revision: number }).revision,
        decided,
      ]),
    );
    const revisions = Array.from({ length: due }, (_, at) => at + 1).flatMap((revision) => {
      const ranked = units.get(revision) ?? unit;
      return ranked === null ? [] : [{ calendar: CALENDAR, period, unit: ranked, revision }];
    });
    return toldProposals(this.read.store, revisions, until);
  }

  private async period(period: string, until: number): Promise<PeriodSeen> {
    const stored = await this.read.store.readStream(periodStream({ calendar: CALENDAR, period }));
    const events = toldBy(stored, until).map((each) => ({
      ...{ event: periodEventOf(each), place: placeOf(each) },
    }));
    const { revision, due } = fold(
      periodDecider,
      events.map(({ event }) => event),
    );
    const publications = events.flatMap(({ event, place }) => {
      if (event.type !== 'UnitPublished') return [];
      const { calendar: _calendar, period: _period, ...publication } = event.data;
      return [[publication.unit, { ...publication, event: place }] as const];
    });
    return { revision, due, publications: new Map(publications) };
  }
}
