import { LOGS, type ServiceName } from '@ywk/contracts';
import { localDay } from '@ywk/kernel';
import type { Pool } from 'pg';
import {
  cutOffsBehind,
  eventsTelling,
  gradesOf,
  type CutOffBehind,
  type TracedEvent,
} from './traced-events.ts';

/** What a step of the way is. */
export type StepKind = 'event' | 'fact' | 'decision' | 'pay';

export interface Step {
  readonly kind: StepKind;
  readonly service: ServiceName;
  readonly event: TracedEvent;
  /** For a decision: the cut-off that took the fact in. */
  readonly by?: CutOffBehind;
}

export type Pools = Readonly<Record<ServiceName, Pool>>;

/** A message leads to a fact, that to a decision, that to a line, and a person may stand between. */
const ROUNDS = 6;

const kindOf = ({ log }: TracedEvent): StepKind => {
  if (log === LOGS.change) return 'pay';
  if (log === LOGS.decision) return 'decision';
  return log === LOGS.fact ? 'fact' : 'event';
};

const services = (pools: Pools): [ServiceName, Pool][] =>
  Object.entries(pools) as [ServiceName, Pool][];

/** Months in which a calendar may count a day: its own, or the next where periods begin earlier. */
const periodsOf = (occurredAt: string): string[] => {
  const [year = 0, month = 0] = localDay(occurredAt).split('-').map(Number);
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return [[year, month], next].map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`);
};

/** The cut-off of a fact's period that lies next behind it: the revision that first counts it. */
const countedBy = (fact: TracedEvent, cutOffs: readonly CutOffBehind[]) => {
  const [own, next] = periodsOf(fact.occurredAt);
  return cutOffs.find(({ calendar, period }) =>
    calendar === 'month' ? period === own : period === own || period === next,
  );
};

const decides = (data: TracedEvent['data'], by: CutOffBehind): boolean =>
  data['calendar'] === by.calendar &&
  data['period'] === by.period &&
  data['revision'] === by.revision;

/** Walks from one id through all databases: what led to what, and which decisions counted a fact. */
class Way {
  readonly steps = new Map<string, Step>();

  constructor(private readonly pools: Pools) {}

  add(service: ServiceName, event: TracedEvent, by?: CutOffBehind): boolean {
    if (this.steps.has(event.eventId)) return false;
    const step = { kind: kindOf(event), service, event, ...(by === undefined ? {} : { by }) };
    this.steps.set(event.eventId, step);
    return true;
  }

  /** Everything that these ids lead to, directly and further on. */
  async follow(start: readonly string[]): Promise<void> {
    let ids = [...start];
    for (let round = 0; ids.length > 0 && round < ROUNDS; round += 1) {
      const found = await Promise.all(
        services(this.pools).map(async ([service, pool]) =>
          (await eventsTelling(pool, ids)).filter((event) => this.add(service, event)),
        ),
      );
      ids = found.flat().map(({ eventId }) => eventId);
    }
  }

  /** The decisions that counted the facts found so far; a decision has many causes and names none. */
  async decisions(): Promise<string[]> {
    const facts = [...this.steps.values()].filter(
      ({ kind, event }) => kind === 'fact' && event.data['officer'] !== undefined,
    );
    const found: string[] = [];
    for (const { event } of facts) found.push(...(await this.decisionsOn(event)));
    return found;
  }

  private async decisionsOn(fact: TracedEvent): Promise<string[]> {
    const { appraisal } = this.pools;
    const by = countedBy(fact, await cutOffsBehind(appraisal, fact));
    if (by === undefined) return [];
    const grades = (await gradesOf(appraisal, fact)).filter(({ data }) => decides(data, by));
    return grades.filter((grade) => this.add('appraisal', grade, by)).map(({ eventId }) => eventId);
  }
}

/** The way of an event or a trace, in the order in which it was recorded. */
export const wayOf = async (pools: Pools, id: string): Promise<Step[]> => {
  const way = new Way(pools);
  await way.follow([id]);
  await way.follow(await way.decisions());
  return [...way.steps.values()].toSorted((a, b) =>
    a.event.recordedAt < b.event.recordedAt ? -1 : 1,
  );
};
