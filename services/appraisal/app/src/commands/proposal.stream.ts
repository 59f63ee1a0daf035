import {
  type GradeProposal,
  gradeProposal,
  type GradeProposalEvent,
  type ResultsProposalEvent,
  type TierChangeEvent,
} from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { EventStore, StoredEvent } from '@ywk/event-store';
import { fold } from '@ywk/kernel';
import type { Versioned } from '@ywk/platform';
import { derivedId, type Published } from './publishing.ts';

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

/** Where it is told that an officer was left waiting by tier runs. */
export const waitingStream = (officer: string) => ({
  log: LOGS.proposal,
  stream: `tier-waiting-${officer}`,
  key: officer,
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

/** Events of proposals that have been told in another form before; all others are in their first. */
const VERSIONS: Readonly<Record<string, number>> = {
  GradesProposed: 2,
  GradesListed: 2,
  GradesRefused: 2,
  TierChangeProposed: 2,
  ResultsListed: 2,
};

/** The log of proposals is our own: its contracts are the domain's events. */
export const internal = ({
  type,
  data,
}: GradeProposalEvent | TierChangeEvent | ResultsProposalEvent): Published => ({
  type,
  v: VERSIONS[type] ?? 1,
  data,
});

/** The grades of one unit in one period. */
export interface UnitPeriod {
  readonly calendar: string;
  readonly period: string;
  readonly unit: string;
}

/** Id of the proposal of a unit's grades in a revision: asked again it is the same one. */
export const gradesId = ({ calendar, period, unit }: UnitPeriod, revision: number): string =>
  derivedId('grades', calendar, period, unit, revision);

/** A proposal of grades, and how many events have made it so. */
export interface StandingGrades extends GradeProposal, Versioned {}

/** A proposal of grades as it stands now. */
export const loadGrades = async (store: EventStore, proposal: string): Promise<StandingGrades> => {
  const stored = await store.readStream(gradeStream(proposal));
  return { ...fold(gradeProposal, stored.map(gradeEventOf)), version: stored.length };
};
