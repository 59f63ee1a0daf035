/** Of a year, what orders people who wait for a seat, in points. */
export interface LiveRank {
  readonly total?: string | number;
  readonly custom?: string | number;
  readonly deducted?: string | number;
  readonly democratic?: string | number;
}

/** How a year was graded. */
export type LiveGrade = string | ({ readonly grade: string } & LiveRank);

/** Officers outside the story who hold seats, by tier. */
export type LiveOthers = Readonly<Record<string, number>>;

/** What happens to careers in a story. */
export type LiveTierAction =
  | {
      readonly kind: 'GRADES';
      readonly officer: string;
      /** By year. */
      readonly grades: Readonly<Record<string, LiveGrade>>;
    }
  | {
      readonly kind: 'CONVERSION';
      readonly conversion: {
        readonly effectiveDate: string;
        /** Approved posts. */
        readonly quota: number;
        readonly others?: LiveOthers;
        readonly by: string;
        readonly mapping: {
          readonly ranks?: Readonly<Record<string, number>>;
          readonly years?: readonly object[];
          readonly educations?: Readonly<Record<string, number>>;
        };
        readonly incumbents: Readonly<Record<string, object>>;
      };
    }
  | {
      readonly kind: 'RUN';
      readonly run: {
        readonly year: number;
        readonly quota: number;
        readonly others?: LiveOthers;
        readonly by: string;
      };
    }
  | {
      readonly kind: 'PROPOSE';
      readonly change: {
        readonly officer: string;
        readonly to: number;
        readonly effectiveDate: string;
        readonly ground: string;
        readonly by: string;
      };
    }
  | {
      readonly kind: 'APPROVE';
      readonly approval: { readonly by: string; readonly officers?: readonly string[] };
    };
