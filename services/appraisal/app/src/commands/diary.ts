import { diaryEntry, type DiaryEntry } from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import { CommandHandler, type EventStore, type StoredEvent } from '@ywk/event-store';
import { fold, localDay, type Message } from '@ywk/kernel';
import { v7 } from 'uuid';
import type { Asking } from './cut-off.ts';
import { stamped } from './publishing.ts';

/** An entry as it may be cited: `evidence` is what a fact, an objection or a ruling names. */
export interface CitableEntry extends DiaryEntry {
  readonly evidence: string;
}

const streamOf = (officer: string) => ({
  log: LOGS.review,
  stream: `diary-${officer}`,
  key: officer,
});

const eventOf = ({ type, data }: StoredEvent) =>
  ({ type, data }) as Message<'DiaryEntryWritten', DiaryEntry>;

const citable = (entry: DiaryEntry): CitableEntry => ({
  ...entry,
  evidence: `diary:${entry.entry}`,
});

/** The appraisal diaries of all officers. */
export class Diary {
  private readonly handler: CommandHandler;

  constructor(private readonly store: EventStore) {
    this.handler = new CommandHandler(store);
  }

  /** @throws Rejection SELF_VOTE, DAY_IN_FUTURE, ID_REUSED */
  async write(
    entry: Omit<DiaryEntry, 'author'>,
    { actor, at, self }: Asking & { readonly self: string | null },
  ): Promise<CitableEntry> {
    const written = { ...entry, author: actor };
    await this.handler.handle({
      ...streamOf(entry.officer),
      decider: diaryEntry,
      command: { type: 'WriteEntry', data: { entry: written, self, today: localDay(at) } },
      // The decider knows the entry by its id; another content for it is refused there.
      commandId: v7(),
      actor,
      request: [entry.day, entry.code, entry.document].join('|'),
      toEvents: (events) => events.map(({ type, data }) => stamped({ type, v: 1, data }, at)),
      fromEvent: eventOf,
    });
    return citable(written);
  }

  /** All entries about an officer, in the order of their days. */
  async of(officer: string): Promise<CitableEntry[]> {
    const stored = await this.store.readStream(streamOf(officer));
    const entries = [...fold(diaryEntry, stored.map(eventOf)).values()];
    return entries.sort((a, b) => a.day.localeCompare(b.day)).map(citable);
  }
}
