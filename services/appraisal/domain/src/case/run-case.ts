import type { CaseDocument } from './case-document.ts';
import type { CaseFault } from './case-fault.ts';
import { caseFaults, unsupportedIn } from './case-faults.ts';
import { CaseEngine } from './case-engine.ts';
import { settingOf, type CaseGround } from './case-setting.ts';
import type { CaseFailure } from './check.ts';
import { playCase } from './tell-case.ts';

/** What became of a case. One with faults, or with steps that nobody can play yet, is not played. */
export interface CaseResult {
  readonly case: string;
  readonly status: 'PASSED' | 'FAILED' | 'INVALID' | 'UNSUPPORTED';
  readonly expectations: number;
  readonly faults: readonly CaseFault[];
  /** Places of what cannot be played yet. */
  readonly unsupported: readonly string[];
  readonly failures: readonly CaseFailure[];
}

/** Plays a well-formed case on the pure engine. */
export const runCase = (document: CaseDocument, ground: CaseGround): CaseResult => {
  const expectations = document.steps.reduce((sum, { expect }) => sum + (expect?.length ?? 0), 0);
  const head = { case: document.case, expectations, failures: [] };
  const { value: setting, faults: ofRules } = settingOf(document, ground);
  const versions = setting?.decider.initialState ?? ground.versions;
  const rules = [...versions.values()].map((version) => version.rules);
  const faults = [...ofRules, ...caseFaults(document, { rules, posts: ground.posts })];
  const unsupported = unsupportedIn(document);
  if (setting === null || faults.length > 0) {
    return { ...head, status: 'INVALID', faults, unsupported };
  }
  if (unsupported.length > 0) return { ...head, status: 'UNSUPPORTED', faults, unsupported };
  const engine = new CaseEngine(document, setting);
  const failures = playCase(document, (ask) => engine.answer(ask));
  const status = failures.length === 0 ? 'PASSED' : 'FAILED';
  return { ...head, status, faults, unsupported, failures };
};
