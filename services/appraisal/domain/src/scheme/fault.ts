/** One reason why a document is refused: where, what is wrong, what would be right. */
export interface Fault {
  /** WEIGHTS_NOT_100 for weights that do not total 100; SCHEME_INVALID for everything else. */
  readonly code: 'SCHEME_INVALID' | 'WEIGHTS_NOT_100';
  /** JSON Pointer into the document. */
  readonly path: string;
  readonly wrong: string;
  readonly right: string;
}

/** A fault at a path. */
export const fault = (path: string, wrong: string, right: string): Fault => ({
  code: 'SCHEME_INVALID',
  path,
  wrong,
  right,
});
