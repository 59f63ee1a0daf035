import type {
  GradeAsk,
  GradeProposalCommand,
  Held,
  LevelsOutcome,
  MonthGrade,
} from '@ywk/appraisal-domain';
import { FACT_LOGS } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import { readConduct } from '../persistence/conduct-word.store.ts';
import type { Connections } from '../persistence/database.ts';
import { endsOfRevision } from '../persistence/marker.store.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { readUnit, readUnitsBelow, type KnownUnit } from '../persistence/unit.store.ts';
import { gradesId, type UnitPeriod } from './proposal.stream.ts';
import { derivedId } from './publishing.ts';
import { headBefore, placeUnitLevels, type PlacedSheet, type SheetSource } from './unit-levels.ts';

export interface ProposeParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
}

/** What a unit's grades are proposed from, as the decider takes it. */
type ProposeCommand = Extract<GradeProposalCommand, { type: 'ProposeGrades' }>;

/** Which revision of a unit's month is proposed, by whom, from which sheets. */
export interface AskingGrades {
  readonly revision: number;
  readonly author: string;
  readonly sheetsOf: SheetSource;
  /** Lines of everybody whom the revision must not move; null where all are ranked anew. */
  readonly held: Held | null;
}

const levelIn = (outcome: LevelsOutcome | null, officer: string): GradeAsk['level'] => {
  const found = outcome?.placements.find((each) => each.officer === officer);
  if (found === undefined) return null;
  const { level, rule, by, enforced, steps } = found;
  return { level, rule, by, enforced, steps };
};

const levelsOf = (outcome: LevelsOutcome | null) => {
  if (outcome === null) return null;
  const { units, mode, n, quotas, carried } = outcome;
  return { units, mode, n, quotas, carried };
};

const askOf = (
  proposal: string,
  { officer, sheet }: PlacedSheet,
  outcome: LevelsOutcome | null,
): GradeAsk => ({
  decision: derivedId('grade', proposal, officer),
  officer,
  post: sheet.post ?? '',
  grade: sheet.grade as MonthGrade,
  total: sheet.total ?? 0,
  performancePay: sheet.pay ?? 0,
  level: levelIn(outcome, officer),
});

const unitOf = async (pool: Connections, unit: string): Promise<KnownUnit> => {
  const known = await readUnit(pool, unit);
  if (known !== undefined) return known;
  throw new Rejection(
    'UNIT_UNKNOWN',
    { zh: `没有代码为${unit}的单位。`, en: `No unit has the code ${unit}.` },
    { unit },
  );
};

/**
 * What a unit's grades are proposed from: budget, quotas, and everybody's line as the sheets ask for it.
 * @throws Rejection UNIT_UNKNOWN, QUOTAS_IMPOSSIBLE
 */
export const askGrades = async (
  { pool, store, rules }: ProposeParts,
  { calendar, period, unit }: UnitPeriod,
  { revision, author, sheetsOf, held }: AskingGrades,
): Promise<ProposeCommand> => {
  const proposal = gradesId({ calendar, period, unit }, revision);
  const { scheme, days } = (await rules.read(pool)).of(period);
  const known = await unitOf(pool, unit);
  const before = await headBefore(store, { calendar, period }, unit);
  const placing = { unit: known, days, rules: scheme.levels, before };
  const sources = {
    sheetsOf,
    conductOf: (officers: readonly string[]) => readConduct(pool, officers),
    unitsBelow: (parent: string) => readUnitsBelow(pool, parent),
  };
  const { sheets, outcome } = await placeUnitLevels(sources, placing);
  const graded = sheets.filter(({ sheet }) => sheet.grade !== null);
  const data = {
    ...{ proposal, calendar, period, revision, unit, author },
    schemeVersion: scheme.name,
    budgetMode: known.budgetMode,
    carriedIn: before?.carryOver ?? 0,
    vector: await endsOfRevision(pool, { calendar, period, revision }, FACT_LOGS),
    perHead: scheme.document.unitBudget.perHead,
    levels: levelsOf(outcome),
    held,
    asks: graded.map((sheet) => askOf(proposal, sheet, outcome)),
  };
  return { type: 'ProposeGrades', data };
};
