// JSON escapes these by a letter or a number, which would be taken for the letter itself.
const NOT_AS_JSON = /[\u0000-\u001f\ud800-\udfff]/;

// Ids, hashes and numbers mean the same without quotes, which is sooner written and read.
const PLAIN = /^[\w:.-]+$/;
/** Of a plain text that may say NULL. */
const NULL_LENGTH = 4;

const quoted = (text: string): string => {
  if (PLAIN.test(text) && text.length !== NULL_LENGTH) return text;
  return NOT_AS_JSON.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : JSON.stringify(text);
};

/** An element as it stands in an array; undefined for what only the client library can write. */
const elementOf = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'object') {
    return Buffer.isBuffer(value) ? `"\\\\x${value.toString('hex')}"` : undefined;
  }
  return String(value);
};

/**
 * An array of texts, numbers, truth values or bytes as PostgreSQL reads it; undefined for others.
 * What the client library makes of an array costs more than all other work on an event: it looks
 * for dates and lists in each element and puts the text together piece by piece.
 */
export const arrayLiteral = (values: readonly unknown[]): string | undefined => {
  const elements: string[] = [];
  for (const value of values) {
    const element = elementOf(value);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return `{${elements.join(',')}}`;
};

const parameterOf = (value: unknown): unknown =>
  Array.isArray(value) ? (arrayLiteral(value) ?? value) : value;

interface Statement {
  readonly values?: unknown;
}

const isStatement = (value: unknown): value is Statement =>
  typeof value === 'object' && value !== null && 'values' in value && !('submit' in value);

/** What a client is asked, with its arrays written out; what is no list of parameters is left alone. */
export const withArraysWritten = (args: readonly unknown[]): unknown[] =>
  args.map((arg) => {
    if (Array.isArray(arg)) return arg.map(parameterOf);
    if (!isStatement(arg) || !Array.isArray(arg.values)) return arg;
    return { ...arg, values: arg.values.map(parameterOf) };
  });
