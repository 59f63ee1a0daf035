import { describe, expect, test } from '@jest/globals';
import { patched } from './patch.ts';

const base = {
  minScoringDays: 5,
  groupCaps: { custom: 50 },
  posts: {
    CALL110: [
      { id: 'C1', weight: 15, measure: { rate: 'a' } },
      { id: 'C2', weight: 20, steps: [1, 2] },
    ],
  },
  roles: [{ role: 'master', coefficient: 1 }],
  events: [{ codes: ['D01', 'D02'] }, { codes: ['D06'], points: [1] }],
};
const by = (patch: unknown) => patched(base, patch, '/scheme/patch');

describe('a patch', () => {
  test('changes members by key and things by name, and leaves the rest', () => {
    const { value, faults } = by({
      minScoringDays: 3,
      posts: { CALL110: { C2: { weight: 25, steps: [3] }, C1: { measure: { rate: 'b' } } } },
      roles: [{ role: 'master', coefficient: '1.25' }],
    });
    expect(faults).toEqual([]);
    expect(value).toEqual({
      ...base,
      minScoringDays: 3,
      posts: {
        CALL110: [
          { id: 'C1', weight: 15, measure: { rate: 'b' } },
          { id: 'C2', weight: 25, steps: [3] },
        ],
      },
      roles: [{ role: 'master', coefficient: '1.25' }],
    });
  });

  test('adds what is new, at the end', () => {
    const { value } = by({
      posts: { CALL110: { C6: { weight: 1 } }, CLERK: [] },
      roles: [{ role: 'chief', coefficient: 2 }],
    });
    expect(value).toMatchObject({
      posts: { CALL110: [{ id: 'C1' }, { id: 'C2' }, { id: 'C6', weight: 1 }], CLERK: [] },
      roles: [{ role: 'master' }, { role: 'chief' }],
    });
  });

  test('removes by null, and says what cannot be removed', () => {
    const { value, faults } = by({ groupCaps: null, posts: { CALL110: { C1: null, C9: null } } });
    expect(value).not.toHaveProperty('groupCaps');
    expect(value).toMatchObject({ posts: { CALL110: [{ id: 'C2' }] } });
    expect(faults).toEqual([
      {
        path: '/scheme/patch/posts/CALL110/C9',
        wrong: 'null removes something that is not there',
        right: 'one of C1, C2',
      },
    ]);
  });

  test('knows an entry of the event catalogue by its codes', () => {
    const { value } = by({ events: [{ codes: ['D06'], points: [1, 2] }, { codes: ['X1'] }] });
    expect(value).toMatchObject({
      events: [{ codes: ['D01', 'D02'] }, { codes: ['D06'], points: [1, 2] }, { codes: ['X1'] }],
    });
  });

  test('leaves what it was made of as it was', () => {
    const before = JSON.stringify(base);
    by({ posts: { CALL110: { C1: null } }, minScoringDays: 1 });
    expect(JSON.stringify(base)).toBe(before);
  });
});
