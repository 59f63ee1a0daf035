import { Rejection, type Decider, type LocalDay, type Message } from '@ywk/kernel';

/** What was seen of an officer: codes and document numbers, no words (DOMAIN §4.3.11). */
export interface DiaryEntry {
  readonly entry: string;
  readonly officer: string;
  readonly day: LocalDay;
  readonly code: string;
  /** Number of the document that holds the words. */
  readonly document: string;
  readonly author: string;
}

export type DiaryCommand = Message<
  'WriteEntry',
  {
    readonly entry: DiaryEntry;
    /** The author's own officer id. */
    readonly self: string | null;
    readonly today: LocalDay;
  }
>;

type Entries = ReadonlyMap<string, DiaryEntry>;

const contentOf = ({ day, code, document, author }: DiaryEntry): string =>
  [day, code, document, author].join('|');

/** The diary of one officer: entries are added, none is ever changed or taken back. */
export const diaryEntry: Decider<
  DiaryCommand,
  Entries,
  Message<'DiaryEntryWritten', DiaryEntry>
> = {
  initialState: new Map(),

  decide: ({ data: { entry, self, today } }, entries) => {
    if (self === entry.officer) {
      throw new Rejection(
        'SELF_VOTE',
        { zh: '不得记载本人的考核日记。', en: 'Nobody writes in his own diary.' },
        { officer: self },
      );
    }
    if (entry.day > today) {
      throw new Rejection('DAY_IN_FUTURE', {
        zh: `${entry.day}晚于今日（${today}）。`,
        en: `${entry.day} is after today, ${today}.`,
      });
    }
    const known = entries.get(entry.entry);
    if (known === undefined) return [{ type: 'DiaryEntryWritten', data: entry }];
    if (contentOf(known) === contentOf(entry)) return [];
    throw new Rejection(
      'ID_REUSED',
      { zh: '日记记录不得更改，请另行记载。', en: 'An entry is never changed; write another one.' },
      { entry: entry.entry },
    );
  },

  evolve: (entries, { data }) => new Map([...entries, [data.entry, data]]),
};
