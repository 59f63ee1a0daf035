import {
  type ListedResult,
  type Person,
  type ResultsHead,
  resultsProposal,
  type ResultsProposal,
} from '@ywk/appraisal-domain';
import { CommandHandler, type StreamWrite } from '@ywk/event-store';
import { fold, Rejection } from '@ywk/kernel';
import type { Asking } from './cut-off.ts';
import { decideTogether } from './decisions-at-once.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import { PlaceResults, type PlacingParts } from './place-results.ts';
import { internal, officerStream, type UnitPeriod } from './proposal.stream.ts';
import { derivedId, stamped, type Publishing } from './publishing.ts';
import { loadResults, resultsEventOf, resultsId, resultsStream } from './results.stream.ts';
import { unitsWithResults } from './units-to-publish.ts';

const TRIES = 3;

export interface ResultsParts extends PlacingParts {
  readonly publishing: Publishing;
}

/** Results of units in quarters, half-years and years, from proposal to decision. */
export class ResultsProposals {
  private readonly handler: CommandHandler;

  constructor(private readonly parts: ResultsParts) {
    this.handler = new CommandHandler(parts.store);
  }

  /** Units that have people in the period. */
  async unitsOf(name: PeriodName): Promise<string[]> {
    const { state } = await loadPeriod(this.parts.store, name);
    return unitsWithResults(this.parts.pool, state);
  }

  /** Units of a period, each to be proposed on its own; who shares seats is placed once. */
  round(name: PeriodName): Promise<PlaceResults> {
    return PlaceResults.of(this.parts, name);
  }

  /** @throws Rejection UNIT_UNKNOWN, NOBODY_RANKED, YEAR_PARTS_MISSING */
  async propose(round: PlaceResults, unit: string, asking: Asking): Promise<ResultsProposal> {
    const { actor, at } = asking;
    const shared = await round.head();
    const proposal = resultsId({ ...shared, unit }, shared.revision);
    const { results: placed, quota } = await round.unit(unit);
    const results = placed.map(({ unit: _unit, ...line }): ListedResult => ({
      decision: derivedId('result', proposal, line.officer),
      ...line,
    }));
    const head = { ...shared, proposal, unit, quota, author: actor };
    await this.handler.handle({
      ...resultsStream(proposal),
      decider: resultsProposal,
      command: { type: 'ProposeResults', data: { head, results } },
      commandId: derivedId('propose', proposal, actor),
      actor,
      request: proposal,
      toEvents: (events) => events.map((event) => stamped(internal(event), at)),
      fromEvent: resultsEventOf,
    });
    return this.load(proposal);
  }

  /** The proposal as it stands now. */
  load(proposal: string): Promise<ResultsProposal> {
    return loadResults(this.parts.store, proposal);
  }

  /** The proposal of a unit in the last revision. */
  async ofUnit(name: UnitPeriod): Promise<ResultsProposal> {
    const { state } = await loadPeriod(this.parts.store, name);
    return this.load(resultsId(name, state.revision));
  }

  /**
   * Approved again by the same person it only finishes what was broken off.
   * @throws Rejection PROPOSAL_NOT_OPEN, SAME_PERSON, ALREADY_APPROVED, PERIOD_CHANGED
   */
  async approve(proposal: string, approver: Person, at: string): Promise<ResultsProposal> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const stored = await this.parts.store.readStream(resultsStream(proposal));
      const history = stored.map(resultsEventOf);
      const state = fold(resultsProposal, history);
      const command = { type: 'ApproveResults' as const, data: { approver } };
      const events = resultsProposal.decide(command, state);
      if (events.length > 0) await this.refuseOldRevision(state);
      const approval: StreamWrite = {
        ...resultsStream(proposal),
        expectedVersion: stored.length,
        events: events.map((event) => stamped(internal(event), at)),
      };
      const decisions = this.decisions(state, { approver: approver.actor, at });
      const approving = { proposal, approver: approver.actor, approval, decisions };
      if (await decideTogether(this.parts.store, approving)) {
        return fold(resultsProposal, [...history, ...events]);
      }
    }
    throw new Rejection('CONCURRENT_CHANGE', {
      zh: `他人同时变更了提案${proposal}。`,
      en: `Others changed ${proposal} at the same time.`,
    });
  }

  /** Results of a revision that others have followed, or that is about to be, are decided no more. */
  private async refuseOldRevision({ head }: ResultsProposal): Promise<void> {
    if (head === null) return;
    const { state } = await loadPeriod(this.parts.store, head);
    if (state.due === head.revision) return;
    throw new Rejection(
      'PERIOD_CHANGED',
      { zh: `最新版次现为第${state.due}版。`, en: `Revision ${state.due} is the last one now.` },
      { revision: state.due },
    );
  }

  /** A year's grades are decisions about officers; means and ranks of shorter periods are not. */
  private decisions(
    { head, results }: ResultsProposal,
    approval: { readonly approver: string; readonly at: string },
  ): StreamWrite[] {
    if (head?.calendar !== 'year') return [];
    return results.map((line) => this.decision(head, line, approval));
  }

  private decision(
    head: ResultsHead,
    line: ListedResult,
    { approver, at }: { readonly approver: string; readonly at: string },
  ): StreamWrite {
    return {
      ...officerStream(line.officer),
      expectedVersion: 'any',
      events: [stamped(this.parts.publishing.annualDecision(head, line, approver), at)],
    };
  }
}
