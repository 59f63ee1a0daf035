import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One text in the code that is a statement to the database. */
export interface Statement {
  readonly file: string;
  readonly line: number;
  /** What stands between backticks or quotes; a hole stands as `${}`. */
  readonly text: string;
}

const statementLike = /\b(SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|COPY)\s+\S/;

const textOf = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('${}');
};

/** Every text that a source holds, between quotes or backticks. */
export const textsIn = (file: string, source: string): Statement[] => {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found: Statement[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      found.push({ file, line: line + 1, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** The statements that a source text holds. */
export const statementsIn = (file: string, source: string): Statement[] =>
  textsIn(file, source).filter(({ text }) => statementLike.test(text));

/** The statements of many files. */
export const statementsOf = (root: string, files: readonly string[]): Statement[] =>
  files.flatMap((file) => statementsIn(file, readFileSync(join(root, file), 'utf8')));

const table = /CREATE TABLE (?:IF NOT EXISTS )?(\w+) \(\s*partition smallint/g;

/** The tables that are laid out by partition, by what the code that makes them says. */
export const partitionedTables = (root: string, files: readonly string[]): string[] => [
  ...new Set(
    files.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(table)].map(([, name]) => name ?? ''),
    ),
  ),
];

/** Whether a statement touches one of the tables without naming the partition. */
export const forgetsPartition = ({ text }: Statement, tables: readonly string[]): boolean => {
  const touched = [...text.matchAll(/\b(?:FROM|JOIN|UPDATE|INTO|COPY)\s+(?:ONLY\s+)?(\w+)/g)].map(
    ([, name]) => name ?? '',
  );
  return touched.some((name) => tables.includes(name)) && !/\bpartition\b/.test(text);
};
