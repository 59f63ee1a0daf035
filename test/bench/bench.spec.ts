import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { BENCHMARKS } from './src/benchmarks.ts';
import { quantile, spreadOf } from './src/statistics.ts';

const program = fileURLToPath(new URL('dist/main.js', import.meta.url));

interface Report {
  readonly machine: { readonly cpus: number };
  readonly results: readonly {
    readonly name: string;
    readonly lacking?: string;
    readonly rows: readonly {
      readonly what: string;
      readonly productSpread: { readonly median: number };
      readonly ratio: { readonly min: number; readonly median: number; readonly max: number };
    }[];
  }[];
}

const run = (parameters: readonly string[]): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(process.execPath, [program, ...parameters], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, output }));
  });

/** They start the whole system, which other tests do enough. */
const LEFT_OUT = ['visible', 'memory'];
const PLAYED = BENCHMARKS.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name));

test('every benchmark runs at its smallest size and says what it measured', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-bench-report-'));
  const file = join(folder, 'bench.json');
  try {
    const { code, output } = await run([
      ...['--size', 'smoke', '--json', file, '--refs', folder],
      ...['--only', ...PLAYED],
    ]);
    // What it said is shown where it failed, and only there.
    expect(code === 0 ? '' : output).toBe('');
    const { machine, results } = JSON.parse(readFileSync(file, 'utf8')) as Report;
    expect(machine.cpus).toBeGreaterThan(0);
    expect(results.map(({ name }) => name)).toEqual(PLAYED);
    for (const { name, rows, lacking } of results) {
      // What is not of this project is not here.
      if (lacking !== undefined) {
        expect(lacking).toContain('--refs');
        continue;
      }
      expect({ name, rows: rows.length }).not.toMatchObject({ rows: 0 });
      for (const { what, productSpread, ratio } of rows) {
        expect({ what, sane: productSpread.median > 0 && ratio.median > 0 }).toEqual({
          what,
          sane: true,
        });
        expect(ratio.min).toBeLessThanOrEqual(ratio.max);
        expect(output).toContain(`| ${what} |`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);

test('a benchmark that is not there is refused with the names of those that are', async () => {
  const { code, output } = await run(['--only', 'nothing']);
  expect(code).toBe(1);
  expect(output).toContain('append-one');
});

test('figures are told by the least, the middle and the greatest', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, max: 4 });
  expect(quantile([5, 1, 4, 2, 3], 0.99)).toBe(5);
  expect(() => spreadOf([])).toThrow(RangeError);
});
