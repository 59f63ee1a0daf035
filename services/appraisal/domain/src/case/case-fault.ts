/** One reason why a case is refused before it is played: where, what is wrong, what would be right. */
export interface CaseFault {
  /** JSON Pointer into the case. */
  readonly path: string;
  readonly wrong: string;
  readonly right: string;
}
