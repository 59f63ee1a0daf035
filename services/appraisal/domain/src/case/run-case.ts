import type { CaseDocument } from './case-document.ts';
import type { CaseFault } from './case-fault.ts';
import { caseFaults } from './case-faults.ts';
import { CaseEngine } from './case-engine.ts';
import { settingOf, type CaseGround, type CaseSetting } from './case-setting.ts';
import type { CaseFailure } from './check.ts';
import { playCase } from './tell-case.ts';

/** What became of a case. One with faults is not played. */
export interface CaseResult {
  readonly case: string;
  readonly status: 'PASSED' | 'FAILED' | 'INVALID' | 'UNSUPPORTED';
  readonly expectations: number;
  readonly faults: readonly CaseFault[];
  /** Places of what the player has no way to do; the engine plays everything. */
  readonly unsupported: readonly string[];
  readonly failures: readonly CaseFailure[];
}

/** A case that can be played, or why it cannot. */
export type Playable =
  | { readonly setting: CaseSetting; readonly result: null }
  | { readonly setting: null; readonly result: CaseResult };

const headOf = ({ case: name, steps }: CaseDocument) => ({
  case: name,
  expectations: steps.reduce((sum, { expect }) => sum + (expect?.length ?? 0), 0),
  ...{ faults: [], unsupported: [], failures: [] },
});

/** Holds a well-formed case against the rules that it names. */
export const playable = (document: CaseDocument, ground: CaseGround): Playable => {
  const { value: setting, faults: ofRules } = settingOf(document, ground);
  const versions = setting?.decider.initialState ?? ground.versions;
  const rules = [...versions.values()].map((version) => version.rules);
  const faults = [...ofRules, ...caseFaults(document, { rules, posts: ground.posts })];
  const told = { ...headOf(document), faults };
  if (setting === null || faults.length > 0) {
    return { setting: null, result: { ...told, status: 'INVALID' } };
  }
  return { setting, result: null };
};

/** The result of a case that its player cannot play at some places. */
export const unplayable = (document: CaseDocument, unsupported: readonly string[]): CaseResult => ({
  ...headOf(document),
  ...{ status: 'UNSUPPORTED', unsupported },
});

/** The result of a case that was played to its end. */
export const played = (document: CaseDocument, failures: readonly CaseFailure[]): CaseResult => ({
  ...headOf(document),
  ...{ status: failures.length === 0 ? 'PASSED' : 'FAILED', failures },
});

/** Plays a well-formed case on the pure engine. */
export const runCase = (document: CaseDocument, ground: CaseGround): CaseResult => {
  const { setting, result } = playable(document, ground);
  if (setting === null) return result;
  const engine = new CaseEngine(document, setting);
  return played(
    document,
    playCase(document, (ask) => engine.answer(ask)),
  );
};
