import type { LocalMonth } from '@ywk/kernel';
import { changesOf, type PaidBefore, type PayCause, type PayChange } from '@ywk/payroll-domain';
import type { Transaction } from '../persistence/database.ts';
import {
  keepEnded,
  keepPaid,
  lockedRunOf,
  readEnded,
  readPaid,
  type EndedEmployment,
  type PaidPerformance,
} from '../persistence/paid.store.ts';

const keyOf = ({ officer, period }: Pick<PaidPerformance, 'officer' | 'period'>): string =>
  `${officer} ${period}`;

const monthsOf = (causes: readonly PayCause[]) =>
  causes.flatMap((cause) => (cause.type === 'GradeDecided' ? [cause.data] : []));

const movedOf = (causes: readonly PayCause[]): string[] =>
  causes.flatMap((cause) => (cause.type === 'TierChanged' ? [cause.data.officer] : []));

/** What stands before each of some causes, which are told to it one after the other. */
export class PaidBook {
  private readonly told = { paid: new Set<string>(), ended: new Set<string>() };

  private constructor(
    private readonly lockedRun: LocalMonth | null,
    private readonly paid: Map<string, PaidPerformance>,
    private readonly ended: Map<string, EndedEmployment>,
  ) {}

  /** Reads what these causes can touch, and holds the locked run until the transaction ends. */
  static async read(tx: Transaction, causes: readonly PayCause[]): Promise<PaidBook> {
    const lockedRun = await lockedRunOf(tx);
    const paid = await readPaid(tx, monthsOf(causes));
    const ended = await readEnded(tx, [...new Set(movedOf(causes))]);
    return new PaidBook(
      lockedRun,
      new Map(paid.map((each) => [keyOf(each), each])),
      new Map(ended.map((each) => [each.officer, each])),
    );
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
    return { lockedRun: this.lockedRun, performance, leftOn };
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
    }
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
  }
}
