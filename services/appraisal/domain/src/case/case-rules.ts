import { Rejection, type Instant } from '@ywk/kernel';
import { ruleBookOf } from '../rules/rule-book-of.ts';
import {
  inForce,
  nameOfRules,
  versionOfMonth,
  type RuleDocument,
  type RuleVersions,
} from '../rules/rule-versions.ts';
import type { RuleCommand } from '../rules/rules.decider.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import type { CaseSchemeEdit } from './case-document.ts';
import { patchedRules, type CaseSetting } from './case-setting.ts';

/** Who approves a draft is no matter of a case: names that no draft can have. */
const APPROVERS = ['first approver', 'second approver'];

/** Stands for the lab's report: a case is no run over real history. */
const NO_REPORT = 'case';

/** The rules of a story, changed on its way by the same decisions as in a running system. */
export class CaseRules {
  private versions: RuleVersions;
  private current: RuleBook;

  constructor(private readonly setting: CaseSetting) {
    this.versions = setting.decider.initialState;
    this.current = ruleBookOf(this.versions, setting.ground.calendar);
  }

  get book(): RuleBook {
    return this.current;
  }

  /** @throws Rejection for what the rules of rules refuse */
  edit(edit: CaseSchemeEdit, at: Instant): void {
    const { month, draftedBy, activatedBy } = edit;
    const rules = this.nextRules(edit);
    const name = nameOfRules(rules);
    const activation = {
      ...{ ...name, approver: activatedBy, now: at },
      ...{ report: `${NO_REPORT} ${month}`, failing: [] },
    };
    const commands: RuleCommand[] = [
      { type: 'Draft', data: { rules, cases: [], author: draftedBy } },
      ...APPROVERS.map((approver) => ({ type: 'Approve' as const, data: { ...name, approver } })),
      { type: 'Activate', data: activation },
    ];
    const { decider, ground } = this.setting;
    const decided = (versions: RuleVersions, command: RuleCommand): RuleVersions =>
      decider.decide(command, versions).reduce(decider.evolve, versions);
    this.versions = commands.reduce(decided, this.versions);
    this.current = ruleBookOf(this.versions, ground.calendar);
  }

  /** The rules of the month as the next version for it, changed as the edit says. */
  private nextRules({ month, patch }: CaseSchemeEdit): RuleDocument {
    const { versions } = this;
    const base = versionOfMonth(versions, 'SCHEME', month) ?? inForce(versions, 'SCHEME')[0];
    if (base?.rules.kind !== 'SCHEME') throw new RangeError('A case has a scheme.');
    const { scheme } = base.rules.document;
    const numbers = [...versions.values()]
      .map(({ rules }) => nameOfRules(rules))
      .filter(({ name }) => name === scheme)
      .map(({ version }) => version);
    const next = { version: Math.max(...numbers) + 1, effectiveFrom: month };
    const change = { patch: { ...patch, ...next }, path: '' };
    const { value, faults } = patchedRules(this.setting.ground, base.rules, change);
    if (value !== null) return value;
    const detail = {
      zh: `共${faults.length}处错误，第一处在${faults[0]?.path}。`,
      en: `${faults.length} faults; the first at ${faults[0]?.path}: ${faults[0]?.wrong}.`,
    };
    throw new Rejection('SCHEME_INVALID', detail, { errors: faults });
  }
}
