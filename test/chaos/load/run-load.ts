import { enterFacts, movePeople, ruleOnClaims } from './desk-workers.ts';
import { feedByHttp, feedByTopic } from './feed-workers.ts';
import { changeTiers, type PayrollSystem } from './pay-workers.ts';
import type { Play } from './play.ts';

/** Everybody who sends, side by side. Resolves when all have come to their end after `play.end()`. */
export const runLoad = async (play: Play, payroll: PayrollSystem): Promise<void> => {
  await Promise.all([
    feedByHttp(play, 'first 110 system'),
    feedByHttp(play, 'second 110 system'),
    feedByTopic(play),
    enterFacts(play),
    ruleOnClaims(play),
    movePeople(play),
    changeTiers(play),
    payroll.work(),
  ]);
};
