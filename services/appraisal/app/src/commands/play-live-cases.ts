import {
  playable,
  played,
  stayOf,
  tellCase,
  unplayable,
  type CaseAnswer,
  type CaseAsk,
  type CaseDocument,
  type CaseFailure,
  type CaseGround,
} from '@ywk/appraisal-domain';
import { LivePlayer, liveStay, NotLive, type LiveSystem } from './live-answer.ts';
import { notLiveIn, playsAlone } from './live-limits.ts';
import { caseOf, resultIn, type CaseInFile, type FileResult } from './play-case-files.ts';

/** What a running system must have before a story begins. */
export interface LiveStory {
  readonly case: string;
  /** Instant of the first step. */
  readonly at: string;
  /** Whether nobody else may have been there before. */
  readonly alone: boolean;
  /** Stays by code of the person. */
  readonly people: Readonly<Record<string, readonly object[]>>;
  /** The unit above a unit. */
  readonly units: Readonly<Record<string, string>>;
}

/** Where stories are played. */
export interface LiveStage {
  readonly begin: (story: LiveStory) => Promise<void>;
  readonly system: LiveSystem;
}

const storyOf = (document: CaseDocument, ground: CaseGround): LiveStory => ({
  case: document.case,
  at: document.steps[0]?.at ?? '',
  alone: playsAlone(document, ground),
  people: Object.fromEntries(
    Object.entries(document.people).map(([officer, { stays }]) => [
      officer,
      stays.map((stay) => liveStay(stayOf(stay))),
    ]),
  ),
  units: document.units ?? {},
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

const playOn = async (
  found: CaseInFile,
  ground: CaseGround,
  { begin, system }: LiveStage,
): Promise<FileResult> => {
  const { document } = found;
  const { result } = playable(document, ground);
  if (result !== null) return resultIn(found, result);
  const missing = notLiveIn(document);
  if (missing.length > 0) return resultIn(found, unplayable(document, missing));
  await begin(storyOf(document, ground));
  const player = new LivePlayer(system, ground);
  try {
    const failures = await playSlowly(document, (ask) => player.answer(ask));
    return resultIn(found, played(document, failures));
  } catch (error) {
    if (!(error instanceof NotLive)) throw error;
    return resultIn(found, unplayable(document, [error.path]));
  }
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
