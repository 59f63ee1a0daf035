/** What people read: Chinese first, English beside it. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}
