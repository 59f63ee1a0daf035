import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './checker/check.ts';
import { readDump } from './checker/dump.ts';
import type { Verdict } from './checker/verdict.ts';
import { finish } from './load/finish.ts';
import { cutOff, lateFacts } from './load/desk-workers.ts';
import { foundBureau } from './load/found-bureau.ts';
import { PayrollSystem } from './load/pay-workers.ts';
import { Play } from './load/play.ts';
import { runLoad } from './load/run-load.ts';
import { faultsNamed, Nemesis } from './nemesis/nemesis.ts';
import { startChaosSystem, type ChaosSystem } from './system/chaos-system.ts';
import { History } from './system/history.ts';
import { lasting } from './system/lasting.ts';
import { untilQuiet } from './system/quiet.ts';
import { takeDump } from './system/take-dump.ts';

export interface ChaosPlan {
  readonly seed: number;
  /** How long all kinds of faults are played, minutes; or which ones, once each, within a load. */
  readonly faults:
    | { readonly minutes: number }
    | { readonly kinds: readonly string[]; readonly atLeastMs?: number };
  /** What is written: history, dumps, logs. Made anew. */
  readonly folder: string;
  /** How long after healing everything may take to arrive, ms. */
  readonly quietWithinMs: number;
  readonly say: (text: string) => void;
}

export interface ChaosReport {
  readonly verdicts: readonly Verdict[];
  /** How often each kind of fault was played. */
  readonly played: ReadonlyMap<string, number>;
  /** Lines of the history by door and phase. */
  readonly counts: ReadonlyMap<string, number>;
}

const liveness = (left: readonly string[], givenUp: string | undefined): Verdict => ({
  id: 'I28',
  title: 'after healing everything arrives',
  checked: 1,
  violations: [...(givenUp === undefined ? [] : [givenUp]), ...left],
});

const safely = async (play: Play, plan: ChaosPlan, nemesis: Nemesis): Promise<void> => {
  const { faults } = plan;
  const halfway = 'minutes' in faults ? faults.minutes * 30_000 : 15_000;
  const closing = lasting(halfway).then(() => cutOff(play));
  if ('minutes' in faults) await nemesis.until(Date.now() + faults.minutes * 60_000);
  else
    await Promise.all([nemesis.script(faultsNamed(faults.kinds)), lasting(faults.atLeastMs ?? 0)]);
  await closing;
  await lateFacts(play);
};

/** Two phases: faults under load; then healing, in which everything must arrive. */
const perform = async (system: ChaosSystem, plan: ChaosPlan, history: History) => {
  const { seed, say } = plan;
  const play = new Play(system, history, seed);
  await foundBureau(play);
  const payroll = new PayrollSystem(play);
  const load = runLoad(play, payroll);
  const long = 'minutes' in plan.faults;
  const nemesis = new Nemesis({ system, history, chance: play.chance('nemesis'), long }, say);
  await safely(play, plan, nemesis);
  say('healed; everything must arrive 恢复正常，等待追平');
  play.end();
  await load;
  const left = await untilQuiet(system, plan.quietWithinMs);
  if (left.length === 0) await finish(play, payroll);
  await payroll.close();
  const rest = left.length === 0 ? await untilQuiet(system, plan.quietWithinMs) : left;
  return { played: nemesis.played, left: rest };
};

/** Runs one whole chaos run and judges it. */
export const runChaos = async (plan: ChaosPlan): Promise<ChaosReport> => {
  const { folder, say } = plan;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const history = new History(join(folder, 'history.jsonl'));
  const system = await startChaosSystem(join(folder, 'system'));
  try {
    const { played, left } = await perform(system, plan, history);
    say('dumping 转储');
    await takeDump(system, folder);
    history.close();
    const verdicts = [...check(readDump(folder)), liveness(left, system.givenUp())];
    return { verdicts, played, counts: history.counts };
  } finally {
    await system.stop();
  }
};
