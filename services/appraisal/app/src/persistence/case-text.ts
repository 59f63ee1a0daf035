import { LineCounter, parseDocument, visit, type Document } from 'yaml';

/** A case as it was read, and the line of each of its places. */
export interface ReadText {
  readonly value: unknown;
  /** Why the text is no YAML; empty when it is. */
  readonly faults: readonly { readonly line: number; readonly wrong: string }[];
  /** Line, from 1, of a JSON Pointer; of the nearest place around it that has one. */
  lineOf(pointer: string): number;
}

const WHOLE = /^-?(0|[1-9]\d{0,14})$/;

/** Every number but a plain whole one keeps the text it is written in: 88.85 is never a float. */
const keepDecimals = (document: Document): void => {
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'number') return;
      const source = scalar.source ?? String(scalar.value);
      if (!WHOLE.test(source)) scalar.value = source;
    },
  });
};

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const startOf = (document: Document, path: readonly string[]): number | undefined => {
  const node = document.getIn(path, true) as { range?: readonly number[] } | undefined;
  return node?.range?.[0];
};

/** Far more references than a story has, and no more than a machine bears. */
const MOST_ALIASES = 10_000;

/** What the text stands for, references followed; a fault where one leads nowhere. */
const valueOf = (document: Document): Pick<ReadText, 'value' | 'faults'> => {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown, faults: [] };
  } catch (error) {
    return { value: undefined, faults: [{ line: 1, wrong: (error as Error).message }] };
  }
};

/** Reads the text of a case file. */
export const readText = (text: string): ReadText => {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, { lineCounter: lines, merge: true });
  keepDecimals(document);
  const faults = document.errors.map(({ message, pos }) => ({
    line: lines.linePos(pos[0]).line,
    wrong: message.replace(/ at line \d+, column \d+:[^]*$/, ''),
  }));
  return {
    ...(faults.length === 0 ? valueOf(document) : { value: undefined, faults }),
    lineOf: (pointer) => {
      const path = partsOf(pointer);
      for (let end = path.length; end > 0; end -= 1) {
        const start = startOf(document, path.slice(0, end));
        if (start !== undefined) return lines.linePos(start).line;
      }
      return 1;
    },
  };
};
