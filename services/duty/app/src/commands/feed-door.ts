import { callStream, canonicalText, partitionOf } from '@ywk/contracts';
import { knownCorrelation } from '@ywk/platform';
import { noteConflicts } from '../persistence/feed-conflict.store.ts';
import type { RefusedLine, RefusedLines } from '../persistence/refused-line.store.ts';
import type { Connections, Tx } from '../persistence/transaction.ts';
import type { FeedLine, LineOutcome } from './feed-pass.ts';
import type { FeedQueue } from './feed-queue.ts';
import { newId } from './ids.ts';
import { LiveLines } from './live-lines.ts';
import { isProblem, type LineProblem, type ReadLine } from './read-line.ts';
import type { TakeInFeed } from './take-in-feed.ts';

/** One line as it came, and what it says. */
export interface RawLine {
  /** Number of the line, from 1; or the offset on a topic. */
  readonly line: number;
  readonly raw: Buffer | string;
  readonly read: ReadLine;
  /** Correlation id of what brought it; that of the request at hand when not given. */
  readonly trace?: string | null;
}

/** What became of a delivery. */
export interface DeliveryReport {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly (LineProblem & { readonly line: number })[];
  /** Accepted lines whose badge or seat is not known: their facts wait for it. */
  readonly parked: number;
}

/** Who sent it and by which door. */
export interface Sender {
  readonly actor: string;
  readonly door: string;
  placeOf(line: number): string;
}

interface Refusal extends LineProblem {
  readonly line: number;
  readonly raw: Buffer | string;
}

/** Lines of one job: small enough to give way, large enough to fill an append. */
const LINES_PER_JOB = 200;
const LIVE_LINES = 200;

type Taken = Map<number, FeedLine>;

/** Calls of one partition side by side: an append then touches few counters. */
const byPartition = (lines: readonly FeedLine[]): FeedLine[] => {
  const keyed = lines.map((line) => {
    const stream = callStream(line.event);
    return { line, place: `${String(partitionOf(stream)).padStart(2, '0')} ${stream}` };
  });
  return keyed
    .sort((a, b) => Number(a.place > b.place) - Number(a.place < b.place))
    .map(({ line }) => line);
};

/** Jobs of whole calls: a call is never in two jobs of one delivery, so they cannot meet. */
const jobsOf = (lines: readonly FeedLine[]): FeedLine[][] => {
  const jobs: FeedLine[][] = [];
  let job: FeedLine[] = [];
  let last = '';
  for (const line of byPartition(lines)) {
    const call = callStream(line.event);
    if (job.length >= LINES_PER_JOB && call !== last) {
      jobs.push(job);
      job = [];
    }
    job.push(line);
    last = call;
  }
  return job.length === 0 ? jobs : [...jobs, job];
};

/**
 * Lines that repeat an event id under another call come after the rest: jobs run side by side, and
 * it is the earlier line of a delivery that stands.
 */
const inTurn = (lines: readonly FeedLine[]): FeedLine[][] => {
  const callOf = new Map<string, string>();
  const later: FeedLine[] = [];
  const first = lines.filter((line) => {
    const { source, eventId } = line.event;
    const id = `${source}\n${eventId}`;
    const call = callStream(line.event);
    if ((callOf.get(id) ?? call) !== call) {
      later.push(line);
      return false;
    }
    callOf.set(id, call);
    return true;
  });
  return later.length === 0 ? [first] : [first, ...inTurn(later)];
};

export interface FeedDoorParts {
  readonly db: Connections;
  readonly feed: TakeInFeed;
  readonly queue: FeedQueue;
  readonly refused: RefusedLines;
}

/** What the feed's doors have in common: read, take in, keep what is refused, report. */
export class FeedDoor {
  private readonly live: LiveLines;

  constructor(private readonly parts: FeedDoorParts) {
    this.live = new LiveLines(parts.queue, parts.feed);
  }

