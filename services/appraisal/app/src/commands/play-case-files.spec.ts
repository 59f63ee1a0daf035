import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { runCase, type CaseDocument } from '@ywk/appraisal-domain';
import { caseFilesAt } from '../persistence/case-files.ts';
import { caseGround } from '../persistence/case-ground.ts';
import { readText } from '../persistence/case-text.ts';
import { readCase } from '../persistence/case-documents.ts';
import { EXIT_CODES, nothingAt, runFile, runText, type FileResult } from './play-case-files.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const shipped = caseFilesAt(folder('../../../cases'));
const stories = folder('../../../../../test/fixtures/stories');
const ground = caseGround();

const documentOf = (file: string): CaseDocument => {
  const { document, faults } = readCase(readText(readFileSync(file, 'utf8')).value);
  if (document === null) throw new Error(JSON.stringify(faults));
  return document;
};

describe('the shipped cases', () => {
  test('are there', () => expect(shipped.length).toBeGreaterThanOrEqual(40));

  test.each(shipped.map((file) => [basename(file), file]))('%s passes', (_, file) => {
    const { faults, failures, unsupported, status, expectations } = runFile(file, ground);
    expect({ faults, failures, unsupported }).toEqual({
      faults: [],
      failures: [],
      unsupported: [],
    });
    expect(status).toBe('PASSED');
    expect(expectations).toBeGreaterThan(0);
  });

  test('each have a code of their own', () => {
    const codes = shipped.map((file) => documentOf(file).case);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

test('a month that had no rules is ruled by its first version', () => {
  const { failures, status } = runFile(`${stories}/first-version-rules.case.yaml`, ground);
  expect({ failures, status }).toEqual({ failures: [], status: 'PASSED' });
});

/** The same story with its facts told in the other order, and each of them twice. */
const shuffled = (document: CaseDocument): CaseDocument => ({
  ...document,
  steps: document.steps.map((step, at) => {
    const { facts, expect: expected } = step;
    const refuses = (expected ?? []).some((each) => 'refused' in each);
    if (facts === undefined || refuses) return step;
    const named = facts.map((fact, n) => ({ ...fact, id: fact.id ?? `unnamed-${at}-${n}` }));
    return { ...step, facts: [...named].reverse().flatMap((fact) => [fact, fact]) };
  }),
});

/** The same story with a restart after each step. */
const restarted = (document: CaseDocument): CaseDocument => ({
  ...document,
  steps: document.steps.map((step) => ({ ...step, restart: true })),
});

describe('no story depends', () => {
  test('on the order of its facts, nor on how often they come', () => {
    const failing = shipped.filter(
      (file) => runCase(shuffled(documentOf(file)), ground).status !== 'PASSED',
    );
    expect(failing).toEqual([]);
  });

  test('on what was derived before', () => {
    const failing = shipped.filter(
      (file) => runCase(restarted(documentOf(file)), ground).status !== 'PASSED',
    );
    expect(failing).toEqual([]);
  });
});

describe('the document of the format', () => {
  const text = readFileSync(folder('../../../../../docs/cases.md'), 'utf8');
  const [example = '', patch = ''] = [...text.matchAll(/```yaml\n([^]*?)```/g)].map(
    ([, block = '']) => block,
  );

  test('shows an example that passes', () => {
    const { faults, failures, status } = runText('example', example, ground);
    expect({ faults, failures, status }).toEqual({ faults: [], failures: [], status: 'PASSED' });
  });

  test('shows how a failure reads', () => {
    const { failures } = runText('example', example.replace('C2: 22.22', 'C2: 22.23'), ground);
    expect(failures).toHaveLength(1);
    const [{ line, path, arithmetic } = { line: 0, path: '', arithmetic: [] }] = failures;
    expect(text).toContain(`line ${line}  ${path}`);
    expect(text).toContain(arithmetic[0]);
  });

  test('shows a patch that can be followed', () => {
    const patched = example.replace(/  patch: .*/, patch.trim().replaceAll(/^/gm, '  '));
    const { faults } = runText('patched', patched, ground);
    expect(patched).toContain('Dialect training');
    expect(faults).toEqual([]);
  });
});

const story = (name: string): FileResult => runFile(`${stories}/${name}.case.yaml`, ground);
const codeOf = ({ status }: FileResult): number => EXIT_CODES[status];

describe('an expectation that is not met', () => {
  const { failures } = story('wrong-expectation');

  test('ends with 1', () => expect(codeOf(story('wrong-expectation'))).toBe(1));

  test('says where, what was expected and found, and by what arithmetic', () =>
    expect(failures[0]).toEqual({
      path: '/steps/0/expect/0/items/C2',
      line: 15,
      at: '2024-05-31T18:00:00+08:00',
      expected: '15.96',
      found: '15.97',
      arithmetic: [
        'C2 派警准确率: 631/640 = 98.59%; 95% → 0.00, 99.5% → 20.00, within 0.00 … 20.00 ⇒ 15.97',
      ],
    }));

  test('of an item that is not there names those that are', () =>
    expect(failures[1]?.found).toBe('no C9; there are ATT, DIS, TRN, SRV, C1, C2, C3, C4, C5'));

  test('of a total shows how it came about, down to the clauses', () => {
    expect(failures[2]).toMatchObject({ expected: '84.90', found: '84.91' });
    expect(failures[2]?.arithmetic.map((line) => line.trim())).toEqual(
      expect.arrayContaining([
        'ATT 考勤: 10.00 + A03 ×1 (-3.00), within 0.00 … 10.00 ⇒ 7.00',
        'custom: C2 15.97, × 60.00 ÷ 20.00 ⇒ 47.91',
      ]),
    );
  });

  test('of adjustments counts those that are missing', () =>
    expect(failures[3]).toMatchObject({
      path: '/steps/0/expect/0/adjustments/2024-04',
      expected: '-1',
      found: 'NONE',
    }));

  test('of a refusal says what came instead, and an unexpected one fails where it happened', () => {
    expect(story('missing-refusal').failures).toMatchObject([
      { path: '/steps/0/expect/0/refused', expected: 'MONTH_LOCKED', found: 'nothing was refused' },
    ]);
    const [unexpected] = story('unexpected-refusal').failures;
    expect(unexpected).toMatchObject({ path: '/steps/0/facts/0', expected: 'accepted' });
    expect(unexpected?.found).toBe('UNKNOWN_FACT_CODE: No metric counts facts "X99".');
    expect(['missing-refusal', 'unexpected-refusal'].map((name) => codeOf(story(name)))).toEqual([
      1, 1,
    ]);
  });
});

describe('levels and budgets that are not met', () => {
  const result = story('levels-unmet');
  const unmet = (path: string) => result.failures.find((each) => each.path === path);

  test('say what was found, and how the quotas were used', () => {
    expect(codeOf(result)).toBe(1);
    expect(result.failures.map(({ path }) => path)).toEqual([
      '/steps/1/expect/0/level',
      '/steps/1/expect/1/n',
      '/steps/1/expect/1/mode',
      '/steps/1/expect/1/reports',
      '/steps/1/expect/1/seats/LEVEL_4',
      '/steps/1/expect/1/seats/EXCELLENT',
      '/steps/1/expect/1/ties/LEVEL_4',
      '/steps/1/expect/1/placed/L4',
      '/steps/2/expect/0',
    ]);
    expect(unmet('/steps/1/expect/0/level')).toMatchObject({
      ...{
        expected: '1',
        found: '4',
        arithmetic: [expect.stringContaining('四级'), expect.anything()],
      },
    });
    expect(unmet('/steps/1/expect/1/placed/L4')).toMatchObject({
      expected: 'NONE',
      found: 'A01',
      arithmetic: expect.arrayContaining(['四级: 10% × 1 → 1, 1 of 1, cut 100.00, tie NONE']),
    });
    expect(unmet('/steps/1/expect/1/seats/EXCELLENT')?.found).toBe('no quota EXCELLENT');
    expect(unmet('/steps/2/expect/0')?.found).toContain('PERIOD_NOT_COMPUTED');
  });

  test('an overrun is compared with the code', () => {
    const [failure] = story('overrun-unmet').failures;
    expect(failure).toMatchObject({
      ...{ path: '/steps/1/expect/0/refused', expected: 'BUDGET_EXCEEDED, overrun 99' },
      found: expect.stringContaining('ask for 10000 fen more'),
    });
  });
});

describe('a file that is no sound case', () => {
  const places = ({ faults }: FileResult) => faults.map(({ path, line }) => `${line} ${path}`);

  test('in its form: every fault with line, path, what is wrong and what would be right', () => {
    const result = story('out-of-form');
    expect(codeOf(result)).toBe(2);
    expect(places(result)).toEqual([
      '7 /people/A01/stays/0/from',
      '9 /steps/0',
      '9 /steps/0/at',
      '12 /steps/0/expect/0',
      '12 /steps/0/expect/0/total',
    ]);
    const [, unknown, , choice] = result.faults;
    expect(unknown?.wrong).toBe('must NOT have additional properties (fact)');
    expect(unknown?.right).toMatch(/stays, roles, mentors, leaders, scheme, metrics, facts/);
    expect(choice?.wrong).toBe('is none of these, or several at once');
  });

  test('in its sense: every fault at once', () => {
    const result = story('out-of-sense');
    expect(codeOf(result)).toBe(2);
    expect(places(result)).toEqual([
      '7 /scheme/patch/posts/CALL110',
      '11 /people/A01/stays/0/post',
      '12 /people/A01/stays/1/to',
      '12 /people/A01/stays/1',
      '13 /people/A01/roles/0/role',
      '17 /steps/0/facts/0/officer',
      '17 /steps/0/facts/0/occurredAt',
      '18 /steps/1/at',
      '19 /steps/1/close',
      '25 /steps/2/on',
      '26 /steps/2/correct/0/occurredAt',
      '21 /steps/1/expect/0/counts/visits.hits',
      '21 /steps/1/expect/0/grade',
      '22 /steps/1/expect/1/pooled',
      '22 /steps/1/expect/1',
    ]);
    expect(result.faults[0]).toMatchObject({
      wrong: 'the weights of CALL110 total 105.00',
      right: '100: public 40.00 and custom 60.00',
    });
  });

  test('that names no scheme, expects nothing, or removes nothing', () => {
    expect(story('nothing-expected').faults).toMatchObject([
      { path: '/scheme', wrong: 'there is no scheme "rc-2"', right: 'one of rc-1' },
      { path: '/steps', wrong: 'nothing is expected' },
    ]);
    expect(places(story('nothing-to-remove'))).toEqual(['5 /scheme/patch/effects/V99']);
    expect(['nothing-expected', 'nothing-to-remove'].map((name) => codeOf(story(name)))).toEqual([
      2, 2,
    ]);
  });

  test('that is no YAML, has another name, or is not there', () => {
    const torn = runText('torn', 'case: torn\ntitle: { zh: 残\n', ground);
    expect(torn.faults).toEqual([
      {
        path: '',
        line: 3,
        wrong: expect.stringMatching(/^Flow map .* end with a }$/),
        right: 'YAML 1.2',
      },
    ]);
    const others = [
      torn,
      runFile('a.yaml', ground),
      runFile('a.case.yaml', ground),
      nothingAt('x'),
    ];
    expect(others.map(codeOf)).toEqual([2, 2, 2, 2]);
    expect(others[2]?.faults[0]?.wrong).toMatch(/ENOENT/);
  });
});
