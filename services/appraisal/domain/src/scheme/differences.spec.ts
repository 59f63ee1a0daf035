import { describe, expect, test } from '@jest/globals';
import { differences } from './differences.ts';

const version = (weight: number, floor?: string) => ({
  scheme: 'rc-1',
  posts: {
    CALL110: [
      { id: 'C1', weight: 15 },
      { id: 'C2', weight, ...(floor && { floor }) },
    ],
  },
});

describe('the difference between two versions', () => {
  test('names things by their ids, with what was and what is', () => {
    expect(differences(version(20), version(25, '95%'))).toEqual([
      { path: 'posts/CALL110/C2/weight', before: 20, after: 25 },
      { path: 'posts/CALL110/C2/floor', after: '95%' },
    ]);
  });

  test('tells what is gone, and does not mind another order', () => {
    const [first, second] = version(20).posts.CALL110;
    const less = { scheme: 'rc-1', posts: { CALL110: [second] } };
    expect(differences(version(20), less)).toEqual([{ path: 'posts/CALL110/C1', before: first }]);
    const turned = { scheme: 'rc-1', posts: { CALL110: [second, first] } };
    expect(differences(version(20), turned)).toEqual([]);
  });
});
