import {
  addMonths,
  carryOf,
  conductOfMonth,
  decideSide,
  NO_CONDUCT,
  personOf,
  type BudgetMode,
  type Conduct,
  type DaySpan,
  type LabCarry,
  type LabUnit,
  type LabUnitMonth,
  type SideDecided,
  type SideRules,
} from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import { readConduct } from '../../persistence/conduct-word.store.ts';
import { NOW } from '../../persistence/database.ts';
import {
  keepLabDecided,
  keepLabUnits,
  labPeople,
  labUnitSizes,
  readLabUnits,
  type DecidedBoth,
  type RankedChange,
} from '../../persistence/lab-unit.store.ts';
import type { Sides } from '../../persistence/lab-work.store.ts';
import { readUnits } from '../../persistence/unit.store.ts';
import type { LabMonth } from './lab-month.ts';

/** As many people are held at once, and the siblings of the last unit. */
const PEOPLE_AT_ONCE = 2_000;

/** A unit of the month, as the tree knows it; one that it does not know stands alone and blocks. */
interface Named {
  readonly unit: string;
  readonly parent: string | null;
  readonly budgetMode: BudgetMode;
  readonly people: number;
}

const namedUnits = async (
  tx: PoolClient,
  place: { run: string; period: string },
): Promise<Named[]> => {
  const known = new Map((await readUnits(tx)).map((each) => [each.unit, each]));
  return (await labUnitSizes(tx, place)).map(({ unit, people }) => {
    const { parent = null, budgetMode = 'BLOCK' } = known.get(unit) ?? {};
    return { unit, people, parent, budgetMode };
  });
};

/** Units that may be joined: those of one parent; a root stands alone. */
const families = (units: readonly Named[]): Named[][] => {
  const byParent = new Map<string, Named[]>();
  for (const each of units) {
    const key = each.parent === null ? `root ${each.unit}` : `under ${each.parent}`;
    const known = byParent.get(key);
    if (known === undefined) byParent.set(key, [each]);
    else known.push(each);
  }
  return [...byParent.values()];
};

/** Families together, as many as memory holds one piece of. */
function* pieces(all: readonly (readonly Named[])[]): Generator<(readonly Named[])[]> {
  let piece: (readonly Named[])[] = [];
  let people = 0;
  for (const family of all) {
    piece.push(family);
    people += family.reduce((sum, each) => sum + each.people, 0);
    if (people < PEOPLE_AT_ONCE) continue;
    yield piece;
    [piece, people] = [[], 0];
  }
  if (piece.length > 0) yield piece;
}

type SideName = keyof Sides<never>;

/** What the month before left: as the run itself decided it, or as it stood before the run. */
const carriedInto = async (tx: PoolClient, { run, period }: LabMonth): Promise<Sides<LabCarry>> => {
  const before = addMonths(period, -1);
  if (!run.periods.includes(before)) {
    const kept = JSON.parse(run.carried) as LabCarry;
    const none: LabCarry = { levels: {}, overruns: {} };
    const left = period === run.periods[0] ? kept : none;
    return { live: left, draft: left };
  }
  const units = await readLabUnits(tx, run.run, before);
  return {
    live: carryOf(units.map(({ unit, before: decided }) => ({ unit, decided }))),
    draft: carryOf(units.map(({ unit, after: decided }) => ({ unit, decided }))),
  };
};

/** What is known of the people of a piece. */
interface Piece {
  readonly people: ReadonlyMap<string, readonly RankedChange[]>;
  readonly conduct: ReadonlyMap<string, Conduct>;
  readonly days: DaySpan;
}

const unitsOf = (
  family: readonly Named[],
  { people, conduct, days }: Piece,
  { side, reasons }: { readonly side: SideName; readonly reasons: readonly string[] },
): LabUnit[] =>
  family.map(({ unit, parent, budgetMode }) => ({
    ...{ unit, parent, budgetMode },
    people: (people.get(unit) ?? []).map((each) => {
      const told = conduct.get(each.officer) ?? NO_CONDUCT;
      return personOf({
        ...{ officer: each.officer, unit, result: each[side], rank: each.ranks[side] },
        conduct: conductOfMonth(told, days, reasons),
      });
    }),
  }));

const byUnit = (people: readonly RankedChange[]): Map<string, RankedChange[]> => {
  const units = new Map<string, RankedChange[]>();
  for (const each of people) {
    const known = units.get(each.unit);
    if (known === undefined) units.set(each.unit, [each]);
    else known.push(each);
  }
  return units;
};

interface Deciding {
  readonly rules: Sides<SideRules>;
  readonly carry: Sides<LabCarry>;
}

const rulesOf = ({ books, period }: LabMonth): Sides<SideRules> => {
  const side = (name: SideName): SideRules => {
    const { scheme } = books[name].of(period);
    return { levels: scheme.levels, perHead: scheme.document.unitBudget.perHead };
  };
  return { live: side('live'), draft: side('draft') };
};

const NOTHING = { level: null, paid: null };

const officersOf = ({ live, draft }: Sides<SideDecided>) =>
  [...live.officers].map(([officer, decided]) => ({
    ...{ officer, live: decided, draft: draft.officers.get(officer) ?? NOTHING },
  }));

const monthsOf = (
  family: readonly Named[],
  { live, draft }: Sides<SideDecided>,
  period: string,
): LabUnitMonth[] =>
  family.flatMap(({ unit, budgetMode: mode }) => {
    const [before, after] = [live.units.get(unit), draft.units.get(unit)];
    if (before === undefined || after === undefined) return [];
    return [{ unit, period, mode, before, after }];
  });

/** Levels and pay of everybody in a month on both sides, unit by unit. */
export const decideMonth = async (tx: PoolClient, month: LabMonth): Promise<void> => {
  const place = { run: month.run.run, period: month.period };
  const deciding: Deciding = { rules: rulesOf(month), carry: await carriedInto(tx, month) };
  const all = families(await namedUnits(tx, place));
  for (const piece of pieces(all)) {
    const names = piece.flat().map(({ unit }) => unit);
    const everybody = await labPeople(tx, place, names);
    const officers = everybody.map(({ officer }) => officer);
    const conduct = await readConduct(tx, officers, NOW);
    const known = { people: byUnit(everybody), conduct };
    const people: DecidedBoth[] = [];
    const units: LabUnitMonth[] = [];
    for (const family of piece) {
      const side = (name: SideName): SideDecided => {
        const rules = deciding.rules[name];
        const ruled = { side: name, reasons: rules.levels.offQuotaReasons };
        const { days } = month.books[name].of(month.period);
        const units = unitsOf(family, { ...known, days }, ruled);
        return decideSide(units, rules, deciding.carry[name]);
      };
      const decided = { live: side('live'), draft: side('draft') };
      people.push(...officersOf(decided));
      units.push(...monthsOf(family, decided, month.period));
    }
    await keepLabDecided(tx, place, people);
    await keepLabUnits(tx, place, units);
  }
};
