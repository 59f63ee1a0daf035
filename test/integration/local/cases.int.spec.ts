import { describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { runYwk } from '../../support/run-ywk.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const shipped = `${root}services/appraisal/cases`;
const story = (name: string): string => `${root}test/fixtures/stories/${name}.case.yaml`;

describe('ywk cases run', () => {
  test('plays every shipped case: 0', async () => {
    const { out, code } = await runYwk('cases', 'run', shipped);
    expect(out).toMatch(/^\d+ passed, 0 failed \(\d+ expectations 项预期\)$/);
    expect(code).toBe(0);
  });

  test('ends with 1 where an expectation fails, and says by what arithmetic', async () => {
    const { out, code } = await runYwk('cases', 'run', story('wrong-expectation'));
    expect(out).toContain('line 15  /steps/0/expect/0/items/C2');
    expect(out).toContain('C2 派警准确率: 631/640 = 98.59%');
    expect(code).toBe(1);
  });

  test('ends with 2 for what is no sound case, or no case at all', async () => {
    const { out, code } = await runYwk('cases', 'run', story('out-of-form'));
    expect(out).toContain('must NOT have additional properties (fact)');
    expect(code).toBe(2);
    expect((await runYwk('cases', 'run', `${shipped}/none*`)).code).toBe(2);
  });

  test('ends with the highest of several files', async () => {
    const paths = [story('out-of-form'), `${shipped}/w1-*`, story('wrong-expectation')];
    const { out, code } = await runYwk('cases', 'run', '--json', ...paths);
    const results = JSON.parse(out) as { status: string }[];
    expect(results.map(({ status }) => status)).toEqual(['INVALID', 'PASSED', 'FAILED']);
    expect(code).toBe(2);
  });

  test('and ywk cases schema prints the format', async () => {
    const { out } = await runYwk('cases', 'schema');
    expect(JSON.parse(out)).toMatchObject({ title: '考核案例 · Appraisal case' });
  });
});
