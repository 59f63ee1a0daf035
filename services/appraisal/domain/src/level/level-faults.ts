import { fault, type Fault } from '../scheme/fault.ts';
import { valueOf } from '../scheme/number-faults.ts';
import type { AnnualQuotaRules, LevelRules } from './level-rules.ts';
import { impossibleAt } from './quota-seats.ts';
import type { Quota } from './quota.ts';

/** Sizes of a group for which quotas are held against each other. */
const SIZES = Array.from({ length: 300 }, (_, at) => at + 1);

const shareFaults = ({ share }: Quota, path: string): Fault[] => {
  const value = valueOf(share);
  // What is no number at all is found with all other numbers.
  if (value === undefined || (value.compare(0) >= 0 && value.compare(1) <= 0)) return [];
  return [fault(`${path}/share`, `the share is ${share}`, 'a share from 0% to 100%')];
};

const QUOTAS = ['level1', 'levels1And2', 'level4'] as const;

/** Quotas of force levels that cannot hold together for some number of people. */
export const levelFaults = (rules: LevelRules | undefined, path: string): Fault[] => {
  if (rules === undefined) return [];
  const faults = QUOTAS.flatMap((quota) => shareFaults(rules[quota], `${path}/${quota}`));
  const readable = QUOTAS.every((quota) => valueOf(rules[quota].share) !== undefined);
  if (faults.length > 0 || !readable) return faults;
  const reason = SIZES.flatMap((n) => impossibleAt(rules, n) ?? [])[0];
  if (reason === undefined) return [];
  const right = 'shares and roundings by which level 1 always lies within levels 1 and 2';
  return [fault(`${path}/level1`, `${reason.en} ${reason.zh}`, right)];
};

/** A share of the excellent that is none. */
export const annualQuotaFaults = (rules: AnnualQuotaRules | undefined, path: string): Fault[] =>
  rules === undefined ? [] : shareFaults(rules.excellent, `${path}/excellent`);
