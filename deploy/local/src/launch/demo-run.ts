import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { CheckedSummary, DemoContext } from './demo-types.ts';
import { EXIT, LaunchFailure } from './launch-failure.ts';
import { USUAL_DEMO, type DemoParameters } from './options.ts';

/** What was begun on the data of a folder, and its summary once it was finished. */
interface Marker<Summary> {
  readonly data: string;
  readonly parameters: DemoParameters;
  readonly summary: Summary | null;
}

export interface DemoPlan<Summary extends CheckedSummary> {
  /** Where the marker lies. */
  readonly file: string;
  /** Identity of the data: a marker of other data says nothing. */
  readonly data: string;
  readonly asked: Partial<DemoParameters>;
  readonly context: Omit<DemoContext, keyof DemoParameters>;
  readonly run: (context: DemoContext) => Promise<Summary>;
}

const markerOf = <Summary>(file: string, data: string): Marker<Summary> | undefined => {
  if (!existsSync(file)) return undefined;
  const marker = JSON.parse(readFileSync(file, 'utf8')) as Marker<Summary>;
  return marker.data === data ? marker : undefined;
};

const keep = <Summary>(file: string, marker: Marker<Summary>): void => {
  writeFileSync(`${file}.draft`, JSON.stringify(marker));
  renameSync(`${file}.draft`, file);
};

const refuseOthers = (asked: Partial<DemoParameters>, kept: DemoParameters): void => {
  const other = Object.entries(asked).some(
    ([name, value]) => kept[name as keyof DemoParameters] !== value,
  );
  if (!other) return;
  const { officers, calls, seed } = kept;
  throw new LaunchFailure(
    `The data kept here were made with --officers ${officers} --calls ${calls} --seed ${seed}. Add --fresh to begin anew.`,
    '已保留的数据使用了不同的参数；如需重新开始请加 --fresh。',
    EXIT.usage,
  );
};

export interface DemoOutcome<Summary> {
  readonly summary: Summary;
  readonly parameters: DemoParameters;
  /** The demo was on the data already. */
  readonly kept: boolean;
}

/**
 * Runs the demo unless its finished marker is on these data. One that was interrupted is run again
 * with the parameters it began with: its commands carry the same ids and change nothing twice.
 * @throws LaunchFailure when other parameters are asked for than the data were made with
 */
export const ensureDemo = async <Summary extends CheckedSummary>(
  plan: DemoPlan<Summary>,
): Promise<DemoOutcome<Summary>> => {
  const { file, data, asked, context, run } = plan;
  const marker = markerOf<Summary>(file, data);
  if (marker) refuseOthers(asked, marker.parameters);
  const parameters = marker?.parameters ?? { ...USUAL_DEMO, ...asked };
  if (marker?.summary) return { summary: marker.summary, parameters, kept: true };
  keep(file, { data, parameters, summary: null });
  const summary = await run({ ...context, ...parameters });
  keep(file, { data, parameters, summary });
  return { summary, parameters, kept: false };
};
