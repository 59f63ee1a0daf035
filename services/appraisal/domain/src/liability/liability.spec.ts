import { describe, expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import fc from 'fast-check';
import { liability, type LiabilityEvent, type SaidLiability } from './liability.decider.ts';
import { RC1_LIABILITY, type LiabilityRules } from './liability-rules.ts';
import { liabilityOf, type Act, type Binding, type PenaltyWord } from './liability.ts';

const DAY = '2024-05-20';
const always = { from: '2020-01-01', to: null };
const bindings: readonly Binding[] = [
  { role: 'groupLeader', person: 'leader', ...always },
  { role: 'responsibleOfficer', person: 'mentor', ...always },
  { role: 'deputy', person: 'deputy', ...always },
  { role: 'chief', person: 'chief', ...always },
];

const said = (points: number, fact = 'f'): PenaltyWord => ({ fact, points, sign: 1 });
const takenBack = (points: number, fact = 'f'): PenaltyWord => ({ fact, points, sign: -1 });

const actOf = (words: readonly PenaltyWord[], change: Partial<Act> = {}): Act => ({
  ...{ officer: 'culprit', day: DAY, words, bindings },
  ...change,
});

/** Who bears how many hundredths, and the chief's steps. */
const borne = (act: Act, rules: LiabilityRules = RC1_LIABILITY) => {
  const found = liabilityOf(act, rules);
  return {
    points: Object.fromEntries(found.map(({ person, points }) => [person, points])),
    steps: found.reduce((sum, { levelSteps }) => sum + levelSteps, 0),
  };
};

const NOTHING = { points: {}, steps: 0 };
const SHARED = (leader: number, steps: number) => ({
  points: { leader, mentor: 0, deputy: 0, chief: 0 },
  steps,
});

describe('a grave penalty', () => {
  test('costs the group leader a fifth and the chief a level, and is put on record above', () => {
    expect(liabilityOf(actOf([said(3000)]), RC1_LIABILITY)).toEqual([
      { role: 'groupLeader', person: 'leader', points: 600, levelSteps: 0, record: null },
      { role: 'responsibleOfficer', person: 'mentor', points: 0, levelSteps: 0, record: 'DIRECT' },
      { role: 'deputy', person: 'deputy', points: 0, levelSteps: 0, record: 'IMPORTANT' },
      { role: 'chief', person: 'chief', points: 0, levelSteps: 1, record: 'MAIN' },
    ]);
  });

  test('begins at exactly 20 points', () => {
    expect(borne(actOf([said(2000)]))).toEqual(SHARED(400, 1));
    expect(borne(actOf([said(1999)]))).toEqual(NOTHING);
  });

  test('is shared once, however many report the act: the heaviest word counts', () => {
    expect(borne(actOf([said(3000, 'a'), said(3000, 'b'), said(1000, 'c')]))).toEqual(
      SHARED(600, 1),
    );
    const oneLess = [said(3000, 'a'), said(3000, 'b'), takenBack(3000, 'a')];
    expect(borne(actOf(oneLess))).toEqual(SHARED(600, 1));
  });

  test('below the limit in every word opens nothing, also where words add up to it', () => {
    expect(borne(actOf([said(1500, 'a'), said(1500, 'b')]))).toEqual(NOTHING);
  });
});

describe('a penalty that changes', () => {
  test('is followed below the grave limit; only the level step ends there', () => {
    expect(borne(actOf([said(3000), takenBack(3000), said(1000)]))).toEqual(SHARED(200, 0));
  });

  test('opens liability when a correction makes it grave', () => {
    expect(borne(actOf([said(1000), takenBack(1000), said(2500)]))).toEqual(SHARED(500, 1));
  });

  test('ends all when it is annulled, and brings it back when that is undone', () => {
    const annulled = [said(3000), takenBack(3000)];
    expect(borne(actOf(annulled))).toEqual(NOTHING);
    expect(borne(actOf([...annulled, said(3000)]))).toEqual(SHARED(600, 1));
  });
});

describe('who stood there on the day of the act', () => {
  const change = (from: string): readonly Binding[] => [
    { role: 'groupLeader', person: 'before', from: '2020-01-01', to: '2024-05-20' },
    { role: 'groupLeader', person: 'after', from, to: null },
  ];

  test('bears it; who took over after the act bears nothing', () => {
    const act = actOf([said(3000)], { bindings: change('2024-05-21') });
    expect(borne(act)).toEqual({ points: { before: 600 }, steps: 0 });
    expect(borne({ ...act, day: '2024-05-21' })).toEqual({ points: { after: 600 }, steps: 0 });
  });

  test('is the later one where two overlap; nobody where there is a gap', () => {
    const both = change('2024-05-10');
    expect(borne(actOf([said(3000)], { bindings: both })).points).toEqual({ after: 600 });
    const turned = [...both].reverse();
    expect(borne(actOf([said(3000)], { bindings: turned })).points).toEqual({ after: 600 });
    expect(borne(actOf([said(3000)], { bindings: [] }))).toEqual(NOTHING);
    const ended = both.slice(0, 1);
    expect(borne(actOf([said(3000)], { bindings: ended, day: '2024-05-21' }))).toEqual(NOTHING);
  });

  test('bears nothing for an own act', () => {
    const own = borne(actOf([said(3000)], { officer: 'leader' }));
    expect(own).toEqual({ points: { mentor: 0, deputy: 0, chief: 0 }, steps: 1 });
  });
});

test('each role has its kinds: a share, fixed points, a level step', () => {
  const rules: LiabilityRules = {
    ...RC1_LIABILITY,
    graveFrom: 10,
    groupLeader: { share: '33.33%', points: '0.5', levelSteps: 2 },
    deputy: { share: 0, points: 0, levelSteps: 0 },
  };
  const found = borne(actOf([said(1010)]), rules);
  // 10.10 × 0.3333 + 0.5 = 3.86633
  expect(found).toEqual({ points: { leader: 387, mentor: 0, chief: 0 }, steps: 3 });
});

describe('what is said of it', () => {
  const head = { act: 'a', officer: 'culprit', occurredAt: '2024-05-20T02:00:00.000Z' };
  const cause = { fact: 'f', code: 'D07', eventId: 'e', evidence: 'DOC-1' };

  const step = (events: readonly LiabilityEvent[], words: readonly PenaltyWord[]) => {
    const borneNow = liabilityOf(actOf(words), RC1_LIABILITY);
    const liabilities = borneNow.map((each): SaidLiability => ({ ...head, ...each, cause }));
    const command = { type: 'Settle' as const, data: { liabilities } };
    return [...events, ...liability.decide(command, fold(liability, events))];
  };

  const sums = (events: readonly LiabilityEvent[]) => {
    const found = new Map<string, number>();
    for (const { type, data } of events) {
      const sign = type === 'LiabilityBorne' ? 1 : -1;
      const key = `${data.person} ${data.levelSteps} ${data.record}`;
      found.set(key, (found.get(key) ?? 0) + sign * (data.points || 1));
    }
    return [...found].filter(([, sum]) => sum !== 0).sort();
  };

  test('a correction takes back what no longer holds and leaves the rest', () => {
    const events = step(step([], [said(3000)]), [said(3000), takenBack(3000), said(2500)]);
    expect(events.slice(4).map(({ type, data }) => [type, data.person, data.points])).toEqual([
      ['LiabilityEnded', 'leader', 600],
      ['LiabilityBorne', 'leader', 500],
    ]);
  });

  test('settled twice it says nothing more', () => {
    const once = step([], [said(3000)]);
    expect(step(once, [said(3000)])).toEqual(once);
  });

  /** A fact that is told, corrected and taken back again and again, as its words. */
  const anyWords = fc
    .array(
      fc.tuple(
        fc.constantFrom('f', 'g'),
        fc.integer({ min: 0, max: 3 }).map((n) => n * 1000),
      ),
      { maxLength: 12 },
    )
    .map((versions) => {
      const words: PenaltyWord[] = [];
      const now = new Map<string, number>();
      for (const [fact, points] of versions) {
        const before = now.get(fact) ?? 0;
        if (before > 0) words.push(takenBack(before, fact));
        if (points > 0) words.push(said(points, fact));
        now.set(fact, points);
      }
      return words;
    });

  test('any order of the same words comes to the same', () => {
    fc.assert(
      fc.property(
        anyWords.chain((words) =>
          fc.tuple(
            fc.constant(words),
            fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length }),
          ),
        ),
        ([words, shuffled]) => {
          expect(borne(actOf(shuffled))).toEqual(borne(actOf(words)));
        },
      ),
    );
  });

  test('after any settling on the way, the sum is what the end says; annulled, it is nothing', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        let events: LiabilityEvent[] = [];
        for (let n = 1; n <= words.length; n += 1) events = step(events, words.slice(0, n));
        expect(sums(events)).toEqual(sums(step([], words)));
        const undone = [...words, ...words.map((w) => ({ ...w, sign: -w.sign as 1 | -1 }))];
        expect(sums(step(events, undone))).toEqual([]);
      }),
    );
  });
});
