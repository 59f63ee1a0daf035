import {
  hasArrived,
  holdingFinality,
  type Appeals,
  type Objection,
  type RuledChange,
  lastMonthOf,
} from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import type { Connections } from '../persistence/database.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { loadAppeals } from './appeal.stream.ts';
import type { OpenObjections } from './finalise-period.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import { factsThatStand } from './standing-facts.ts';

/** What rulings say of the facts of one officer: the last one of each fact holds. */
interface RuledOfficer {
  readonly changes: ReadonlyMap<string, RuledChange>;
  readonly objections: readonly string[];
}

const byOfficer = (appeals: Iterable<Objection>): Map<string, RuledOfficer> => {
  const found = new Map<string, RuledOfficer>();
  for (const { officer, objection, rulings } of appeals) {
    const changes = rulings.flatMap((ruling) => ruling.changes);
    if (changes.length === 0) continue;
    const known = found.get(officer);
    found.set(officer, {
      changes: new Map([...(known?.changes ?? []), ...changes.map((each) => [each.fact, each])] as [
        string,
        RuledChange,
      ][]),
      objections: [...(known?.objections ?? []), objection],
    });
  }
  return found;
};

/** Objections with a ruling whose facts have not all arrived, of the month or some of its officers. */
export const notArrived = async (
  { pool, store, rules }: KeptObjectionsParts,
  name: PeriodName,
  appeals: Iterable<Objection>,
): Promise<string[]> => {
  const ruled = byOfficer(appeals);
  if (ruled.size === 0) return [];
  const { state } = await loadPeriod(store, name);
  const days = (await rules.read(pool)).months.boundsOf(name.period);
  const seen = { days, revision: state.due + 1 };
  const waiting: string[] = [];
  for (const [officer, { changes, objections }] of ruled) {
    const standing = await factsThatStand(pool, officer, seen);
    const all = [...changes.values()].every((change) => hasArrived(change, standing));
    if (!all) waiting.push(...objections);
  }
  return waiting;
};

export interface KeptObjectionsParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
}

/** Objections that keep a month from being final: not answered, or their facts are on the way. */
export class KeptObjections implements OpenObjections {
  constructor(private readonly parts: KeptObjectionsParts) {}

  async open({ calendar, period }: PeriodName): Promise<readonly string[]> {
    const { pool, store, rules } = this.parts;
    const name = { calendar, period };
    const appeals: Appeals = await loadAppeals(store, name);
    if (appeals.size === 0) return [];
    const { scheme } = (await rules.read(pool)).of(lastMonthOf(name));
    const unanswered = holdingFinality(appeals, scheme.appeals.suspensive);
    const onTheWay = await notArrived(this.parts, name, appeals.values());
    return [...new Set([...unanswered.map(({ objection }) => objection), ...onTheWay])].sort();
  }
}
