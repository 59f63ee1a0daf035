import type { Fen, LocalMonth } from '@ywk/kernel';
import { changesOf, type PaidBefore, type PayCause, type PayChange } from '@ywk/payroll-domain';
import type { Transaction } from '../persistence/database.ts';
import {
  keepEnded,
  keepPaid,
  lockedRunOf,
  keepProtections,
  readEnded,
  readPaid,
  readProtections,
  type EndedEmployment,
  type PaidPerformance,
  type Protection,
} from '../persistence/paid.store.ts';

const keyOf = ({ officer, period }: Pick<PaidPerformance, 'officer' | 'period'>): string =>
  `${officer} ${period}`;

const monthsOf = (causes: readonly PayCause[]) =>
  causes.flatMap((cause) => (cause.type === 'GradeDecided' ? [cause.data] : []));

const movedOf = (causes: readonly PayCause[]): string[] =>
  causes.flatMap((cause) => (cause.type === 'TierChanged' ? [cause.data.officer] : []));

/** What stands before each of some causes, which are told to it one after the other. */
export class PaidBook {
  private readonly told = {
    ...{ paid: new Set<string>(), ended: new Set<string>(), held: new Set<string>() },
  };

  private readonly paid: Map<string, PaidPerformance>;
  private readonly ended: Map<string, EndedEmployment>;
  private readonly held: Map<string, Protection>;

  private constructor(
    private readonly lockedRun: LocalMonth | null,
    known: {
      readonly paid: readonly PaidPerformance[];
      readonly ended: readonly EndedEmployment[];
      readonly held: readonly Protection[];
    },
  ) {
    this.paid = new Map(known.paid.map((each) => [keyOf(each), each]));
    this.ended = new Map(known.ended.map((each) => [each.officer, each]));
    this.held = new Map(known.held.map((each) => [each.officer, each]));
  }

  /** Reads what these causes can touch, and holds the locked run until the transaction ends. */
  static async read(tx: Transaction, causes: readonly PayCause[]): Promise<PaidBook> {
    const lockedRun = await lockedRunOf(tx);
    const paid = await readPaid(tx, monthsOf(causes));
    const moved = [...new Set(movedOf(causes))];
    const ended = await readEnded(tx, moved);
    const held = await readProtections(tx, moved);
    return new PaidBook(lockedRun, { paid, ended, held });
  }

  /**
   * What the next cause changes; from now on it stands.
   * @throws Rejection of the domain, and then nothing stands
   */
  changesOf(cause: PayCause): PayChange[] {
    const changes = changesOf(cause, this.before(cause));
    this.tell(cause);
    return changes;
  }

  private before({ type, data }: PayCause): PaidBefore {
    const performance = type === 'GradeDecided' ? (this.paid.get(keyOf(data)) ?? null) : null;
    const leftOn = this.ended.get(data.officer)?.day ?? null;
    const protection = this.held.get(data.officer)?.amount ?? 0;
    return { lockedRun: this.lockedRun, performance, protection, leftOn };
  }

  private tell({ type, data }: PayCause): void {
    if (type === 'GradeDecided') {
      const { officer, period, revision, performancePay: amount } = data;
      const known = this.paid.get(keyOf(data));
      if (known !== undefined && known.revision >= revision) return;
      this.paid.set(keyOf(data), { officer, period, revision, amount });
      this.told.paid.add(keyOf(data));
    }
    if (type === 'EmploymentEnded') {
      this.ended.set(data.officer, { officer: data.officer, day: data.on });
      this.told.ended.add(data.officer);
      this.hold(data.officer, 0);
    }
    if (type === 'TierChanged') this.hold(data.officer, data.protection);
  }

  private hold(officer: string, amount: Fen): void {
    this.held.set(officer, { officer, amount });
    this.told.held.add(officer);
  }

  /** Keeps what was told. */
  async keep(tx: Transaction): Promise<void> {
    await keepPaid(
      tx,
      [...this.told.paid].flatMap((key) => this.paid.get(key) ?? []),
    );
    await keepEnded(
      tx,
      [...this.told.ended].flatMap((key) => this.ended.get(key) ?? []),
    );
    await keepProtections(
      tx,
      [...this.told.held].flatMap((key) => this.held.get(key) ?? []),
    );
  }
}
