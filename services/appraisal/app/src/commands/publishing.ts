import type {
  Calibration,
  CutOff,
  ListedResult,
  PeriodEvent,
  ProposalHead,
  ProposedGrade,
  ResultsHead,
  TierChange,
} from '@ywk/appraisal-domain';
import type { AnnualGradeRecorded } from '@ywk/contracts';
import type { NewEvent } from '@ywk/event-store';
import { v5, v7 } from 'uuid';

/** An event before it has an id and a time. */
export interface Published {
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
}

/** How our decisions become events that others may see; handed in by the composition. */
export interface Publishing {
  grade(
    head: ProposalHead,
    grade: ProposedGrade,
    approval: { readonly approver: string; readonly calibration: Calibration | null },
  ): Published;
  tierChange(
    change: TierChange,
    approval: { readonly decision: string; readonly approver: string },
  ): Published;
  annualDecision(head: ResultsHead, line: ListedResult, approver: string): Published;
  annualGrade(data: AnnualGradeRecorded): Published;
  period(event: PeriodEvent): Published;
  marker(cutOff: CutOff): Published;
}

/** Gives an event its id and the moment of the act. */
export const stamped = ({ type, v, data }: Published, occurredAt: string): NewEvent => ({
  eventId: v7(),
  type,
  v,
  data,
  occurredAt,
});

/** Never changes: with another one a repeated command would be a new one. */
const NAMESPACE = '0b7b2c4e-5f0d-5c1a-8d36-2a9f4e7c1b60';

/** An id that follows from what it names, so that asking twice asks for the same. */
export const derivedId = (...parts: readonly (string | number)[]): string =>
  v5(parts.join('|'), NAMESPACE);
