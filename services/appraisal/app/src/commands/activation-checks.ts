import { failingCases } from './failing-cases.ts';
import type { ActivationChecks } from './rules.ts';

/** A version must pass the cases it carries; none was run over real history yet. */
export const activationChecks: ActivationChecks = {
  failing: failingCases,
  report: () => Promise.resolve(null),
};
