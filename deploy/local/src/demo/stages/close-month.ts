import { BLOCK_UNIT } from '../bureau/city.ts';
import { DoorRefused, waitFor } from '../doors/door.ts';
import type { UnitPay } from '../expect/unit-pay.ts';
import { check, MONTH, type Play } from './stage.ts';

const PERIOD = `/v1/periods/month/${MONTH}`;
const PATIENCE_MS = 300_000;

interface PeriodState {
  readonly status: string;
  readonly revision: number;
  readonly obstacles: readonly { readonly code: string }[];
  readonly publications: readonly { readonly unit: string; readonly revision: number }[];
  readonly unpublished: readonly string[];
}

/** What an appraiser or approver is told about one unit. */
interface UnitAnswer {
  readonly unit?: string;
  readonly id?: string;
  readonly outcome: 'proposed' | 'approved' | 'refused';
  readonly members?: number;
  readonly code?: string;
  readonly facts?: { readonly overrun?: number };
}

export interface Grading {
  /** Decisions that were approved. */
  readonly decided: number;
  /** Fen by which the unit that may not overrun its budget would have. */
  readonly overrun: number;
  readonly proposed: readonly string[];
}

/** Cuts the month off, waits for the markers of every log, and has it computed. */
export const computeMonth = async ({ doors }: Play): Promise<void> => {
  const standing = await doors.appraiser.get<PeriodState>(PERIOD);
  // A run that was broken off here goes on: what is computed stays computed.
  if (standing.revision > 0) return;
  await doors.appraiser.post(`${PERIOD}/cut-off`, {});
  await waitFor('The month can be computed', () => doors.appraiser.get<PeriodState>(PERIOD), {
    done: ({ obstacles }) => obstacles.length === 0,
    withinMs: PATIENCE_MS,
  });
  await doors.appraiser.post(`${PERIOD}/compute`, {});
};

/** One person proposes the grades of all units, another approves those that keep their budget. */
export const decideGrades = async (
  play: Play,
  { overruns }: Pick<UnitPay, 'overruns'>,
): Promise<Grading> => {
  const { doors } = play;
  const request = { calendar: 'month', period: MONTH };
  const path = '/v1/grade-proposals:batch';
  const { body } = await doors.appraiser.post<{ items: UnitAnswer[] }>(path, request);
  const refused = body.items.filter(({ outcome }) => outcome === 'refused');
  check(play, '超预算单位被拒绝 the unit over budget is refused', {
    expected: [[BLOCK_UNIT, 'BUDGET_EXCEEDED', overruns.get(BLOCK_UNIT)]],
    found: refused.map(({ unit, code, facts }) => [unit, code, facts?.overrun]),
  });
  const ids = body.items.flatMap(({ id, outcome }) => (id && outcome === 'proposed' ? [id] : []));
  const approve = '/v1/grade-proposals:approve';
  const approval = await doors.approver.post<{ items: UnitAnswer[] }>(approve, { ids });
  const approved = approval.body.items.filter(({ outcome }) => outcome === 'approved');
  return {
    decided: approved.reduce((sum, { members }) => sum + (members ?? 0), 0),
    overrun: refused.reduce((sum, { facts }) => sum + (facts?.overrun ?? 0), 0),
    proposed: ids,
  };
};

/**
 * Publishes what was approved: publicity and the time for objections begin. The month is not final
 * before they are over, and not while the unit over its budget has no grades. Where the clocks reach
 * into a year without a calendar they are refused, and nothing is published.
 */
export const publishMonth = async (play: Play): Promise<void> => {
  const name = '已审批的单位全部公示 every approved unit is published';
  try {
    const { body } = await play.doors.appraiser.post<PeriodState>(`${PERIOD}/publish`, {});
    check(play, name, {
      expected: [[BLOCK_UNIT], true],
      found: [body.unpublished, body.publications.every(({ revision }) => revision === 1)],
    });
  } catch (error) {
    if (!(error instanceof DoorRefused) || error.code !== 'CALENDAR_UNKNOWN') throw error;
    play.context.log(`${name}: ${error.message}`);
  }
};
