import { demoBureau } from './bureau/people.ts';
import { waitFor } from './doors/door.ts';
import { Expectation } from './expect/expectation.ts';
import { monthOfBureau } from './expect/month.ts';
import { payOfUnits } from './expect/unit-pay.ts';
import { settleCareers } from './stages/careers.ts';
import { computeMonth, decideGrades, publishMonth } from './stages/close-month.ts';
import { enterFacts } from './stages/enter-facts.ts';
import { defineUnits, enlist } from './stages/establish.ts';
import { playFeed, ruleOnClaims } from './stages/play-feed.ts';
import {
  checkCalls,
  checkFacts,
  checkLiveScores,
  checkPay,
  checkScores,
  readLines,
} from './stages/read-back.ts';
import { doorsOf, MONTH, type Doors, type Play } from './stages/stage.ts';
import { summaryOf, type DemoSummary } from './summary.ts';
import type { DemoContext } from '../launch/demo-types.ts';

const FOLDED_WITHIN_MS = 300_000;

/** Measures where the time goes. */
class Stopwatch {
  readonly seconds: Record<string, number> = {};

  constructor(private readonly log: (text: string) => void) {}

  async over<Result>(stage: string, work: () => Promise<Result>): Promise<Result> {
    const begun = performance.now();
    const result = await work();
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    this.seconds[stage] = seconds;
    this.log(`${stage}: ${seconds.toFixed(1)} s`);
    return result;
  }
}

const lagIn = (metrics: string): number =>
  metrics
    .split('\n')
    .filter((line) => line.startsWith('ywk_follower_lag_events{'))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);

/** Waits until appraisal has applied all that the others have told it. */
const untilFolded = async ({ appraisalReader }: Doors): Promise<void> => {
  const lag = async (): Promise<number> => lagIn(await appraisalReader.get<string>('/metrics'));
  const done = (left: number): boolean => left === 0;
  await waitFor('Appraisal is behind by', lag, { done, withinMs: FOLDED_WITHIN_MS });
};

/**
 * Plays one month of an invented bureau through the public doors, as strangers would, and compares
 * what comes out with what it worked out itself. May be run again on the same data: every id
 * follows from the seed, so nothing happens twice.
 */
export const runDemo = async (context: DemoContext): Promise<DemoSummary> => {
  const play: Play = {
    context,
    doors: doorsOf(context),
    bureau: demoBureau(context),
    expectation: new Expectation(MONTH),
    checks: [],
  };
  const watch = new Stopwatch(context.log);
  await watch.over('单位 units', () => defineUnits(play));
  await watch.over('人员 officers', () => enlist(play));
  const facts = await watch.over('人工事实 facts by hand', () => enterFacts(play));
  const feed = await watch.over('接警数据 110 feed', () => playFeed(play));
  const rulings = await watch.over('错派裁定 rulings', () => ruleOnClaims(play));
  const careers = await watch.over('年度等次与层级 annual grades and tiers', () =>
    settleCareers(play),
  );
  await watch.over('折叠追平 fold', () => untilFolded(play.doors));
  const scores = monthOfBureau(play.bureau, play.expectation);
  const pay = payOfUnits(play.bureau, scores);
  await watch.over('实时得分 live scores', () => checkLiveScores(play, scores));
  await watch.over('月度关账 close', () => computeMonth(play));
  const grading = await watch.over('等次决定 grades', () => decideGrades(play, pay));
  await watch.over('公示 publication', () => publishMonth(play));
  return watch.over('核对 read back', async () => {
    await checkCalls(play);
    const factEvents = await checkFacts(play, facts);
    const closed = await checkScores(play, scores);
    const lines = await readLines(play, grading.decided + careers.steps.length);
    checkPay(play, lines, pay);
    const totals = { ...feed, facts: facts.length, factEvents };
    const outcome = { feed: totals, rulings, scores: closed, grading, careers, lines };
    return summaryOf(play, { ...outcome, seconds: watch.seconds });
  });
};
