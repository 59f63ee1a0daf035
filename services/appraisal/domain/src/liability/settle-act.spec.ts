import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { MetricBook } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import { rulingBehind, settledAct, type ActWord, type KnownAct } from './settle-act.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const rules = new RuleBook(
  new SchemeBook([read('rc-1.yaml') as SchemeDocument]),
  new MetricBook([read('metrics-1.yaml') as MetricDocument]),
  { knows: () => true, isWorkingDay: () => true },
);

const word = (fact: string, sign: 1 | -1, ruling: string | null = null): ActWord => ({
  ...{ fact, code: 'D07', sign, occurredAt: '2024-05-20T02:00:00.000Z', amounts: {} },
  ...{ eventId: fact, evidence: null, ruling },
});

const told = [word('f', 1), word('g', 1)];
const ruled = [...told, word('f', -1, 'r1'), word('g', -1, 'r1')];

const act = (words: readonly ActWord[], leader = 'G'): KnownAct => ({
  ...{ officer: 'Z', act: 'a', words, mentors: [], above: () => [] },
  stays: [
    { unit: 'U', post: 'CALL110', team: 'T', from: '2020-01-01', to: null, probation: false },
  ],
  leaders: [
    {
      ...{ unit: 'U', office: 'GROUP_LEADER', team: 'T', person: leader },
      ...{ from: '2020-01-01', to: null },
    },
  ],
});

const settled = (words: readonly ActWord[], leader?: string) =>
  settledAct(act(words, leader), rules);

describe('what others bear follows a ruling', () => {
  test('where its words alone change what was borne, however many were heard before', () => {
    expect(settled(told).map(({ person, points }) => [person, points])).toEqual([['G', 600]]);
    expect(settled(ruled)).toEqual([]);
    expect(rulingBehind(settled(told), act(ruled), rules)).toBe('r1');
    const half = ruled.slice(0, 3);
    expect(rulingBehind(settled(half), act(ruled), rules)).toBe('r1');
  });

  test('not where no ruling came last', () => {
    expect(rulingBehind([], act(told), rules)).toBeNull();
    const withdrawn = [...told, word('f', -1, 'r1'), word('g', -1)];
    expect(rulingBehind(settled(withdrawn.slice(0, 3)), act(withdrawn), rules)).toBeNull();
  });

  test('not where it is told later that another led on that day', () => {
    const lowered = [...told, word('f', -1, 'r1')];
    expect(rulingBehind(settled(lowered, 'G'), act(lowered, 'H'), rules)).toBeNull();
  });
});
