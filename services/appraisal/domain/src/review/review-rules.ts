import type { Label } from '@ywk/kernel';
import type { AnnualPart } from '../scheme/annual-document.ts';
import type { Decimal } from '../scheme/clause-document.ts';

/** A class of voters: colleagues, or the police officers who lead them. */
export interface VoterClass {
  readonly id: string;
  readonly label: Label;
  /** Of 100. */
  readonly weight: Decimal;
}

/** What a leader scores as. */
export interface LeaderRole {
  readonly role: string;
  readonly label: Label;
  /** A score in this role counts so many times, above 0. */
  readonly weight: Decimal;
}

/** A class with fewer than `minVoters` votes: counted with the next smallest, or not at all. */
export const SMALL_CLASSES = ['MERGE', 'HIDE'] as const;
export type SmallClasses = (typeof SMALL_CLASSES)[number];

/** MEDIAN moves each leader's scores so that every leader has the same median (DOMAIN §5 row 17). */
export const STRICTNESS = ['OFF', 'MEDIAN'] as const;
export type Strictness = (typeof STRICTNESS)[number];

/** Who confirms the results of a review. */
export interface PanelRules {
  /** So many must be left for everybody reviewed, recused kin apart. */
  readonly minMembers: number;
  /** Share of those who are not recused, rounded up. */
  readonly quorum: Decimal;
}

/** How a year is reviewed: member `decisions.reviews` of a scheme (DOMAIN §2.13, §5 rows 15–17). */
export interface ReviewRules {
  /** Their weights total 100. */
  readonly classes: readonly VoterClass[];
  readonly smallClasses: SmallClasses;
  readonly leaders: readonly LeaderRole[];
  readonly strictness: Strictness;
  readonly panel: PanelRules;
  /** Weights of the year's parts in units that have their own; of nested ones the nearest. */
  readonly unitWeights: Readonly<Record<string, readonly AnnualPart[]>>;
}

/** What a scheme without `decisions.reviews` means. */
export const RC1_REVIEWS: ReviewRules = {
  classes: [{ id: 'PEERS', label: { zh: '同事', en: 'Colleagues' }, weight: 100 }],
  smallClasses: 'MERGE',
  leaders: [{ role: 'LEADER', label: { zh: '领导', en: 'Leader' }, weight: 1 }],
  strictness: 'OFF',
  panel: { minMembers: 3, quorum: '60%' },
  unitWeights: {},
};
