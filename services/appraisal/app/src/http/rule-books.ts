import type { RuleBook } from '@ywk/appraisal-domain';

/** The rules in force, as the composition hands them to those who explain scores. */
export abstract class RuleBooks {
  abstract now(): Promise<RuleBook>;
}
