import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataFile } from '../../support/data-file.ts';
import { DutyBench } from './duty-bench.ts';
import { netFacts } from './net-facts.ts';
import { differences, shippedMap, truthOf, ywk, type TruthFigures } from './public-data.ts';

type Shown = Parameters<typeof differences>[0];
interface Figures {
  readonly calls: number;
  readonly intervals: readonly Shown[];
  readonly groups: readonly { group: string; calls: number; intervals: readonly Shown[] }[];
}

let duty: DutyBench;
beforeAll(async () => {
  duty = await DutyBench.start();
}, 60_000);
afterAll(() => duty.stop());

const figures = async (source: string, ...more: string[]): Promise<Figures> =>
  (await ywk(duty, 'figures', 'calls', '--source', source, ...more)) as unknown as Figures;

const code = (text: string): string =>
  text.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[^A-Za-z0-9]+|_+$/g, '');

describe('San Francisco, 14 days of April 2020', () => {
  const map = shippedMap('sf-fire-apr2020.yaml');
  const importIt = () =>
    ywk(duty, 'feed', 'import', dataFile('sf-fire-apr2020', 'calls.csv'), '--map', map);

  test('comes in whole', async () => {
    expect(await importIt()).toMatchObject({
      rows: 10_410,
      events: 34_603,
      accepted: 34_603,
      rejected: 0,
    });
  }, 400_000);

  test('has the known median, ninth decile and share within a minute', async () => {
    const { calls, intervals } = await figures(
      'sf-fire',
      '--interval',
      'received-dispatched',
      '--limits',
      '60',
    );
    expect(calls).toBe(5_292);
    expect(intervals).toMatchObject([{ p50: 103, p90: 238, within: [{ limit: 60, n: 1_678 }] }]);
  });

  test.each(['nearest', 'linear'] as const)('has every call-level figure (%s)', async (rule) => {
    const truth = truthOf('sf-fire-apr2020')['call_level'] as Record<string, TruthFigures>;
    const names = 'received-dispatched,received-arrived';
    const { intervals } = await figures('sf-fire', '--interval', names, '--percentile', rule);
    const [dispatch, scene] = intervals;
    expect(differences(dispatch as Shown, truth['received_to_first_dispatch'] ?? {}, rule)).toEqual(
      [],
    );
    expect(differences(scene as Shown, truth['received_to_first_onscene'] ?? {}, rule)).toEqual([]);
  });

  test.each([
    ['day', 'received-dispatched', 'call_level_by_day_received_to_first_dispatch'],
    ['station', 'received-dispatched', 'call_level_by_station_received_to_first_dispatch'],
    ['district', 'received-arrived', 'call_level_by_battalion_received_to_first_onscene'],
    ['priority', 'received-dispatched', 'call_level_by_final_priority_received_to_first_dispatch'],
  ])('has every figure by %s', async (by, interval, name) => {
    const truth = truthOf('sf-fire-apr2020')[name] as Record<string, TruthFigures>;
    const { groups } = await figures('sf-fire', '--by', by, '--interval', interval);
    expect(groups.map(({ group }) => group)).toEqual(Object.keys(truth).sort());
    const wrong = groups.flatMap(({ group, intervals }) =>
      differences(intervals[0] as Shown, truth[group] ?? {}, 'nearest').map((one) => [group, one]),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['day', 'calls_by_day'],
    ['hour', 'calls_by_hour'],
    ['category', 'calls_by_type'],
    ['orders', 'calls_by_number_of_units'],
  ])('has every count of calls by %s', async (by, name) => {
    const truth = truthOf('sf-fire-apr2020')[name] as Record<string, number>;
    const { groups } = await figures('sf-fire', '--by', by);
    const counted = Object.fromEntries(groups.map(({ group, calls }) => [group, calls]));
    const known = Object.entries(truth).map(([group, n]) => [code(group), n]);
    expect(counted).toEqual(Object.fromEntries(known));
  });

  test('takes days as those of its own zone', async () => {
    const truth = truthOf('sf-fire-apr2020').calls_by_day;
    const { calls } = await figures('sf-fire', '--from', '2020-04-08', '--to', '2020-04-09');
    expect(calls).toBe((truth['2020-04-08'] ?? 0) + (truth['2020-04-09'] ?? 0));
  });

  test('changes nothing when it is imported again', async () => {
    const before = [await figures('sf-fire', '--by', 'day'), await netFacts(duty)];
    expect(await importIt()).toMatchObject({ accepted: 0, duplicates: 34_603, rejected: 0 });
    expect([await figures('sf-fire', '--by', 'day'), await netFacts(duty)]).toEqual(before);
  }, 400_000);
});

describe('a synthetic 911 centre', () => {
  const INTERVALS = {
    queue_time: 'received-classified',
    dispatch_time: 'classified-dispatched',
    process_time: 'received-dispatched',
    ack_time: 'dispatched-acknowledged',
    phone_time: 'received-disconnected',
    enroute_time: 'acknowledged-departed',
    total_time: 'received-closed',
  };

  test('keeps all 10,000 calls, though 26 ids occur twice', async () => {
    const file = dataFile('synth-911', 'computer_aided_dispatch.csv');
    const report = await ywk(duty, 'feed', 'import', file, '--map', shippedMap('synth-911.yaml'));
    expect(report).toMatchObject({ rows: 10_000, accepted: 70_000, duplicates: 0, rejected: 0 });
    expect((await figures('synth-911')).calls).toBe(10_000);
  }, 400_000);

  test('has every interval of the whole set', async () => {
    const truth = truthOf('synth-911')['overall'] as Record<string, TruthFigures>;
    const { intervals } = await figures('synth-911', '--interval', Object.values(INTERVALS).join());
    const wrong = Object.keys(INTERVALS).map((name, at) =>
      differences(intervals[at] as Shown, truth[name] ?? {}, 'nearest'),
    );
    expect(wrong.flat()).toEqual([]);
  });

  test('has the processing time of every month', async () => {
    const truth = truthOf('synth-911')['by_month_process_time'] as Record<string, TruthFigures>;
    const { groups } = await figures(
      'synth-911',
      '--by',
      'month',
      '--interval',
      'received-dispatched',
    );
    const wrong = groups.map(({ group, intervals }) =>
      differences(intervals[0] as Shown, truth[group] ?? {}, 'nearest'),
    );
    expect([groups.length, wrong.flat()]).toEqual([12, []]);
  });
});
