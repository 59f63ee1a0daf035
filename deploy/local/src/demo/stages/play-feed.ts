import { dispatchFeed } from '../feed/feed.ts';
import { inLots, inParallel } from '../doors/door.ts';
import type { LinesAnswer } from './establish.ts';
import { check, MONTH, type Play } from './stage.ts';

/** What a 110 system hands over in one request: a dozen requests at least, 10,000 lines at most. */
const linesAtOnce = (calls: number): number =>
  Math.min(10_000, Math.max(100, Math.ceil(calls / 2.4)));
const SENDERS = 2;

export interface FeedTotals {
  readonly lines: number;
  /** Lines among them that the source sent a second time. */
  readonly repeated: number;
  readonly accepted: number;
  readonly duplicates: number;
}

/** Sends the month through the door of the 110 system, as fast as the door takes it. */
export const playFeed = async (play: Play): Promise<FeedTotals> => {
  const { bureau, context, doors, expectation } = play;
  const { calls, seed, log } = context;
  const sent = { lines: 0, repeated: 0 };
  const events = dispatchFeed({
    bureau,
    month: MONTH,
    calls,
    seed,
    onCall: (call) => expectation.take(call),
    onMessage: ({ repeated }) => {
      sent.lines += 1;
      if (repeated) sent.repeated += 1;
    },
  });
  const totals = { accepted: 0, duplicates: 0 };
  let shown = 0;
  await inParallel(inLots(events, linesAtOnce(calls)), SENDERS, async (lot) => {
    const lines = lot.map((event) => JSON.stringify(event));
    const { body } = await doors.cad.postLines<LinesAnswer>('/v1/dispatch-events', lines);
    if (body.rejected.length > 0) throw new Error(`Refused: ${JSON.stringify(body.rejected[0])}`);
    totals.accepted += body.accepted;
    totals.duplicates += body.duplicates;
    const percent = Math.floor((100 * expectation.calls) / calls);
    const tenth = Math.floor(percent / 10);
    if (tenth <= shown) return;
    shown = tenth;
    log(`110 feed 接警数据: ${percent} % (${sent.lines.toLocaleString('en')} lines)`);
  });
  // Lines whose answer was lost, or that an interrupted run had sent, come back as duplicates.
  check(play, '每条接警消息都有回执且不重复计 every message is answered for, none counts twice', {
    expected: [sent.lines, true],
    found: [totals.accepted + totals.duplicates, totals.accepted <= sent.lines - sent.repeated],
  });
  return { ...sent, ...totals };
};

interface Case {
  readonly case: string;
  readonly orderId: string;
}

const RULINGS_AT_ONCE = 8;

/** The shift leader rules on every claim of a wrong dispatch, as it really was. */
export const ruleOnClaims = async (
  play: Play,
): Promise<{ confirmed: number; rejected: number }> => {
  const { doors, expectation } = play;
  const truth = new Map(expectation.claims.map((claim) => [claim.orderId, claim.confirmed]));
  const totals = { confirmed: 0, rejected: 0 };
  for (;;) {
    const path = '/v1/wrong-dispatches?state=claimed&limit=200';
    const { items } = await doors.leader.get<{ items: Case[] }>(path);
    if (items.length === 0) break;
    await inParallel(items, RULINGS_AT_ONCE, async ({ case: id, orderId }) => {
      const verb = truth.get(orderId) === true ? 'confirm' : 'reject';
      await doors.leader.post(`/v1/wrong-dispatches/${id}/${verb}`, { evidence: `REC-${orderId}` });
      totals[verb === 'confirm' ? 'confirmed' : 'rejected'] += 1;
    });
  }
  return totals;
};
