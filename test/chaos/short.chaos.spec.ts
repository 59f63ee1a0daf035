import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeFolderAtEnd, stopAllProcesses } from '@ywk/local';
import { timesIn } from './bugs/plant-bug.ts';
import { PLANTED_BUGS } from './bugs/planted-bugs.ts';
import { reportOf } from './checker/verdict.ts';
import { FAULTS } from './nemesis/nemesis.ts';
import { runChaos } from './run-chaos.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every part is killed once while the feed plays, with faults of the other families between. */
const SCRIPT = [
  'kill-duty',
  'suffix-again',
  'kill-kafka',
  'kill-appraisal',
  'kill-postgres',
  'kill-payroll',
  'kill-recruitment',
  'kafka-cut-in-frame',
];

test('every part is killed under load, and the checker is silent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-chaos-'));
  removeFolderAtEnd(folder);
  try {
    const report = await runChaos({
      seed: 11,
      faults: { kinds: SCRIPT },
      folder: join(folder, 'run'),
      quietWithinMs: 240_000,
      say: (text) => process.stderr.write(`${text}\n`),
    });
    const broken = report.verdicts.filter(({ violations }) => violations.length > 0);
    expect(reportOf(broken)).toEqual([]);
    expect(report.verdicts.filter(({ checked }) => checked === 0)).toEqual([]);
    expect([...report.played.keys()].sort()).toEqual([...SCRIPT].sort());
    expect(report.counts.get('feed ok')).toBeGreaterThan(20);
  } finally {
    await stopAllProcesses();
    rmSync(folder, { recursive: true, force: true });
  }
}, 900_000);

test('there are more than twenty kinds of faults', () => {
  expect(new Set(FAULTS.map(({ kind }) => kind)).size).toBeGreaterThan(20);
});

test.each(PLANTED_BUGS)('$name can be planted in what is built', ({ changes }) => {
  expect(changes.map(({ file, from }) => timesIn(join(root, file), from))).toEqual(
    changes.map(() => 1),
  );
});
