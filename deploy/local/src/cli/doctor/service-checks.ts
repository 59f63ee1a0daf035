import type { ServiceName } from '@ywk/contracts';
import { fetchWith, loadConfig, TlsEnv, type Fetch } from '@ywk/platform';
import { label, well, wrong, type Finding } from './finding.ts';
import { figureFindings, samplesIn } from './figures.ts';

const ANSWER_MS = 5_000;

/** With TLS_CA_FILE of the environment, where services have certificates of an own authority. */
const asking =
  (fetchAs: Fetch) =>
  (url: string): Promise<Response> =>
    fetchAs(url, { signal: AbortSignal.timeout(ANSWER_MS) });

const wordsOf = (error: unknown): string =>
  error instanceof Error
    ? error.cause instanceof Error
      ? error.cause.message
      : error.message
    : '';

/** Seconds by which clocks may differ before somebody looks, and before tokens are refused. */
const SKEW_WARN = 2;
const SKEW_FAIL = 60;

/** @param seconds by which the other clock is ahead */
export const clockFinding = (place: string, seconds: number): Finding => {
  const told = String(Math.round(seconds * 10) / 10);
  const what = label(`时钟相差 ${told} 秒`, `its clock differs from this one by ${told} s`);
  const off = Math.abs(seconds);
  if (off <= SKEW_WARN) return well({ check: 'clock', place }, what);
  const severity = off > SKEW_FAIL ? 'fail' : 'warn';
  const todo = label('各主机用同一时间源校时（NTP）', 'Set all hosts by one source of time (NTP)');
  return wrong({ check: 'clock', place, severity }, what, todo);
};

/** An HTTP date has whole seconds: half of one is added, and half the way of the answer. */
const skewOf = (date: string | null, asked: number, answered: number): number | undefined =>
  date === null ? undefined : (Date.parse(date) + 500 - (asked + answered) / 2) / 1000;

interface Health {
  readonly status: string;
  readonly checks: Readonly<Record<string, string>>;
}

const readyFinding = (place: string, { status, checks }: Health): Finding => {
  if (status === 'ok') return well({ check: 'service', place }, label('就绪', 'is ready'));
  const why = Object.entries(checks)
    .filter(([, state]) => state !== 'ok')
    .map(([name, state]) => `${name}: ${state}`)
    .join('; ');
  return wrong(
    { check: 'service', place, severity: 'fail' },
    label(`未就绪：${why || status}`, `is not ready: ${why || status}`),
    label('按原因处理；细节见该服务日志', "Mend what is named; the service's log has the details"),
  );
};

const silent = (place: string, error: unknown, lastWords: string): Finding => {
  const said = lastWords === '' ? '' : `; its log ends with: ${lastWords}`;
  return wrong(
    { check: 'service', place, severity: 'fail' },
    label(`没有应答（${wordsOf(error)}）${said}`, `does not answer (${wordsOf(error)})${said}`),
    label(
      '启动它；配置或数据库版本不符时，日志末尾写明原因（退出码 78 为配置错误）',
      'Start it; the end of its log says when configuration (exit code 78) or database version is the reason',
    ),
  );
};

export interface ServicePlace {
  readonly service: ServiceName;
  readonly url: string;
  /** The end of its log, where there is one here. */
  readonly lastWords: string;
}

/** Whether a service answers, is ready, has the right time, and what its figures say. */
export const serviceFindings = async (at: ServicePlace): Promise<Finding[]> => {
  const { service, url, lastWords } = at;
  const place = `${service} ${url}`;
  try {
    const ask = asking(fetchWith(loadConfig(TlsEnv, process.env)));
    const asked = Date.now();
    const ready = await ask(`${url}/health/ready`);
    const skew = skewOf(ready.headers.get('date'), asked, Date.now());
    const figures = await ask(`${url}/metrics`);
    return [
      readyFinding(place, (await ready.json()) as Health),
      ...(skew === undefined ? [] : [clockFinding(service, skew)]),
      ...figureFindings(service, samplesIn(await figures.text())),
    ];
  } catch (error) {
    return [silent(place, error, lastWords)];
  }
};
