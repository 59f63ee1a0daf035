import { labelOf, type MetricStatement } from './meaning.ts';

/** The metrics of the product. Names are contracts: dashboards and alerts are built on them. */
export const OUR_METRICS = {
  ywk_http_request_seconds: {
    ...{ kind: 'histogram', labels: ['method', 'route', 'status'], unit: 's' },
    meaning: labelOf('HTTP 请求耗时', 'How long HTTP requests took'),
    look: labelOf(
      '5xx 出现即查；401、403 突增可能是越权尝试；p99 超过 1 秒',
      'Any 5xx; a rise of 401 or 403 may be somebody trying doors; p99 above 1 s',
    ),
  },
  ywk_follower_lag_events: {
    ...{ kind: 'gauge', labels: ['group', 'log'], unit: 'events' },
    meaning: labelOf('日志中尚未处理的事件数', 'Events of a log that a follower has not applied'),
    look: labelOf('持续增长而不回落', 'It grows and does not shrink'),
  },
  ywk_follower_oldest_seconds: {
    ...{ kind: 'gauge', labels: ['group', 'log'], unit: 's' },
    meaning: labelOf(
      '最早未处理事件的等待时间（落后最多的四个分区中），没有则为 0',
      'Age of the oldest event not applied, of the four partitions that lag most; 0 when there is none',
    ),
    look: labelOf('超过 60 秒关注，超过 5 分钟告警', 'Above 60 s; call somebody above 5 min'),
  },
  ywk_relay_backlog_events: {
    ...{ kind: 'gauge', labels: ['log'], unit: 'events' },
    meaning: labelOf(
      '尚未发送到 Kafka 的事件数',
      'Events that stand in the log and not on the topic',
    ),
    look: labelOf('持续增长', 'It grows and does not shrink'),
  },
  ywk_relay_age_seconds: {
    ...{ kind: 'gauge', labels: ['log'], unit: 's' },
    meaning: labelOf('最早未发送事件的等待时间', 'Age of the oldest event that was not sent'),
    look: labelOf(
      '超过 30 秒关注，超过 5 分钟告警：Kafka 不可用或拒收',
      'Above 30 s; call somebody above 5 min: Kafka is away or refuses',
    ),
  },
  ywk_parked_items: {
    ...{ kind: 'gauge', labels: ['group'], unit: 'events' },
    meaning: labelOf(
      '当前搁置的事件数，含排在其后的',
      'Events set aside now, those behind them included',
    ),
    look: labelOf('大于 0：需要人工处理', 'Above 0: something waits for a person'),
  },
  ywk_parked_oldest_seconds: {
    ...{ kind: 'gauge', labels: ['group'], unit: 's' },
    meaning: labelOf('最早搁置事件的搁置时间', 'How long the oldest parked event has been parked'),
    look: labelOf(
      '超过 24 小时，或临近周期结账时大于 0',
      'Above 24 h, or above 0 when a period is about to be closed',
    ),
  },
  ywk_parked_total: {
    ...{ kind: 'counter', labels: ['group', 'log', 'code'], unit: 'events' },
    meaning: labelOf('累计搁置的事件数', 'Events that were set aside, by the code of the reason'),
    look: labelOf('增长：先看 code 是什么', 'It rises: the code says what is wrong'),
  },
  ywk_halted_partitions: {
    ...{ kind: 'gauge', labels: ['group'], unit: 'partitions' },
    meaning: labelOf('当前停止的分区数', 'Partitions that are halted now'),
    look: labelOf('大于 0 立即告警', 'Call somebody at once above 0'),
  },
  ywk_halted_total: {
    ...{ kind: 'counter', labels: ['group', 'log'], unit: 'partitions' },
    meaning: labelOf('累计停止的分区次数', 'How often a partition was halted'),
    look: labelOf('增长即告警', 'Call somebody when it rises'),
  },
  ywk_fenced_total: {
    ...{ kind: 'counter', labels: ['group'], unit: 'flushes' },
    meaning: labelOf(
      '因分区归他人而被拒的写入',
      'Flushes refused because another process holds the partition',
    ),
    look: labelOf(
      '持续增长：两个进程争抢分区',
      'It rises steadily: two owners fight for partitions',
    ),
  },
  ywk_backfilled_events_total: {
    ...{ kind: 'counter', labels: ['group', 'log'], unit: 'events' },
    meaning: labelOf(
      '主题缺失而从日志补读的事件',
      'Events that a topic lacked and that were read from the log',
    ),
    look: labelOf('增长：主题在丢记录', 'It rises: topics lose what logs hold'),
  },
  ywk_ingest_lines_total: {
    ...{ kind: 'counter', labels: ['door', 'outcome'], unit: 'lines' },
    meaning: labelOf(
      '入口收到的行数：accepted 接收、duplicate 重复、rejected 拒绝',
      'Lines that came in by a door: accepted, duplicate or rejected',
    ),
    look: labelOf(
      'rejected 比例变化；accepted 停止增长',
      'The share of rejected ones changes; accepted ones stop coming',
    ),
  },
  ywk_feed_missing_events: {
    ...{ kind: 'gauge', labels: ['source'], unit: 'messages' },
    meaning: labelOf(
      '近三天来源清单声明而未收到的消息数',
      'Messages of the last three days that the manifests state and that did not come',
    ),
    look: labelOf(
      '大于 0 关注，次日 09:00 仍大于 0 告警',
      'Above 0; call somebody at 09:00 of the next day',
    ),
  },
  ywk_feed_missing_ranges: {
    ...{ kind: 'gauge', labels: ['source'], unit: 'ranges' },
    meaning: labelOf(
      '近三天缺失的连续序号段',
      'Gaps in the running numbers of the last three days',
    ),
    look: labelOf('大于 0', 'Above 0'),
  },
  ywk_fold_events_total: {
    ...{ kind: 'counter', labels: ['group'], unit: 'events' },
    meaning: labelOf('已处理的事件数', 'Events that were applied'),
    look: labelOf('有积压时停止增长', 'It stands still while there is a lag'),
  },
  ywk_fold_flush_seconds: {
    ...{ kind: 'histogram', labels: ['group'], unit: 's' },
    meaning: labelOf('一次写入事务的耗时', 'How long a flush took, one transaction'),
    look: labelOf('p99 超过 1 秒', 'p99 above 1 s'),
  },
  ywk_pool_waiting: {
    ...{ kind: 'gauge', labels: ['pool'], unit: 'callers' },
    meaning: labelOf(
      '等待数据库连接的调用数',
      'Callers that wait for a connection to the database',
    ),
    look: labelOf(
      '持续大于 0：等待满 2 秒即被拒绝',
      'Above 0 for long: who waits 2 s is turned away',
    ),
  },
  ywk_pool_connections: {
    ...{ kind: 'gauge', labels: ['pool', 'state'], unit: 'connections' },
    meaning: labelOf(
      '数据库连接数：busy 使用中、idle 空闲',
      'Connections to the database: busy or idle',
    ),
    look: labelOf('busy 长期等于上限', 'All are busy for long'),
  },
} as const satisfies Record<string, MetricStatement>;

export type OurMetrics = typeof OUR_METRICS;
