import type { AppendCommand, AppendOutcome, EventStore } from '@ywk/event-store';
import { inTransaction, isExhausted, isTransient } from '@ywk/event-store';
import { isRejection, Rejection } from '@ywk/kernel';
import { refuseTaken, type HeldBy, type Holding } from '@ywk/recruitment-domain';
import type { Connections, Transaction } from '../persistence/database.ts';
import { holdingsUnder, lockHoldings, replaceHoldings } from '../persistence/holding.store.ts';
import { claimIdentities, releaseIdentities } from '../persistence/identity-claim.store.ts';

/** What one command changes, and what it holds before and after. */
export interface Change {
  readonly officer: string;
  readonly command: AppendCommand;
  readonly before: readonly Holding[];
  readonly after: readonly Holding[];
  /** Of the identity number, for a person who is registered now. */
  readonly digest?: string;
}

export type ChangeOutcome =
  AppendOutcome | { readonly outcome: 'refused'; readonly why: Rejection };

interface Judged {
  readonly change: Change;
  readonly why: Rejection | undefined;
}

/** Some commands were not accepted: what they would have held must not stay. */
class NotAccepted extends Error {
  override readonly name = 'NotAccepted';

  constructor(readonly outcomes: ReadonlyMap<Change, AppendOutcome>) {
    super('Some commands were not accepted.');
  }
}

const TRIES = 3;

const heldBy = (officer: string, holdings: readonly Holding[]): HeldBy[] =>
  holdings.map((holding) => ({ ...holding, officer }));

const identityTaken = (): Rejection =>
  new Rejection('IDENTITY_ALREADY_REGISTERED', {
    zh: '该身份证号已以另一人员编号登记。',
    en: 'A person with this identity number is registered under another id.',
  });

const refusal = (check: () => void): Rejection | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    if (isRejection(error)) return error;
    throw error;
  }
};

/**
 * Appends changes of officers in one transaction with the names they hold: a badge, a seat and an
 * identity number belong to one person at a time, whoever asks at the same moment.
 */
export class GuardedAppend {
  constructor(
    private readonly pool: Connections,
    private readonly store: EventStore,
  ) {}

  /** Each change is accepted or refused on its own; one outcome each, in order. */
  async write(changes: readonly Change[]): Promise<ChangeOutcome[]> {
    const settled = new Map<Change, ChangeOutcome>();
    while (settled.size < changes.length) {
      const pending = changes.filter((change) => !settled.has(change));
      for (const [change, outcome] of await this.attempt(pending)) settled.set(change, outcome);
    }
    return changes.map((change) => settled.get(change) ?? notAnswered());
  }

  /** At least one change is settled by each attempt. */
  private async attempt(changes: readonly Change[]): Promise<Map<Change, ChangeOutcome>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const outcomes = await inTransaction(this.pool, (tx) => this.run(changes, tx));
        this.store.announce(logsOf(outcomes));
        return outcomes;
      } catch (error) {
        if (error instanceof NotAccepted) return new Map(error.outcomes);
        if (attempt === TRIES || !isTransient(error) || isExhausted(error)) throw error;
      }
    }
  }

  private async run(
    changes: readonly Change[],
    tx: Transaction,
  ): Promise<Map<Change, ChangeOutcome>> {
    const judged = await this.judge(changes, tx);
    const good = judged.filter(({ why }) => why === undefined).map(({ change }) => change);
    const refused = judged.filter(({ why }) => why !== undefined).map(({ change }) => change);
    await releaseIdentities(tx, newcomersAmong(refused));
    const outcomes = new Map<Change, ChangeOutcome>();
    for (const { change, why } of judged) {
      if (why !== undefined) outcomes.set(change, { outcome: 'refused', why });
    }
    for (const [change, outcome] of await this.append(good, tx)) outcomes.set(change, outcome);
    return outcomes;
  }

  private async judge(changes: readonly Change[], tx: Transaction): Promise<Judged[]> {
    const after = changes.flatMap((change) => change.after);
    await lockHoldings(tx, [...changes.flatMap(({ before }) => before), ...after]);
    const taken = await holdingsUnder(tx, after);
    const owners = await claimIdentities(
      tx,
      changes.flatMap(({ digest, officer }) => (digest === undefined ? [] : [{ digest, officer }])),
    );
    return changes.map((change) => {
      const { officer, digest } = change;
      const others = taken.filter((holding) => holding.officer !== officer);
      const why = refusal(() => {
        if (digest !== undefined && owners.get(digest) !== officer) throw identityTaken();
        refuseTaken(change.after, others);
      });
      if (why === undefined) taken.push(...heldBy(officer, change.after));
      return { change, why };
    });
  }

  private async append(
    changes: readonly Change[],
    tx: Transaction,
  ): Promise<(readonly [Change, AppendOutcome])[]> {
    const before = changes.flatMap((change) => heldBy(change.officer, change.before));
    const after = changes.flatMap((change) => heldBy(change.officer, change.after));
    await replaceHoldings(tx, before, after);
    const outcomes = await this.store.append(
      changes.map(({ command }) => command),
      tx,
    );
    const answers = changes.map((change, at) => [change, outcomes[at] ?? notAnswered()] as const);
    const others = answers.filter(
      ([, { outcome }]) => outcome === 'conflict' || outcome === 'reused',
    );
    if (others.length > 0) throw new NotAccepted(new Map(others));
    return answers;
  }
}

/** Who would have been registered: what they claimed is free again. */
const newcomersAmong = (changes: readonly Change[]): string[] =>
  changes.filter(({ digest }) => digest !== undefined).map(({ officer }) => officer);

const notAnswered = (): never => {
  throw new Error('The append gave no answer.');
};

const logsOf = (outcomes: ReadonlyMap<Change, ChangeOutcome>): Set<string> =>
  new Set(
    [...outcomes].flatMap(([{ command }, { outcome }]) =>
      outcome === 'accepted' ? command.writes.map(({ log }) => log) : [],
    ),
  );
