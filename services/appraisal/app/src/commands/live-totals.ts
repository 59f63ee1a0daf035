import type {
  CorrectFact,
  CountedFact,
  FactContent,
  MetricDelta,
  TellFact,
  WithdrawFact,
} from '@ywk/appraisal-domain';

/** What a fact of the feed adds, by metric. */
export type DeltasOf = (fact: CountedFact) => readonly MetricDelta[];

interface Told {
  readonly fact: TellFact;
  /** Metrics that any version added to. */
  readonly metrics: ReadonlySet<string>;
  /** Whether the highest version takes the fact back. */
  readonly withdrawn: boolean;
}

/**
 * Facts that only the 110 feed records, entered as the totals that they make: one for each metric,
 * each under an id and in the versions of its own.
 */
export class LiveTotals {
  private readonly told = new Map<string, Told>();

  constructor(private readonly deltasOf: DeltasOf) {}

  has(id: string): boolean {
    return this.told.has(id);
  }

  /** @throws Rejection as the metric definitions refuse it */
  tell(fact: TellFact): TellFact[] {
    const { officer, code, content } = fact;
    const { occurredAt, amounts } = content;
    const sums = new Map<string, number>();
    for (const { metric, n } of this.deltasOf({ officer, code, occurredAt, amounts })) {
      sums.set(metric, (sums.get(metric) ?? 0) + n);
    }
    const known = this.told.get(fact.id);
    const overtaken = known !== undefined && known.fact.version > fact.version;
    // A version that a higher one has overtaken counts nowhere: it begins no total of its own.
    const metrics = new Set([...(known?.metrics ?? []), ...(overtaken ? [] : sums.keys())]);
    this.told.set(fact.id, overtaken ? known : { fact, metrics, withdrawn: false });
    return [...metrics].map((metric) => ({
      ...{ ...fact, id: `${fact.id}/${metric}`, code: metric },
      content: { ...content, amounts: { n: sums.get(metric) ?? 0 } },
    }));
  }

  /** Whether there is something that a correction can change. */
  counts(id: string): boolean {
    return this.told.get(id)?.withdrawn === false;
  }

  /** The corrected fact, told again. @throws Rejection as the metric definitions refuse it */
  correct({ id, version, change }: CorrectFact): TellFact[] {
    const { fact } = this.known(id);
    const content: FactContent = { ...fact.content, ...change };
    return this.tell({ ...fact, content, version: version ?? fact.version + 1 });
  }

  withdraw({ id, version }: WithdrawFact): WithdrawFact[] {
    const { fact, metrics, withdrawn } = this.known(id);
    const taken = version ?? fact.version + (withdrawn ? 0 : 1);
    if (taken >= fact.version) {
      this.told.set(id, { metrics, fact: { ...fact, version: taken }, withdrawn: true });
    }
    return [...metrics].map((metric) => ({ id: `${id}/${metric}`, version: taken }));
  }

  private known(id: string): Told {
    const told = this.told.get(id);
    if (told === undefined) throw new RangeError(`${id} was not told as totals.`);
    return told;
  }
}
