import { labelOf, type MetricMeaning } from './meaning.ts';

const of = (unit: string, zh: string, en: string): MetricMeaning => ({
  unit,
  meaning: labelOf(zh, en),
  look: labelOf('无需告警，供分析', 'Nothing to alert on; for looking closer'),
});

const watched = (
  basis: MetricMeaning,
  look: { readonly zh: string; readonly en: string },
): MetricMeaning => ({ ...basis, look });

const loop = (zh: string, en: string): MetricMeaning =>
  of('s', `事件循环延迟：${zh}`, `Delay of the event loop: ${en}`);

/** What the metrics of the process and of Node.js say, which come with the library. */
export const DEFAULT_METRICS: Readonly<Record<string, MetricMeaning>> = {
  process_cpu_user_seconds_total: of('s', '用户态处理器时间', 'Processor time, user'),
  process_cpu_system_seconds_total: of('s', '内核态处理器时间', 'Processor time, system'),
  process_cpu_seconds_total: watched(of('s', '处理器时间合计', 'Processor time'), {
    zh: '增速长期接近 1：该进程已占满一个核',
    en: 'Its rate stays near 1: the process fills a core',
  }),
  process_start_time_seconds: watched(
    of('s', '进程启动时刻', 'When the process started, since 1970'),
    {
      zh: '变化即重启；十分钟内多次重启告警',
      en: 'It changes with each restart; several within ten minutes call somebody',
    },
  ),
  process_resident_memory_bytes: watched(of('bytes', '常驻内存', 'Memory in use'), {
    zh: '超过内存上限的 85 %',
    en: 'Above 85 % of the memory limit',
  }),
  process_virtual_memory_bytes: of('bytes', '虚拟内存', 'Virtual memory'),
  process_heap_bytes: of('bytes', '进程堆', 'Heap of the process'),
  process_open_fds: watched(of('files', '打开的文件数', 'Open files and sockets'), {
    zh: '超过 process_max_fds 的 80 %',
    en: 'Above 80 % of process_max_fds',
  }),
  process_max_fds: of('files', '文件数上限', 'How many may be open'),
  nodejs_eventloop_lag_seconds: loop('当前', 'now'),
  nodejs_eventloop_lag_min_seconds: loop('最小', 'least'),
  nodejs_eventloop_lag_max_seconds: loop('最大', 'greatest'),
  nodejs_eventloop_lag_mean_seconds: loop('平均', 'mean'),
  nodejs_eventloop_lag_stddev_seconds: loop('标准差', 'standard deviation'),
  nodejs_eventloop_lag_p50_seconds: loop('p50', 'p50'),
  nodejs_eventloop_lag_p90_seconds: loop('p90', 'p90'),
  nodejs_eventloop_lag_p99_seconds: watched(loop('p99', 'p99'), {
    zh: '超过 200 毫秒：有计算占住了进程',
    en: 'Above 200 ms: some computing holds up the process',
  }),
  nodejs_active_resources: of('resources', '按类型的活动资源', 'Active resources by type'),
  nodejs_active_resources_total: of('resources', '活动资源合计', 'Active resources'),
  nodejs_active_handles: of('handles', '按类型的活动句柄', 'Active handles by type'),
  nodejs_active_handles_total: of('handles', '活动句柄合计', 'Active handles'),
  nodejs_active_requests: of('requests', '按类型的进行中请求', 'Requests of libuv by type'),
  nodejs_active_requests_total: of('requests', '进行中请求合计', 'Requests of libuv'),
  nodejs_heap_size_total_bytes: of('bytes', 'JS 堆大小', 'Heap of JavaScript'),
  nodejs_heap_size_used_bytes: watched(of('bytes', '已用 JS 堆', 'Heap of JavaScript in use'), {
    zh: '回收之后的低点持续上升：内存泄漏',
    en: 'Its low points after collections keep rising: a leak',
  }),
  nodejs_external_memory_bytes: of('bytes', '堆外内存', 'Memory outside of the heap'),
  nodejs_heap_space_size_total_bytes: of('bytes', '各堆空间大小', 'Size of each heap space'),
  nodejs_heap_space_size_used_bytes: of('bytes', '各堆空间已用', 'In use of each heap space'),
  nodejs_heap_space_size_available_bytes: of('bytes', '各堆空间可用', 'Left of each heap space'),
  nodejs_version_info: of('', 'Node.js 版本', 'Version of Node.js'),
  nodejs_gc_duration_seconds: watched(
    of('s', '垃圾回收耗时', 'How long garbage collections took'),
    {
      zh: 'major 回收占用时间超过 5 %',
      en: 'Major collections take more than 5 % of the time',
    },
  ),
};
