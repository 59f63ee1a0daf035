import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DutyBench } from './duty-bench.ts';
import { dataFile } from '../../support/data-file.ts';
import { runYwk } from '../../support/run-ywk.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export const truthOf = (set: string): Truth =>
  JSON.parse(readFileSync(dataFile(set, 'truth.json'), 'utf8')) as Truth;

/** Path of a map that is shipped. */
export const shippedMap = (name: string): string => join(ROOT, 'services/duty/maps', name);

/** Runs `ywk …` against the bench and reads its JSON. */
export const ywk = async (
  duty: Pick<DutyBench, 'url' | 'token'>,
  ...words: string[]
): Promise<Record<string, unknown>> => {
  const role = words[0] === 'feed' ? 'dispatch-feed' : 'auditor';
  const connection = ['--json', '--url', duty.url, '--token', await duty.token(role)];
  const { out } = await runYwk(...words, ...connection);
  return JSON.parse(out) as Record<string, unknown>;
};

/** One interval in a truth file. */
export type TruthFigures = Readonly<Record<string, number>>;

export type Truth = Readonly<Record<string, unknown>> & {
  readonly calls_by_day: Readonly<Record<string, number>>;
};

interface Shown {
  readonly [name: string]: unknown;
  readonly within: readonly { limit: number; n: number; share: number }[];
}

const SAME = 1.01e-6;

/** Differences between an answer and the truth; a mean may differ in the sixth decimal. */
export const differences = (shown: Shown, truth: TruthFigures, rule: 'nearest' | 'linear') => {
  const pairs: [string, unknown, number | undefined][] = [
    ['n', shown['n'], truth['n']],
    ['missing', shown['missing'], truth['n_missing']],
    ['negative', shown['negative'], truth['n_negative']],
    ...['min', 'max', 'mean'].map(
      (name) => [name, shown[name], truth[name]] as [string, unknown, number],
    ),
    ...['p50', 'p90', 'p95'].map(
      (name) => [name, shown[name], truth[`${name}_${rule}`]] as [string, unknown, number],
    ),
    ...shown.within.flatMap(({ limit, n, share }): [string, unknown, number | undefined][] => [
      [`le_${limit}`, n, truth[`le_${limit}`]],
      [`share_le_${limit}`, share, truth[`share_le_${limit}`]],
    ]),
  ];
  return pairs.filter(
    ([, found, expected]) => expected === undefined || !(Math.abs(Number(found) - expected) < SAME),
  );
};
