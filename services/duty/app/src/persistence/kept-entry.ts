import type { EntryState, EntrySubject, EntryVersion } from '@ywk/duty-domain';

/** An entry as it is kept in a column. */
export interface KeptEntry {
  readonly subject: EntrySubject;
  /** By number, highest last. */
  readonly versions: readonly (EntryVersion & { readonly version: number })[];
}

export const keptEntry = ({ subject, versions }: EntryState): KeptEntry => {
  if (subject === null) throw new TypeError('An entry without events is not kept.');
  return {
    subject,
    versions: [...versions]
      .sort(([a], [b]) => a - b)
      .map(([version, said]) => ({ version, ...said })),
  };
};

export const entryStateOf = ({ subject, versions }: KeptEntry): EntryState => ({
  subject,
  versions: new Map(versions.map(({ version, ...said }) => [version, said])),
});
