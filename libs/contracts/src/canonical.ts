/** Texts that stand in JSON as they are: nothing to escape, and no half of a surrogate pair. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

const numberText = (value: number): string => {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}.`);
  return String(value);
};

const listText = (values: readonly unknown[]): string => {
  let items = '';
  for (const value of values) {
    items += `${items === '' ? '' : ','}${textOf(value) ?? 'null'}`;
  }
  return `[${items}]`;
};

/** Members in the order of their UTF-16 code units, which is the order of `sort`. */
const objectText = (value: object): string => {
  if (Array.isArray(value)) return listText(value);
  const members = value as Readonly<Record<string, unknown>>;
  if (typeof members['toJSON'] === 'function') return textOf(members['toJSON']()) ?? 'null';
  let text = '';
  for (const name of Object.keys(members).sort()) {
    const member = textOf(members[name]);
    if (member !== undefined) text += `${text === '' ? '' : ','}${quoted(name)}:${member}`;
  }
  return `{${text}}`;
};

/** The text of a value; undefined for what JSON leaves out. */
const textOf = (value: unknown): string | undefined => {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return numberText(value);
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : objectText(value);
    case 'undefined':
    case 'symbol':
      return undefined;
    default:
      throw new TypeError(`JSON has no ${typeof value}.`);
  }
};

/**
 * The one text of a JSON value (RFC 8785): what is stored, hashed and compared. Numbers and texts
 * have the form that JavaScript itself gives them.
 * @throws TypeError for what JSON cannot say
 */
export const canonicalText = (value: unknown): string => {
  const text = textOf(value);
  if (text === undefined) throw new TypeError('The value has no JSON text.');
  return text;
};
