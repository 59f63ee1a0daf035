import { hundredthsText } from '@ywk/kernel';

const SHANGHAI_MS = 8 * 3_600_000;

/** "2024年5月17日" */
export const dayText = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

/** "2024年5月" */
export const monthText = (period: string): string => {
  const [year, month] = period.split('-').map(Number);
  return `${year}年${month}月`;
};

/** "2024年5月17日 10:00:00", in Asia/Shanghai. */
export const instantText = (instant: string): string => {
  const local = new Date(Date.parse(instant) + SHANGHAI_MS).toISOString();
  return `${dayText(local.slice(0, 10))} ${local.slice(11, 19)}`;
};

/** "88.85分"; a dash for none. */
export const pointsText = (points: number | null): string =>
  points === null ? '—' : `${hundredthsText(points)}分`;

/** "500.00元" */
export const yuanText = (fen: number): string => `${hundredthsText(fen)}元`;

const AMOUNTS: Readonly<Record<string, string>> = {
  n: '数量',
  minutes: '分钟',
  seconds: '秒',
  hours: '小时',
  points: '分值',
  answerMs: '接听毫秒',
  ringMs: '振铃毫秒',
  ackMs: '签收毫秒',
  callToDispatchMs: '接派警毫秒',
  items: '件数',
  score: '评分',
};

/** "分钟 12，分值 3": names of amounts state their units. */
export const amountsText = (amounts: Readonly<Record<string, number>>): string =>
  Object.entries(amounts)
    .map(([name, amount]) => `${AMOUNTS[name] ?? name} ${amount}`)
    .join('，');

const KINDS: Readonly<Record<string, string>> = { feed: '110接处警系统', manual: '人工录入' };

/** Where a fact comes from, as it carries it. */
export const originText = (origin: unknown): string => {
  if (typeof origin !== 'object' || origin === null) return '';
  const { kind, source, reference } = origin as Record<string, unknown>;
  const known = typeof kind === 'string' ? (KINDS[kind] ?? kind) : '';
  return [known, source, reference]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
};
