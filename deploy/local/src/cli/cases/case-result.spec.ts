import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pathOf } from '../connection.ts';
import { resultLines, summaryLine, type CaseFileResult } from './case-result.ts';

const result = (more: Partial<CaseFileResult>): CaseFileResult => ({
  ...{ file: join(pathOf('.'), 'w1.case.yaml'), case: 'W1', status: 'FAILED', expectations: 3 },
  ...{ faults: [], unsupported: [], failures: [], ...more },
});

describe('what is said of a case', () => {
  test('that failed: line, path, instant, expected, found and arithmetic', () => {
    const at = '2024-05-31T18:00:00+08:00';
    const failure = {
      path: '/steps/0/expect/0/total',
      line: 42,
      at,
      expected: '88.84',
      found: '88.85',
    };
    const lines = resultLines(
      result({ failures: [{ ...failure, arithmetic: ['37.00 + 51.85'] }] }),
    );
    expect(lines).toEqual([
      'FAILED  w1.case.yaml  W1',
      `  line 42  /steps/0/expect/0/total  (${at})`,
      '    expected 预期  88.84',
      '    found 实际     88.85',
      '      37.00 + 51.85',
    ]);
  });

  test('that is none: line, path, what is wrong and what would be right', () => {
    const faults = [{ path: '', line: 1, wrong: 'torn', right: 'YAML 1.2' }];
    expect(resultLines(result({ status: 'INVALID', case: null, faults }))).toEqual([
      ...[
        'INVALID  w1.case.yaml',
        '  line 1  /',
        '    wrong 错误  torn',
        '    right 应为  YAML 1.2',
      ],
    ]);
  });

  test('that no door takes: each place', () => {
    const unsupported = [{ path: '/steps/1/publish', line: 11 }];
    expect(resultLines(result({ status: 'UNSUPPORTED', unsupported }))).toEqual([
      'UNSUPPORTED  w1.case.yaml  W1',
      '  line 11  /steps/1/publish: no door takes this 无接口',
    ]);
  });

  test('of all of them: whatever did not pass has failed', () => {
    const statuses = ['PASSED', 'PASSED', 'FAILED', 'INVALID', 'UNSUPPORTED'] as const;
    const line = summaryLine(statuses.map((status) => result({ status })));
    expect(line).toBe('2 passed, 3 failed (15 expectations 项预期)');
  });
});
