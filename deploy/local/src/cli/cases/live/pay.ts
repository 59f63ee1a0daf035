import { DONE, type LiveAnswer } from './answers.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';

/** A change line as payroll shows it, as far as a case looks at it. */
interface Line {
  readonly officer: string;
  readonly kind: string;
  readonly originPeriod: string | null;
  readonly effectiveDate: string;
  readonly amount: number;
  readonly component: string | null;
  readonly run: string | null;
}

const AT_ONCE = 1000;

/** Kinds of which a case tells: neither money of commendations nor the end of an employment. */
const TOLD = ['PERFORMANCE', 'TIER_PAY', 'PROTECTION', 'BACK_PAY', 'CLAWBACK'];

/** Pay of a story's people, through payroll's doors. */
export class LivePay {
  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
  ) {}

  /** As the machine that pays: it names no purpose for what it reads. */
  private door() {
    return this.system.as('case-payroll', ['payroll-system'], 'payroll');
  }

  /** The run of a month is paid and locked, once payroll has heard of every decision. */
  async lock(run: string): Promise<LiveAnswer> {
    const door = await this.door();
    await this.system.settled();
    await door.post(`/v1/pay-runs/${run}/lock`, {});
    return DONE;
  }

  /** Lines of an officer, in the order in which they were issued. */
  async lines(code: string): Promise<LiveAnswer> {
    const door = await this.door();
    const id = this.names.officer(code);
    const all = await door.list<Line>('/v1/changes', AT_ONCE);
    const lines = all.filter(({ officer }) => officer === id);
    const told = lines.filter(
      ({ kind, component }) => TOLD.includes(kind) && component !== 'AWARD',
    );
    return { kind: 'PAY_LINES', lines: told };
  }
}
