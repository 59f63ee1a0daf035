import type { ActivationChecks } from './rules.ts';

/** No version was run over real history yet, and none carries cases that this service could run. */
export const nothingProven: ActivationChecks = {
  failing: ({ cases }) => cases.map((each, at) => String(each['case'] ?? at)),
  report: () => Promise.resolve(null),
};
