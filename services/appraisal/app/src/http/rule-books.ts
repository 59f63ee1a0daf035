import type { RuleBook } from '@ywk/appraisal-domain';

/** The rules, as the composition hands them to those who explain scores. */
export abstract class RuleBooks {
  /** @param until instant, ms: as they were known then */
  abstract by(until: number): Promise<RuleBook>;
}
