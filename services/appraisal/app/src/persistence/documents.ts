import { stringify } from 'safe-stable-stringify';

/** A control character: in JSON text it never stands as itself. */
const BETWEEN = '\u001e';

/**
 * Documents as one parameter: long texts in an array would each be quoted here and unquoted there,
 * which costs as much as the rest of writing them. Each has the text that RFC 8785 gives it, by a
 * library that is half as long about it as the one that also refuses what is no JSON.
 * @param documents at least one; of JSON values
 */
export const joined = (documents: readonly unknown[]): string =>
  documents.map((document) => stringify(document)).join(BETWEEN);

/** The array of texts that {@link joined} made a parameter of. @param place of it, like `$1` */
export const documentsIn = (place: string): string => `string_to_array(${place}::text, E'\\x1e')`;
