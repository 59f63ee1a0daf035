import { label, well, wrong, type Finding } from './finding.ts';

/** One series of Prometheus' text form. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SERIES = /^(\w+)(?:\{([^}]*)\})? (\S+)$/;

/** The samples of a scrape; comments are passed over. */
export const samplesIn = (text: string): Sample[] =>
  text.split('\n').flatMap((line) => {
    const found = SERIES.exec(line);
    if (found === null) return [];
    const [, name = '', labels = '', value = ''] = found;
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', text = '']) => [
      key,
      text,
    ]);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });

interface Bound {
  readonly check: string;
  readonly name: string;
  /** Above this somebody should look, or be called. */
  readonly warn?: number;
  readonly fail?: number;
  readonly zh: string;
  readonly en: string;
  readonly doZh: string;
  readonly doEn: string;
}

const DAY = 86_400;

/** The bounds that docs/metrics.md states. */
const BOUNDS: readonly Bound[] = [
  {
    ...{ check: 'lag', name: 'ywk_follower_oldest_seconds', warn: 60, fail: 300 },
    ...{
      zh: '最早未处理事件已等待（秒）',
      en: 'seconds that the oldest event has waited to be applied',
    },
    doZh: '查看该服务日志；分区停止或搁置时先处理它们',
    doEn: "Read the service's log; settle halted and parked ones first",
  },
  {
    ...{ check: 'relay', name: 'ywk_relay_age_seconds', warn: 30, fail: 300 },
    ...{
      zh: '最早未发送事件已等待（秒）',
      en: 'seconds that the oldest event has waited to be sent',
    },
    doZh: '检查 Kafka 是否可用、是否拒收；恢复后自动补发',
    doEn: 'See whether Kafka is up and takes records; it catches up by itself',
  },
  {
    ...{ check: 'parked', name: 'ywk_parked_items', warn: 0 },
    ...{ zh: '个事件被搁置', en: 'events are set aside' },
    doZh: '用 GET /v1/parked 查看原因，修正后 POST /v1/parked/KEY/replay',
    doEn: 'GET /v1/parked names the reasons; mend, then POST /v1/parked/KEY/replay',
  },
  {
    ...{ check: 'parked', name: 'ywk_parked_oldest_seconds', fail: DAY },
    ...{ zh: '秒：最早搁置事件已超过一天', en: 'seconds: an event is parked for more than a day' },
    doZh: '周期结账会被它挡住，尽快处理',
    doEn: 'It stands in the way of closing its period: settle it',
  },
  {
    ...{ check: 'halted', name: 'ywk_halted_partitions', fail: 0 },
    ...{ zh: '个分区已停止', en: 'partitions are halted' },
    doZh: '先用 ywk log verify 校验生产方日志，再处理主题',
    doEn: 'Verify the producer’s log (ywk log verify) before anything else',
  },
  {
    ...{ check: 'pool', name: 'ywk_pool_waiting', warn: 0 },
    ...{ zh: '个调用在等待数据库连接', en: 'callers wait for a connection to the database' },
    doZh: '查找慢语句和长事务（pg_stat_activity）',
    doEn: 'Look for slow statements and long transactions (pg_stat_activity)',
  },
  {
    ...{ check: 'loop', name: 'nodejs_eventloop_lag_p99_seconds', warn: 0.2 },
    ...{ zh: '秒：事件循环 p99 延迟', en: 'seconds is the p99 delay of the event loop' },
    doZh: '进程过载：查看处理器占用，增加副本',
    doEn: 'The process is overloaded: look at the processor, add a replica',
  },
  {
    ...{ check: 'feed', name: 'ywk_feed_missing_events', warn: 0 },
    ...{
      zh: '条消息在来源清单中而未收到',
      en: 'messages were stated by the source and did not come',
    },
    doZh: '请 110 系统重发该日消息，重复的不会改变结果',
    doEn: 'Have the 110 system send that day again; what is known is a duplicate',
  },
];

const severityOf = ({ warn, fail }: Bound, value: number): 'ok' | 'warn' | 'fail' => {
  if (fail !== undefined && value > fail) return 'fail';
  return warn !== undefined && value > warn ? 'warn' : 'ok';
};

const placeOf = (service: string, { labels }: Sample): string =>
  [service, labels['group'], labels['log'], labels['pool'], labels['source']]
    .filter((part) => part !== undefined)
    .join(' ');

const judged = (service: string, bound: Bound, samples: readonly Sample[]): Finding[] => {
  const worse = samples.flatMap((sample) => {
    const severity = severityOf(bound, sample.value);
    if (severity === 'ok') return [];
    const at = { check: bound.check, place: placeOf(service, sample), severity };
    const told = String(Math.round(sample.value * 1000) / 1000);
    const what = label(`${told} ${bound.zh}`, `${told} ${bound.en}`);
    return [wrong(at, what, label(bound.doZh, bound.doEn))];
  });
  return worse;
};

/** What the figures of a service say against their bounds; one line for each check that is well. */
export const figureFindings = (service: string, samples: readonly Sample[]): Finding[] => {
  const bad = BOUNDS.flatMap((bound) =>
    judged(
      service,
      bound,
      samples.filter(({ name }) => name === bound.name),
    ),
  );
  const good = [...new Set(BOUNDS.map(({ check }) => check))].filter(
    (check) => !bad.some((finding) => finding.check === check),
  );
  const fine = label('指标在限度内', 'figures are within bounds');
  return [...bad, ...good.map((check) => well({ check, place: service }, fine))];
};
