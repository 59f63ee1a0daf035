import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { rejections as appraisal } from '@ywk/appraisal-app';
import { DUTY_REJECTIONS as duty } from '@ywk/duty-app';
import { rejections as payroll } from '@ywk/payroll-app';
import { KNOWN_PROBLEMS, problemsDocument } from '@ywk/platform';
import { rejections as recruitment } from '@ywk/recruitment-app';
import { workspaceFiles } from './workspace-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tables = { recruitment, duty, appraisal, payroll };
const sections = Object.entries(tables).map(([service, problems]) => ({ service, problems }));
const sources = workspaceFiles(root).filter(
  (file) => /^(libs|services)[/].*[/]src[/].*[.]ts$/.test(file) && !file.endsWith('.spec.ts'),
);

/** Codes that a text refuses with, where it names them: rejections and problems. */
const codesIn = (text: string): string[] =>
  [
    ...text.matchAll(/new Rejection\(\s*'([A-Z0-9_]+)'/g),
    ...text.matchAll(/\b(?:refuse|refused|refusal|unknown)\('([A-Z0-9_]+)'/g),
    ...text.matchAll(/new Problem\(\{\s*code: '([A-Z0-9_]+)'/g),
  ].map(([, code = '']) => code);

/** Texts for readers of Chinese that have not a Chinese character, nor are put together of parts. */
const notChinese = (text: string): string[] =>
  [...text.matchAll(/\bzh:\s*(['`])(.*?)\1/gs)]
    .map(([, , words = '']) => words)
    .filter((words) => !/\p{Script=Han}|\$\{[^}]*\bzh\b/u.test(words));

const isKnown = (code: string): boolean => code in KNOWN_PROBLEMS;

/** Codes of a folder that no table explains. */
const unexplained = (folder: string, table: object): string[] => {
  const codes = sources
    .filter((file) => file.startsWith(folder))
    .flatMap((file) => codesIn(readFileSync(join(root, file), 'utf8')));
  return [...new Set(codes)].filter((code) => !(code in table) && !isKnown(code));
};

describe('problem codes', () => {
  const page = readFileSync(join(root, 'docs/problems.md'), 'utf8');

  test('docs/problems.md says what the tables say; `npm run problems` writes it', () =>
    expect(page).toBe(problemsDocument(sections)));

  test('a code whose meaning changed is noticed on the page', () => {
    const [first, ...others] = sections;
    const changed = { ...KNOWN_PROBLEMS.NOT_FOUND, title: { zh: '无', en: 'Gone' } };
    const problems = { ...first?.problems, UNIT_UNKNOWN: changed };
    const service = first?.service ?? '';
    expect(page).not.toBe(problemsDocument([{ service, problems }, ...others]));
  });

  test.each(sections)('$service explains each code that it refuses with', ({ service, problems }) =>
    // Cases of appraisal also say what payroll would refuse.
    expect(unexplained(`services/${service}/`, { ...payroll, ...problems })).toEqual([]),
  );

  test('the libraries refuse with codes that every service explains', () =>
    // The calendar is appraisal's: it alone answers with what is wrong with one.
    expect(unexplained('libs/', appraisal)).toEqual([]));

  test('a code that stands in no table is noticed', () => {
    const { UNIT_UNKNOWN: _, ...rest } = recruitment;
    expect(unexplained('services/recruitment/', rest)).toEqual(['UNIT_UNKNOWN']);
    expect(codesIn("throw new Rejection(\n  'NOT_YET', 'x')")).toEqual(['NOT_YET']);
  });

  test('what is said in Chinese is Chinese', () => {
    const found = sources.flatMap((file) => notChinese(readFileSync(join(root, file), 'utf8')));
    expect(found).toEqual([]);
    expect(notChinese("{ zh: 'No such unit', en: 'No such unit' }")).toEqual(['No such unit']);
  });
});
