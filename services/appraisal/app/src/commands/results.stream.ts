import {
  isRollup,
  type ListedResult,
  type PublishedResult,
  resultsProposal,
  type ResultsProposal,
  type ResultsProposalEvent,
} from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { EventStore, StoredEvent } from '@ywk/event-store';
import { fold } from '@ywk/kernel';
import { gradesId, loadGrades, type UnitPeriod } from './proposal.stream.ts';
import { derivedId } from './publishing.ts';

/** Where the results of a unit in a longer period are proposed and approved. */
export const resultsStream = (proposal: string) => ({
  log: LOGS.proposal,
  stream: `results-proposal-${proposal}`,
  key: proposal,
});

export const resultsEventOf = ({ type, data }: StoredEvent): ResultsProposalEvent =>
  ({ type, data }) as ResultsProposalEvent;

/** Id of the proposal of a unit's results in a revision: asked again it is the same one. */
export const resultsId = ({ calendar, period, unit }: UnitPeriod, revision: number): string =>
  derivedId('results', calendar, period, unit, revision);

/** A proposal of results as it stands now. */
export const loadResults = async (store: EventStore, proposal: string): Promise<ResultsProposal> =>
  fold(resultsProposal, (await store.readStream(resultsStream(proposal))).map(resultsEventOf));

const publishedOf = ({ officer, total, year }: ListedResult): PublishedResult => ({
  officer,
  grade: year?.grade ?? 'NONE',
  total: total ?? 0,
  performancePay: 0,
});

/** What was approved of a unit's period, as it is published; undefined while nothing was. */
export const approvedResults = async (
  store: EventStore,
  name: UnitPeriod,
  revision: number,
): Promise<readonly PublishedResult[] | undefined> => {
  if (isRollup(name.calendar)) {
    const { status, results } = await loadResults(store, resultsId(name, revision));
    return status === 'APPROVED' ? results.map(publishedOf) : undefined;
  }
  const { status, grades } = await loadGrades(store, gradesId(name, revision));
  return status === 'APPROVED' ? grades : undefined;
};
