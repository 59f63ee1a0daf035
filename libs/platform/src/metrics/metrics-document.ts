import type { Label } from '@ywk/kernel';
import type { Registry } from 'prom-client';
import { DEFAULT_METRICS } from './default-metrics.ts';
import type { MetricMeaning } from './meaning.ts';
import { OUR_METRICS } from './our-metrics.ts';

const MEANINGS: Readonly<Record<string, MetricMeaning>> = { ...DEFAULT_METRICS, ...OUR_METRICS };

/** What a registry holds of one metric. */
export interface KnownMetric {
  readonly name: string;
  readonly kind: string;
  readonly labels: readonly string[];
  readonly means: MetricMeaning | undefined;
}

interface Registered {
  readonly name: string;
  readonly labelNames: readonly string[];
}

/** The metrics of a registry by name, each with what is stated of it. */
export const metricsIn = (registry: Registry): KnownMetric[] =>
  registry
    .getMetricsAsArray()
    .map((metric) => {
      const { name, labelNames } = metric as unknown as Registered;
      return {
        name,
        kind: metric.constructor.name.toLowerCase(),
        labels: labelNames,
        means: MEANINGS[name],
      };
    })
    .toSorted((a, b) => Number(a.name > b.name) - Number(a.name < b.name));

const bothIn = (label: Label | undefined): string => `${label?.zh ?? ''}<br>${label?.en ?? ''}`;

const rowOf = ({ name, kind, labels, means }: KnownMetric): string => {
  const unit = means?.unit ?? '';
  const cells = [
    `\`${name}\``,
    `${kind}${unit === '' ? '' : `, ${unit}`}`,
    labels.map((label) => `\`${label}\``).join(' '),
    bothIn(means?.meaning),
    bothIn(means?.look),
  ];
  return `| ${cells.join(' | ')} |`;
};

const HEAD = [
  '| Metric 指标 | Kind, unit | Labels 标签 | Meaning 含义 | Look or alert when 何时关注 |',
  '| --- | --- | --- | --- | --- |',
];

/** The tables of docs/metrics.md: our metrics first, then those of the process. */
export const metricsDocument = (registry: Registry): string => {
  const known = metricsIn(registry);
  const ours = known.filter(({ name }) => name in OUR_METRICS);
  const others = known.filter(({ name }) => !(name in OUR_METRICS));
  return [
    ...['## Of the product 本系统', '', ...HEAD, ...ours.map(rowOf)],
    ...['', '## Of the process 进程', '', ...HEAD, ...others.map(rowOf), ''],
  ].join('\n');
};
