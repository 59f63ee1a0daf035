import type { EventEnvelope } from '@ywk/contracts';
import type { Unreachable } from '@ywk/event-store';
import type { RetoldCall } from './retell-calls.ts';

/** What a promotion found and did. */
export interface PromotionReport {
  /** Events that the topics hold and the logs lacked. */
  readonly tails: readonly EventEnvelope[];
  readonly unreachable: readonly Unreachable[];
  /** Logs that were compared with a topic. */
  readonly compared: readonly string[];
  /** Logs without one. */
  readonly unpublished: readonly string[];
  /** Calls that facts of a tail refer to and of which messages are lost. */
  readonly calls: readonly RetoldCall[];
  /** The new epoch; undefined when nothing was to be done yet. */
  readonly epoch: number | undefined;
}

const places = (events: readonly EventEnvelope[]): Map<string, EventEnvelope[]> => {
  const found = new Map<string, EventEnvelope[]>();
  for (const event of events) {
    const place = `${event.log}/${event.partition}`;
    found.set(place, [...(found.get(place) ?? []), event]);
  }
  return found;
};

const tailLines = ({ tails, epoch }: PromotionReport): string[] => {
  const verb = epoch === undefined ? 'can be taken back 可取回' : 'taken back 已取回';
  const lines = [...places(tails)].map(([place, events]) => {
    const from = events[0]?.pos ?? 0;
    return `  ${place} positions ${from}–${from + events.length - 1}`;
  });
  return [`Lost tail 丢失的尾部: ${tails.length} events ${verb}`, ...lines];
};

const lostLines = ({ unreachable }: PromotionReport): string[] => {
  const lines = unreachable.map(
    ({ log, partition, pos, eventId, what }) =>
      `✘ ${log}/${partition} position ${pos}${eventId === null ? '' : ` (event ${eventId})`}: ${what}`,
  );
  return lines.length === 0 ? [] : ['Cannot be had back 无法取回:', ...lines];
};

const unpublishedLines = ({ unpublished, tails, calls }: PromotionReport): string[] => {
  if (unpublished.length === 0) return [];
  const commands = [...new Set(tails.map(({ commandId }) => commandId))];
  return [
    `Not compared, without a topic 无主题可比对: ${unpublished.join(', ')}`,
    ...(commands.length === 0
      ? []
      : [
          '  What these commands wrote there is lost:',
          ...commands.map((command) => `✘   command ${command}`),
        ]),
    ...calls.map(
      ({ source, callId, facts }) =>
        `✘   call ${source}/${callId}: messages are lost, ${facts} facts hold; have the 110 system send it again`,
    ),
  ];
};

const endLines = ({ epoch }: PromotionReport): string[] =>
  epoch === undefined
    ? ['Nothing was changed. Stop the service, then run this again with --yes.']
    : [`✔ The logs are open here in epoch ${epoch}. Start the service. 日志已启用`];

/** The report as a person reads it. */
export const reportLines = (report: PromotionReport): string[] => [
  `Compared with their topics 已比对: ${report.compared.join(', ') || '–'}`,
  ...tailLines(report),
  ...lostLines(report),
  ...unpublishedLines(report),
  ...endLines(report),
];

/** The report for machines: events by place and id, without what they say. */
export const reportJson = ({ tails, ...report }: PromotionReport): string =>
  JSON.stringify({
    ...report,
    tails: tails.map(({ log, partition, pos, eventId }) => ({ log, partition, pos, eventId })),
  });