  /** Takes a delivery in; when it answers, every line not reported as rejected is committed. */
  async deliver(lines: readonly RawLine[], sender: Sender): Promise<DeliveryReport> {
    this.parts.queue.admit(lines.length);
    const { taken, refusals } = this.read(lines);
    const take = (turn: readonly FeedLine[]): Promise<LineOutcome[]> =>
      lines.length <= LIVE_LINES
        ? this.live.take(turn, sender.actor)
        : this.takeBulk(turn, sender.actor);
    const outcomes: LineOutcome[] = [];
    for (const turn of inTurn([...taken.values()])) outcomes.push(...(await take(turn)));
    return this.report(this.parts.db, { lines, outcomes, refusals, sender });
  }

  /** The same within the transaction that moves a door's offset. */
  async deliverWithin(tx: Tx, lines: readonly RawLine[], sender: Sender): Promise<DeliveryReport> {
    const { taken, refusals } = this.read(lines);
    const outcomes = await this.parts.feed.takeWithin(tx, [...taken.values()], sender.actor);
    return this.report(tx, { lines, outcomes, refusals, sender });
  }

  private async takeBulk(lines: readonly FeedLine[], actor: string): Promise<LineOutcome[]> {
    const { queue, feed } = this.parts;
    const jobs = jobsOf(lines).map((job) =>
      queue.run('bulk', job.length, () => feed.take(job, actor)),
    );
    const settled = await Promise.allSettled(jobs);
    const failed = settled.find((job) => job.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return settled.flatMap((job) => (job.status === 'fulfilled' ? job.value : []));
  }

  private read(lines: readonly RawLine[]): { taken: Taken; refusals: Refusal[] } {
    const taken: Taken = new Map();
    const refusals: Refusal[] = [];
    const request = knownCorrelation();
    for (const { line, raw, read, trace = request } of lines) {
      if (isProblem(read)) refusals.push({ ...read, line, raw });
      else taken.set(line, { ...read, line, trace });
    }
    return { taken, refusals };
  }

  private async report(
    db: Connections | Tx,
    found: {
      lines: readonly RawLine[];
      outcomes: readonly LineOutcome[];
      refusals: readonly Refusal[];
      sender: Sender;
    },
  ): Promise<DeliveryReport> {
    const refusals = [...found.refusals, ...refusedLate(found)].sort((a, b) => a.line - b.line);
    await noteConflicts(db, conflictsOf(found.outcomes));
    await this.parts.refused.keep(
      db,
      refusals.map((refusal) => keptOf(refusal, found.sender)),
    );
    const accepted = found.outcomes.filter(({ outcome }) => outcome === 'accepted');
    return {
      accepted: accepted.length,
      duplicates: found.outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
      rejected: refusals.map(({ line, code, detail, pointer }) => ({
        line,
        code,
        detail,
        pointer,
      })),
      parked: accepted.filter((one) => 'waiting' in one && one.waiting).length,
    };
  }
}

/** Lines that could be read but were not taken in. */
const refusedLate = ({
  lines,
  outcomes,
}: {
  lines: readonly RawLine[];
  outcomes: readonly LineOutcome[];
}): Refusal[] => {
  const late = outcomes.flatMap((outcome) => (outcome.outcome === 'refused' ? [outcome] : []));
  if (late.length === 0) return [];
  const rawOf = new Map(lines.map(({ line, raw }) => [line, raw]));
  return late.map(({ problem, line: { line } }) => ({
    ...problem,
    line,
    raw: rawOf.get(line) ?? '',
  }));
};

const conflictsOf = (outcomes: readonly LineOutcome[]) =>
  outcomes.flatMap((outcome) => {
    if (outcome.outcome !== 'refused' || outcome.keptCallId === undefined) return [];
    const { event, hash } = outcome.line;
    const { source, eventId } = event;
    const content = canonicalText(event);
    return [{ source, eventId, content, hash, keptCallId: outcome.keptCallId }];
  });

const keptOf = ({ raw, line, ...problem }: Refusal, sender: Sender): RefusedLine => ({
  ...problem,
  id: newId(),
  door: sender.door,
  place: sender.placeOf(line),
  sender: sender.actor,
  raw: Buffer.from(raw),
});
