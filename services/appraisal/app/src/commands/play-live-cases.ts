import {
  leaderOf,
  mentorOf,
  playable,
  played,
  roleOf,
  stayOf,
  tellCase,
  unplayable,
  type CaseAnswer,
  type CaseAsk,
  type CaseDocument,
  type CaseFailure,
  type CaseGround,
  type CaseResult,
  type CaseSetting,
} from '@ywk/appraisal-domain';
import { LivePlayer, liveStay, NotLive } from './live-answer.ts';
import { changesRules, notLiveIn, playsAlone } from './live-limits.ts';
import { BEFORE_STORIES, rulesOf, type LiveStoryRules } from './live-rules.ts';
import type { LiveAnswer, LiveSystem } from './live-words.ts';
import { caseOf, resultIn, type CaseInFile, type FileResult } from './play-case-files.ts';

/** A person of a story; in words that recruitment takes. */
interface LivePerson {
  readonly stays: readonly object[];
  readonly roles: readonly object[];
  readonly mentors: readonly object[];
}

/** What a running system must have before a story begins. */
export interface LiveStory {
  readonly case: string;
  /** Instant of the first step. */
  readonly at: string;
  /** Whether nobody else may have been there before. */
  readonly alone: boolean;
  readonly people: Readonly<Record<string, LivePerson>>;
  /** The unit above a unit. */
  readonly units: Readonly<Record<string, string>>;
  /** How the budget of a unit is kept; a unit that is not named has none. */
  readonly budgets: Readonly<Record<string, string>>;
  /** Who leads which unit or team. */
  readonly leaders: readonly object[];
  readonly rules: LiveStoryRules;
  /** A month of which something must be known before the lab can try rules; null without new rules. */
  readonly history: typeof BEFORE_STORIES | null;
}

/** Where stories are played. */
export interface LiveStage {
  readonly begin: (story: LiveStory) => Promise<LiveAnswer>;
  readonly system: LiveSystem;
}

const storyOf = (document: CaseDocument, setting: CaseSetting): LiveStory => ({
  case: document.case,
  at: document.steps[0]?.at ?? '',
  alone: playsAlone(document, setting.ground),
  people: Object.fromEntries(
    Object.entries(document.people).map(([officer, { stays, roles = [], mentors = [] }]) => [
      officer,
      {
        stays: stays.map((stay) => liveStay(stayOf(stay))),
        roles: roles.map(roleOf),
        mentors: mentors.map(mentorOf),
      },
    ]),
  ),
  units: document.units ?? {},
  budgets: document.budgets ?? {},
  leaders: (document.leaders ?? []).map(leaderOf),
  rules: rulesOf(document, setting),
  history: changesRules(document) ? BEFORE_STORIES : null,
});

/** Plays a story with somebody who needs a while for each answer. */
const playSlowly = async (
  document: CaseDocument,
  answer: (ask: CaseAsk) => Promise<CaseAnswer>,
): Promise<readonly CaseFailure[]> => {
  const story = tellCase(document);
  let next = story.next();
  while (next.done !== true) next = story.next(await answer(next.value));
  return next.value;
};

/** Rules that a door refuses: no order of drafting brings them in force beside those that ship. */
const notBegun = (document: CaseDocument, answer: LiveAnswer): CaseResult => {
  const found = answer.kind === 'REFUSED' ? `${answer.code}: ${answer.detail}` : answer.kind;
  const at = document.steps[0]?.at ?? '';
  return played(document, [{ path: '/scheme', at, expected: 'accepted', found, arithmetic: [] }]);
};

const playedOn = async (
  document: CaseDocument,
  setting: CaseSetting,
  { begin, system }: LiveStage,
): Promise<CaseResult> => {
  const begun = await begin(storyOf(document, setting));
  if (begun.kind !== 'DONE') return notBegun(document, begun);
  const player = new LivePlayer(system, document, setting);
  try {
    return played(document, await playSlowly(document, (ask) => player.answer(ask)));
  } catch (error) {
    if (!(error instanceof NotLive)) throw error;
    return unplayable(document, [error.path]);
  }
};

const playOn = async (
  found: CaseInFile,
  ground: CaseGround,
  stage: LiveStage,
): Promise<FileResult> => {
  const { document } = found;
  const { setting, result } = playable(document, ground);
  if (setting === null) return resultIn(found, result);
  const missing = notLiveIn(document);
  if (missing.length > 0) return resultIn(found, unplayable(document, missing));
  return resultIn(found, await playedOn(document, setting, stage));
};

/** Plays the case of a file on a running system. */
export const runFileLive = async (
  file: string,
  ground: CaseGround,
  stage: LiveStage,
): Promise<FileResult> => {
  const found = caseOf(file);
  return 'status' in found ? found : playOn(found, ground, stage);
};
