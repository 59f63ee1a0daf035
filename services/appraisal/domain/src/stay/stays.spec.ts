import { describe, expect, test } from '@jest/globals';
import { monthBounds } from '@ywk/kernel';
import { longestFirst, staysIn, staysOf, type PlacementEvent } from './stays.ts';

const hired = (from: string, tier: number | null = 5): PlacementEvent => ({
  kind: 'HIRED',
  from,
  unit: 'U1',
  post: 'CALL110',
  team: 'A',
  tier,
});
const moved = (from: string, unit: string): PlacementEvent => ({
  kind: 'TRANSFERRED',
  from,
  unit,
  post: 'CALL110',
  team: null,
});
const second = (from: string, to: string | null, share = 50): PlacementEvent => ({
  ...{ kind: 'SECOND_POST', from, to, share },
  ...{ unit: 'U9', post: 'CLERK', team: null },
});
const left = (on: string): PlacementEvent => ({ kind: 'LEFT', on });

const JUNE = monthBounds('2024-06');

const text = (events: PlacementEvent[], month = '2024-06') =>
  staysIn(staysOf(events), monthBounds(month)).map(
    ({ unit, from, to, days }) => `${unit} ${from}…${to} ${days}`,
  );

describe('stays', () => {
  test('a transfer cuts the month in two', () => {
    expect(text([hired('2020-01-01'), moved('2024-06-13', 'U2')])).toEqual([
      'U1 2024-06-01…2024-06-12 12',
      'U2 2024-06-13…2024-06-30 18',
    ]);
  });

  test('a transfer told late holds until the one that follows it', () => {
    const events = [hired('2020-01-01'), moved('2024-06-20', 'U3'), moved('2024-06-10', 'U2')];
    const stays = [
      'U1 2024-06-01…2024-06-09 9',
      'U2 2024-06-10…2024-06-19 10',
      'U3 2024-06-20…2024-06-30 11',
    ];
    expect(text(events)).toEqual(stays);
    expect(text([...events, moved('2024-06-10', 'U4')])).toEqual(
      stays.map((stay) => stay.replace('U2', 'U4')),
    );
  });

  test('a transfer told late of an earlier employment leaves the later one alone', () => {
    const back = [hired('2020-01-01'), left('2024-06-05'), hired('2024-06-20', null)];
    expect(text([...back, moved('2024-06-03', 'U2')])).toEqual([
      'U1 2024-06-01…2024-06-02 2',
      'U2 2024-06-03…2024-06-05 3',
      'U1 2024-06-20…2024-06-30 11',
    ]);
  });

  test('the last day in service counts', () => {
    expect(text([hired('2020-01-01'), left('2024-06-10')])).toEqual([
      'U1 2024-06-01…2024-06-10 10',
    ]);
    expect(text([hired('2020-01-01'), left('2024-05-31')])).toEqual([]);
  });

  test('who comes back has a new stay, and a late transfer does not undo the end', () => {
    expect(text([hired('2020-01-01'), left('2024-06-05'), hired('2024-06-20')])).toHaveLength(2);
    expect(text([hired('2020-01-01'), left('2024-06-20'), moved('2024-06-10', 'U2')])).toEqual([
      'U1 2024-06-01…2024-06-09 9',
      'U2 2024-06-10…2024-06-20 11',
    ]);
  });

  test('most days rank first, the later one of two equals', () => {
    const stays = staysIn(staysOf([hired('2020-01-01'), moved('2024-06-16', 'U2')]), JUNE);
    expect(longestFirst(stays).map(({ unit }) => unit)).toEqual(['U2', 'U1']);
  });

  test('a second post has its own days and takes its share of the main one', () => {
    const shares = staysIn(staysOf([hired('2020-01-01'), second('2024-06-21', null, 30)]), JUNE);
    expect(shares.map(({ unit, days, weight }) => [unit, days, weight])).toEqual([
      ['U1', 30, 30 * 100 - 10 * 30],
      ['U9', 10, 10 * 30],
    ]);
  });

  test('a later word from the same day ends a second post, and leaves the next one alone', () => {
    const known = [
      hired('2020-01-01'),
      second('2024-06-01', '2024-06-10'),
      second('2024-06-21', null),
    ];
    expect(text([...known, second('2024-06-01', '2024-06-05')])).toEqual([
      'U1 2024-06-01…2024-06-30 30',
      'U9 2024-06-01…2024-06-05 5',
      'U9 2024-06-21…2024-06-30 10',
    ]);
  });

  test('a second post of an earlier employment is no matter of the trainee time after it', () => {
    const back = [hired('2020-01-01'), left('2024-06-05'), hired('2024-06-20', null)];
    const stays = staysOf([...back, second('2024-06-01', '2024-06-05')]);
    expect(stays.map(({ probation }) => probation)).toEqual([false, true, false]);
  });

  test('the trainee time goes with the person', () => {
    const stays = staysOf([hired('2024-01-01', null), moved('2024-06-16', 'U2')]);
    expect(stays.map(({ probation }) => probation)).toEqual([true, true]);
  });

  test('a corrected first placement stays in the trainee time', () => {
    const stays = staysOf([hired('2024-01-01', null), moved('2024-01-01', 'U2')]);
    expect(stays.map(({ unit, probation }) => [unit, probation])).toEqual([['U2', true]]);
  });
});
