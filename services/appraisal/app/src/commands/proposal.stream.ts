import type { GradeProposalEvent, TierChangeEvent } from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { StoredEvent } from '@ywk/event-store';
import type { Published } from './publishing.ts';

/** Where the grades of a unit and period are proposed and approved. */
export const gradeStream = (proposal: string) => ({
  log: LOGS.proposal,
  stream: `grade-proposal-${proposal}`,
  key: proposal,
});

/** Where one tier change is proposed and approved. */
export const tierStream = (proposal: string) => ({
  log: LOGS.proposal,
  stream: `tier-change-${proposal}`,
  key: proposal,
});

/** Where it is settled who answers for one act of one officer. */
export const actStream = (officer: string, act: string) => ({
  log: LOGS.proposal,
  stream: `act-${officer}/${act}`,
  key: officer,
});

/** Where all decisions about one officer stand. */
export const officerStream = (officer: string) => ({
  log: LOGS.decision,
  stream: `officer-${officer}`,
  key: officer,
});

export const gradeEventOf = ({ type, data }: StoredEvent): GradeProposalEvent =>
  ({ type, data }) as GradeProposalEvent;

export const tierEventOf = ({ type, data }: StoredEvent): TierChangeEvent =>
  ({ type, data }) as TierChangeEvent;

/** The log of proposals is our own: its contracts are the domain's events. */
export const internal = ({ type, data }: GradeProposalEvent | TierChangeEvent): Published => ({
  type,
  v: 1,
  data,
});
