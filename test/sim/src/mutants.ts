import type { Bugs } from './bugs.ts';

/** Bugs that break a promise, and what each leaves out. */
export const MUTANTS = {
  forgetsCommandIds: 'a command id is not looked up',
  comparesNoVersion: 'the version of the stream is not compared',
  readsNewestFirst: 'the relay reads in the wrong order',
  savesWithoutLease: 'the lease is not checked when a checkpoint is saved',
  rewindsUnderTheLeader: 'setting the relay back does not end the term of the one that leads',
  acknowledgesBeforeStored: 'the checkpoint moves before the acknowledgement',
  passesOverFailedBatches: 'the relay goes on behind a batch that failed',
  fenceIgnoresEpoch: 'the fence does not compare the claim',
  claimsInTheOldEpoch: 'a claim does not raise the claim epoch',
  progressCommitsAlone: 'progress is committed before its effects',
  keepsItsCache: 'what was kept in memory outlives the claim it rests on',
  takesPositionsTwice: 'positions seen before are not dropped',
  passesOverGaps: 'a gap is not filled from the log',
  trustsThePredecessor: 'prevHash is not compared',
  trustsTheContent: 'the hash of an event is not recomputed',
  fillsWithoutRoom: 'a gap is filled while memory is full',
} as const satisfies Partial<Record<keyof Bugs, string>>;

/** Lines that can be left out without harm, because another one holds: what each relies on. */
export const HARMLESS = {
  fenceIgnoresPosition: 'the claim epoch tells the same, as long as it is compared',
  lostCommitCounts: 'the fence finds the difference with the next event',
  keepsItsTracks: 'the fence refuses what they hold',
  repeatsWhatIsUnknown: 'the fence tells whether it was written',
  hearsStaleFetches: 'positions drop or fill what a stale fetch brings',
  beginsAtTheEnd: 'a look at the end of the log finds what the reader passed over',
} as const satisfies Partial<Record<keyof Bugs, string>>;
