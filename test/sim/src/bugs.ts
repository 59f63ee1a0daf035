/** One line of the protocol left out or turned round; all false in the protocol as it is. */
export interface Bugs {
  // What the databases decide.
  readonly forgetsCommandIds: boolean;
  readonly comparesNoVersion: boolean;
  readonly readsNewestFirst: boolean;
  readonly savesWithoutLease: boolean;
  readonly rewindsUnderTheLeader: boolean;
  readonly fenceIgnoresEpoch: boolean;
  readonly fenceIgnoresPosition: boolean;
  readonly claimsInTheOldEpoch: boolean;
  readonly progressCommitsAlone: boolean;
  // What the relay and its writer do.
  readonly acknowledgesBeforeStored: boolean;
  readonly passesOverFailedBatches: boolean;
  // What the follower does.
  readonly lostCommitCounts: boolean;
  readonly keepsItsCache: boolean;
  readonly keepsItsTracks: boolean;
  readonly repeatsWhatIsUnknown: boolean;
  readonly takesPositionsTwice: boolean;
  readonly passesOverGaps: boolean;
  readonly trustsThePredecessor: boolean;
  readonly trustsTheContent: boolean;
  readonly fillsWithoutRoom: boolean;
  readonly beginsAtTheEnd: boolean;
  readonly hearsStaleFetches: boolean;
}

const NONE: Bugs = {
  forgetsCommandIds: false,
  comparesNoVersion: false,
  readsNewestFirst: false,
  savesWithoutLease: false,
  rewindsUnderTheLeader: false,
  fenceIgnoresEpoch: false,
  fenceIgnoresPosition: false,
  claimsInTheOldEpoch: false,
  progressCommitsAlone: false,
  acknowledgesBeforeStored: false,
  passesOverFailedBatches: false,
  lostCommitCounts: false,
  keepsItsCache: false,
  keepsItsTracks: false,
  repeatsWhatIsUnknown: false,
  takesPositionsTwice: false,
  passesOverGaps: false,
  trustsThePredecessor: false,
  trustsTheContent: false,
  fillsWithoutRoom: false,
  beginsAtTheEnd: false,
  hearsStaleFetches: false,
};

/** The protocol with the named bug, or as it is. */
export const bugsOf = (name: keyof Bugs | undefined): Bugs =>
  name === undefined ? NONE : { ...NONE, [name]: true };

export const isBug = (name: string): name is keyof Bugs => Object.hasOwn(NONE, name);
