import { runCaseProgram, type TakeResult } from '../case-program.ts';
import { LivePlay } from './live-play.ts';
import { OwnServer } from './own-server.ts';
import { OwnSystem } from './own-system.ts';
import { DONE, type LiveAnswer } from './answers.ts';
import type { LiveAsk, LiveLine, LiveStory } from './wire.ts';

/** Live cases are no matter of a machine that serves a bureau. */
export class RefusedInProduction extends Error {
  override readonly name = 'RefusedInProduction';

  constructor() {
    super(
      '--live starts a system and sets its time; with NODE_ENV=production it is refused. Run it on another machine, or leave --live out. 生产模式下不得使用 --live。',
    );
  }
}

/** Systems on which stories are played, one after the other, and where they are now. */
class LiveStages {
  private server: OwnServer | undefined;
  private system: OwnSystem | undefined;
  private play: LivePlay | undefined;
  /** Stories and people that the present system has had. */
  private place = { story: 0, person: 0 };
  /** Whether the present system was one story's alone. */
  private taken = false;

  async begin(story: LiveStory): Promise<LiveAnswer> {
    if (this.taken || (story.alone && this.place.story > 0)) await this.endSystem();
    this.server ??= await OwnServer.start();
    this.system ??= await OwnSystem.start(story.at, await this.server.fresh());
    this.taken = story.alone;
    const begun = await LivePlay.begin(this.system, story, this.place);
    const person = this.place.person + 1 + Object.keys(story.people).length;
    this.place = { story: this.place.story + 1, person };
    if (!(begun instanceof LivePlay)) return begun;
    this.play = begun;
    return DONE;
  }

  answer(ask: LiveAsk): Promise<LiveAnswer> {
    if (this.play === undefined) throw new TypeError('Nothing is asked before a story begins.');
    return this.play.answer(ask);
  }

  async stop(): Promise<void> {
    await this.endSystem();
    await this.server?.stop();
  }

  private async endSystem(): Promise<void> {
    const ended = this.system;
    this.system = undefined;
    this.place = { story: 0, person: 0 };
    await ended?.stop();
  }
}

/**
 * Plays case files on systems of their own, which are stopped and removed in the end.
 * @returns the exit code of the program @throws RefusedInProduction
 */
export const runCasesLive = async (
  paths: readonly string[],
  take: TakeResult,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> => {
  if (environment['NODE_ENV'] === 'production') throw new RefusedInProduction();
  const stages = new LiveStages();
  const answer = async ({ begin, ask }: LiveLine): Promise<LiveAnswer | undefined> => {
    if (begin !== undefined) return stages.begin(begin);
    return ask === undefined ? undefined : stages.answer(ask);
  };
  try {
    return await runCaseProgram(['--live', ...paths], take, answer);
  } finally {
    await stages.stop();
  }
};
