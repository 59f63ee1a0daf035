import type { EntryState, EntrySubject, EntryVersion, RuledContent } from '@ywk/duty-domain';

/** An entry as it is kept in a column. */
export interface KeptEntry {
  readonly subject: EntrySubject;
  /** By number, highest last. */
  readonly versions: readonly (EntryVersion & { readonly version: number })[];
  readonly ruled?: RuledContent;
}

export const keptEntry = ({ subject, versions, ruled }: EntryState): KeptEntry => {
  if (subject === null) throw new TypeError('An entry without events is not kept.');
  return {
    subject,
    versions: [...versions]
      .sort(([a], [b]) => a - b)
      .map(([version, said]) => ({ version, ...said })),
    ...(ruled === undefined ? {} : { ruled }),
  };
};

export const entryStateOf = ({ subject, versions, ruled }: KeptEntry): EntryState => ({
  subject,
  ...(ruled === undefined ? {} : { ruled }),
  versions: new Map(versions.map(({ version, ...said }) => [version, said])),
});
