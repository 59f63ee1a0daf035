/** One thing that was expected, and what was found. */
export interface Check {
  /** Below the expectation: `/items/C2`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly holds: boolean;
  /** By what the found value came about, line by line. */
  readonly arithmetic: () => readonly string[];
}

/** An expectation that was not met. */
export interface CaseFailure {
  /** JSON Pointer into the case. */
  readonly path: string;
  /** As the step writes it. */
  readonly at: string;
  readonly expected: string;
  readonly found: string;
  readonly arithmetic: readonly string[];
}
