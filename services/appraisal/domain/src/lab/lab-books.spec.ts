import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isRejection, type WorkingCalendar } from '@ywk/kernel';
import { parse } from 'yaml';
import type { MetricDocument } from '../metric/metric-definition.ts';
import {
  nameOfRules,
  versionKey,
  type RuleDocument,
  type RuleVersion,
  type RuleVersions,
} from '../rules/rule-versions.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { labBooks } from './lab-books.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const rc1 = read('rc-1.yaml') as SchemeDocument;
const metrics1 = read('metrics-1.yaml') as MetricDocument;
const posts = Object.keys(rc1.posts);
const calendar: WorkingCalendar = { knows: () => true, isWorkingDay: () => true };

const scheme = (version: number, over: Partial<SchemeDocument> = {}): RuleDocument => ({
  kind: 'SCHEME',
  document: { ...rc1, version, ...over },
});
const metrics = (version: number, over: Partial<MetricDocument> = {}): RuleDocument => ({
  kind: 'METRICS',
  document: { ...metrics1, version, ...over },
});

/** Versions in the order of their activation; the last ones are drafts. */
const versionsOf = (active: readonly RuleDocument[], drafts: readonly RuleDocument[]) => {
  const none = { cases: [], author: 'a', approvers: [], activatedBy: null };
  const row = (rules: RuleDocument, activated: number | null): [string, RuleVersion] => [
    versionKey(nameOfRules(rules)),
    { rules, activated, ...none },
  ];
  const versions: RuleVersions = new Map([
    ...active.map((rules, at) => row(rules, at)),
    ...drafts.map((rules) => row(rules, null)),
  ]);
  return versions;
};

const tried = (...[versions, rules, from, to]: [RuleVersions, RuleDocument, string, string]) =>
  labBooks({ versions, name: nameOfRules(rules), from, to }, { calendar, posts });

/** `rc-1@1 under 1`: scheme and metric definitions of some months. */
const rulesOf = (book: ReturnType<typeof labBooks>['live'], months: readonly string[]): string[] =>
  months.map((month) => {
    const { scheme: found, metrics: version } = book.of(month);
    return `${month} ${found.name} under ${version}`;
  });

describe('the books of a trial', () => {
  const later = scheme(2, { effectiveFrom: '2024-05' });
  const draft = scheme(3, { effectiveFrom: '2030-01' });

  test('put a draft of a month to come in the place of what ruled each month of the range', () => {
    const versions = versionsOf([metrics(1), scheme(1), later], [draft]);
    const { live, draft: book } = tried(versions, draft, '2024-04', '2024-05');
    const months = ['2024-03', '2024-04', '2024-05'];
    expect(rulesOf(live, months)).toEqual([
      '2024-03 rc-1@1 under 1',
      '2024-04 rc-1@1 under 1',
      '2024-05 rc-1@2 under 1',
    ]);
    expect(rulesOf(book, months)).toEqual([
      '2024-03 rc-1@1 under 1',
      '2024-04 rc-1@3 under 1',
      '2024-05 rc-1@3 under 1',
    ]);
  });

  test('leave the schemes of the months over a draft of metric definitions', () => {
    const counted = metrics(2, { effectiveFrom: '2030-01-01' });
    const versions = versionsOf([metrics(1), scheme(1), later], [counted]);
    const { draft: book } = tried(versions, counted, '2024-04', '2024-05');
    expect(rulesOf(book, ['2024-03', '2024-04', '2024-05'])).toEqual([
      '2024-03 rc-1@1 under 1',
      '2024-04 rc-1@1 under 2',
      '2024-05 rc-1@2 under 2',
    ]);
  });

  test('take what will rule beside a draft where it names metrics that came later', () => {
    const events = metrics1.events.filter(({ codes }) => !codes.includes('A01'));
    const before = metrics(1, { events });
    const counted = metrics(2, { effectiveFrom: '2024-06-01' });
    const bare = scheme(1, { public: rc1.public.filter(({ id }) => id !== 'ATT') });
    const versions = versionsOf([before, bare, counted], [draft]);
    const { live, draft: book } = tried(versions, draft, '2024-05', '2024-05');
    expect(rulesOf(live, ['2024-05'])).toEqual(['2024-05 rc-1@1 under 1']);
    expect(rulesOf(book, ['2024-05'])).toEqual(['2024-05 rc-1@3 under 2']);
  });

  test('are refused with every fault where a draft fits nothing', () => {
    const few = metrics(1, { events: [] });
    const versions = versionsOf([few, scheme(1)], [draft]);
    try {
      tried(versions, draft, '2024-05', '2024-05');
      throw new Error('It was not refused.');
    } catch (error) {
      if (!isRejection(error)) throw error;
      expect(error.code).toBe('LAB_RULES_UNFIT');
      expect((error.facts?.['errors'] as unknown[]).length).toBeGreaterThan(10);
    }
  });

  test('are refused for a version that is not there', () => {
    const versions = versionsOf([metrics(1), scheme(1)], []);
    expect(() => tried(versions, draft, '2024-05', '2024-05')).toThrow(
      expect.objectContaining({ code: 'RULES_UNKNOWN' }),
    );
    expect(() => tried(versionsOf([scheme(1)], [draft]), draft, '2024-05', '2024-05')).toThrow(
      expect.objectContaining({ code: 'METRICS_MISSING' }),
    );
  });
});
