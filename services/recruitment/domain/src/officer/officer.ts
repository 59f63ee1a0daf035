import type { LocalDay } from '@ywk/kernel';

/** A field that only the holder of the person's key can read; opaque to every rule. */
export interface SealedField {
  readonly alg: 'A256GCM';
  readonly kid: string;
  readonly iv: string;
  readonly ct: string;
  readonly tag: string;
}

/** Who a person is, sealed before any rule sees it. */
export interface PersonalData {
  readonly name: SealedField;
  readonly identityNumber: SealedField;
  readonly phone: SealedField | null;
  readonly bankAccount: SealedField | null;
}

/** Where an officer works from a day on. */
export interface Placement {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
  readonly badge: string;
  readonly seat: string | null;
}

export interface DatedPlacement extends Placement {
  /** First day, Asia/Shanghai; it holds until the next placement or the end of the employment. */
  readonly from: LocalDay;
}

/** One employment, both days inclusive; `until` is null while it lasts. */
export interface Employment {
  readonly employment: string;
  readonly from: LocalDay;
  readonly until: LocalDay | null;
  /** By first day, ascending. */
  readonly placements: readonly DatedPlacement[];
}

/** A person in this bureau's files, for life. */
export interface Officer {
  readonly kid: string | null;
  readonly erased: boolean;
  readonly restricted: boolean;
  /** By first day, ascending. */
  readonly employments: readonly Employment[];
}

/** The employment that has no last day yet. */
export const currentEmployment = (officer: Officer): Employment | undefined =>
  officer.employments.find(({ until }) => until === null);
