import { describe, expect, test } from '@jest/globals';
import { Linter, type Linter as Lint } from 'eslint';
import { parser } from 'typescript-eslint';
import { breaches } from './breach.ts';

type Rules = Readonly<Record<string, readonly unknown[]>>;
const restrictions = new URL('../../libs/tooling/restrictions.mjs', import.meta.url);
const { names, shapes } = (await import(restrictions.href)) as { names: Rules; shapes: Rules };

/** Each entry of a rule's list is a rule of its own: a breach of its neighbour does not prove it. */
const entries = (rules: Rules): unknown[] => [
  ...new Set(Object.values(rules).flatMap(([, ...list]) => list)),
];
const codeAgainst = (rule: string): string[] =>
  breaches.filter((breach) => breach.rule === rule).map(({ code }) => code);

const fires = (rule: string, entry: unknown, code: string): boolean => {
  const config = [
    { files: ['**/*.ts'], languageOptions: { parser }, rules: { [rule]: ['error', entry] } },
  ] as Lint.Config[];
  return new Linter().verify(code, config, 'a.ts').some(({ ruleId }) => ruleId === rule);
};

describe.each([
  { rule: 'no-restricted-syntax', list: entries(shapes) },
  { rule: 'no-restricted-globals', list: entries(names) },
])('$rule', ({ rule, list }) => {
  test.each(list.map((entry) => ({ entry, title: JSON.stringify(entry) })))(
    'has a breach of $title',
    ({ entry }) => {
      expect(codeAgainst(rule).filter((code) => fires(rule, entry, code))).not.toEqual([]);
    },
  );
});
