import {
  checkEntered,
  disciplineDecider,
  disciplineUnknown,
  type CaseFact,
  type ConductRules,
  type DisciplineCommand,
  type DisciplineEvent,
  type DisciplineState,
  type FactCatalogue,
} from '@ywk/duty-domain';
import type { StreamWrite } from '@ywk/event-store';
import { actTime } from '@ywk/platform';
import type { Connections } from '../persistence/transaction.ts';
import { conductPlace, publishImposed, publishLifted } from '../publishers/conduct.publisher.ts';
import { writeOf, type ConductWriter, type Stepped, type VouchedFact } from './conduct-writer.ts';
import { checkDay } from './conduct-day.ts';
import { checkPast } from './enter-facts.ts';
import type { FactCatalogues } from './fact-catalogues.ts';
import { conductFactId } from './ids.ts';
import { OfficerReach } from './officer-reach.ts';
import type { Leader } from './wrong-dispatch.ts';

/** A report as it came. */
export interface ConductReport {
  readonly case: string;
  readonly officer: string;
  readonly occurredAt: string;
  readonly actId: string | null;
  readonly on: string;
  readonly evidence: string;
}

/** What a decision or its change is to hold against the officer, as it came. */
export interface AskedDecision {
  readonly sanction: string | null;
  /** Code and amounts of the fact. */
  readonly fact: {
    readonly code: string;
    readonly amounts: Readonly<Record<string, number>>;
  } | null;
}

type Said = { readonly on: string; readonly evidence: string };

/** A step in a known case, as it came. */
export type DisciplineStep =
  | (Said & { readonly type: 'Verify'; readonly finding: 'CONFIRMED' | 'NOT_CONFIRMED' })
  | (Said & { readonly type: 'Inform' })
  | (Said & { readonly type: 'Hear'; readonly waived: boolean })
  | (Said & AskedDecision & { readonly type: 'Decide' })
  | (Said &
      AskedDecision & {
        readonly type: 'Review';
        readonly result: 'UPHELD' | 'CHANGED' | 'ANNULLED';
      });

const byOf = ({ actor, officer }: Leader) => ({ account: actor, officer });

/** What others hear of a changed outcome. */
const wordsOf = ({ before, after }: Stepped<DisciplineState, DisciplineEvent>): StreamWrite[] => {
  const { reported } = after;
  const [was, is] = [before.outcome.sanction, after.outcome.sanction];
  if (reported === null || was === is) return [];
  const [now, last] = [actTime(), after.on];
  const head = { conduct: reported.case, officer: reported.officer };
  const evidence = lastEvidence(after);
  const place = conductPlace(reported.officer);
  if (is === null) return [writeOf(place, [publishLifted({ ...head, evidence }, now)])];
  // A changed sanction runs from the day on which there was one first.
  const on = after.decidedOn ?? last;
  return [writeOf(place, [publishImposed({ ...head, ...is, on, evidence }, now)])];
};

const lastEvidence = ({ evidence, reported }: DisciplineState): string =>
  evidence ?? reported?.evidence ?? '';

/** Who says and who vouches for the fact of a decision or review. */
const vouchersOf = (
  { verified, decider }: DisciplineState,
  { data }: DisciplineEvent,
  reporter: string,
) => ({
  author: verified[0]?.verifier ?? reporter,
  verifier: 'reviewer' in data ? data.reviewer : (decider ?? reporter),
});

/** Facts that begin, change or cease with a decision. */
const factsOf = ({
  before,
  after,
  events,
}: Stepped<DisciplineState, DisciplineEvent>): VouchedFact[] => {
  const { reported } = after;
  const [event] = events;
  const [was, is] = [before.outcome.fact, after.outcome.fact];
  if (reported === null || event === undefined || was === is) return [];
  const { officer, occurredAt, actId, case: id } = reported;
  const vouchers = vouchersOf(after, event, reported.reporter);
  const about = ({ fact, code }: CaseFact) => ({ subject: { fact, officer, code }, ...vouchers });
  const facts: VouchedFact[] = [];
  if (was !== null && was.code !== is?.code) facts.push({ ...about(was), content: null });
  if (is !== null) {
    const content = {
      ...{ occurredAt, amounts: is.amounts, evidence: lastEvidence(after) },
      ...{ source: 'discipline', reference: id, actId },
    };
    facts.push({ ...about(is), content });
  }
  return facts;
};

/** Cases of discipline, as people take their steps (DOMAIN 2.17). */
export class Discipline {
  constructor(
    private readonly db: Connections,
    private readonly writer: ConductWriter,
    private readonly catalogues: FactCatalogues,
  ) {}

  /** @throws Rejection SAME_PERSON, OFFICER_UNKNOWN, FOREIGN_UNIT, FUTURE_TIME, CASE_REUSED */
  async report(report: ConductReport, person: Leader): Promise<DisciplineState> {
    const { occurredAt, officer } = report;
    checkPast(occurredAt);
    checkDay(report.on);
    await new OfficerReach(this.db, person).check({ officer, occurredAt });
    const data = { ...report, actId: report.actId ?? report.case, by: byOf(person) };
    return this.act(report.case, person, () => ({ type: 'Report', data }));
  }

  /** @throws Rejection of the domain, of the catalogue of facts; DISCIPLINE_UNKNOWN for that of others */
  async step(id: string, step: DisciplineStep, person: Leader): Promise<DisciplineState> {
    checkDay(step.on);
    const catalogue = await this.catalogues.active();
    return this.act(id, person, async (state) => {
      const { reported } = state;
      if (reported !== null) {
        const { officer, occurredAt } = reported;
        const reach = new OfficerReach(this.db, person);
        await reach.checkFor({ officer, occurredAt }, disciplineUnknown());
      }
      return commandOf({ id, step, person }, state, catalogue);
    });
  }

  private async act(
    id: string,
    { actor }: Leader,
    command: (state: DisciplineState) => DisciplineCommand | Promise<DisciplineCommand>,
  ): Promise<DisciplineState> {
    const rules: ConductRules = (await this.catalogues.active()).conduct;
    const { after } = await this.writer.act({
      ...{ kind: 'DISCIPLINE', id, decider: disciplineDecider(rules), actor, command },
      beside: async (stepped) => [
        ...(await this.writer.factWrites(factsOf(stepped))),
        ...wordsOf(stepped),
      ],
    });
    return after;
  }
}

const commandOf = (
  { id, step, person }: { id: string; step: DisciplineStep; person: Leader },
  { reported }: DisciplineState,
  catalogue: FactCatalogue,
): DisciplineCommand => {
  const { type, ...said } = step;
  const data = { ...said, case: id, by: byOf(person) };
  if (!('fact' in said) || reported === null) return { type, data } as DisciplineCommand;
  const { officer, occurredAt } = reported;
  const { fact, evidence } = said;
  if (fact !== null) checkEntered({ ...fact, occurredAt, evidence }, catalogue);
  // Each code has an entry of its own: a decision that is changed to another code begins a new one.
  const asked =
    fact === null ? null : { ...fact, fact: conductFactId(`${id}/${fact.code}`, officer) };
  return { type, data: { ...data, fact: asked } } as DisciplineCommand;
};
