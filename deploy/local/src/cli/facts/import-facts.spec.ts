import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { factMapOf } from './fact-map.ts';
import { FactImport } from './import-facts.ts';
import { RowFacts, type FactLine } from './row-facts.ts';

const HEAD = `
source: gate
timeZone: Asia/Shanghai
format: csv
time: YYYY-MM-DD HH:mm
id: [No]
occurredAt: At`;
const map = factMapOf(`${HEAD}
badge: Badge
version: Rev
withdrawn: { column: State, is: [void], reason: VOIDED }
facts:
  - code: { column: Kind, values: { late: A03, missing: A01 } }
    amounts: { minutes: { column: Min } }
    evidence: { column: No }
`);
const values = {
  No: 'G-7',
  Rev: '2',
  Badge: 'F1',
  At: '2024-05-20 08:12',
  Kind: 'late',
  Min: '12',
  State: '',
};
const read = (more: Partial<typeof values>) =>
  new RowFacts(map).read({ number: 4, values: { ...values, ...more } });

describe('a row', () => {
  test('becomes a fact in the words of the catalogue', () => {
    const { facts, faults } = read({});
    expect(faults).toEqual([]);
    expect(facts).toEqual([
      {
        row: 4,
        line: {
          fact: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
          version: 2,
          code: 'A03',
          badge: 'F1',
          occurredAt: '2024-05-20T00:12:00.000Z',
          amounts: { minutes: 12 },
          evidence: 'G-7',
          reference: null,
          source: 'gate',
        },
      },
    ]);
  });

  test('keeps its id through every version, and no other record has it', () => {
    const id = (more: Partial<typeof values>) => read(more).facts[0]?.line.fact;
    expect(id({ Rev: '3', Min: '15', Kind: 'missing' })).toBe(id({}));
    expect(id({ No: 'G-8' })).not.toBe(id({}));
  });

  test('takes its fact back where the map says so', () =>
    expect(read({ State: 'void' }).facts[0]?.line).toMatchObject({ withdrawn: 'VOIDED' }));

  test.each([
    [{ Kind: 'asleep' }, '"asleep" of "Kind" is not in the map.'],
    [{ Kind: '' }, 'The column of the code is empty.'],
    [{ Min: '1.5' }, '"minutes" is "1.5", no whole number.'],
    [{ No: '' }, 'The column "No" is empty.'],
    [{ At: '2024-05-32 08:12' }, '"2024-05-32 08:12" is no date and time that exists.'],
  ])('%j is refused by its number', (more, detail) =>
    expect(read(more)).toEqual({ facts: [], faults: [{ row: 4, detail }] }),
  );
});

describe('a map', () => {
  test.each([
    ['facts: [{ code: { is: A01 } }]', /must match exactly one schema/],
    ['badge: B\nofficer: O\nfacts: [{ code: { is: A01 } }]', /must match exactly one schema/],
    ['badge: B\nfacts: [{ code: { is: A01, column: C } }]', /must match exactly one schema/],
    ['badge: B\nfacts: [{ code: { is: A01 } }, { code: { is: A02 } }]', /need a name each/],
  ])('%j means nothing', (rest, why) => expect(() => factMapOf(`${HEAD}\n${rest}`)).toThrow(why));

  test('without a zone needs stamps that carry their offset', () =>
    expect(() =>
      factMapOf(
        `${HEAD.replace('timeZone: Asia/Shanghai', '')}\nbadge: B\nfacts: [{ code: { is: A01 } }]`,
      ),
    ).toThrow(/must name its timeZone/));
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-facts-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('goes on where an earlier run was broken off, and names each refused row', async () => {
    const file = join(folder, 'gate.csv');
    const rows = [1, 2, 3, 4].map((no) => `${no},1,F1,2024-05-20 08:12,late,${no},`);
    rows.splice(1, 0, '9,1,F1,2024-05-20 08:12,asleep,5,');
    writeFileSync(file, ['No,Rev,Badge,At,Kind,Min,State', ...rows].join('\n'));
    const sent: FactLine[] = [];
    const report = await new FactImport({
      file,
      map,
      skip: 2,
      enter: (facts) => {
        sent.push(...facts);
        const detail = 'too late';
        const rejected = [{ line: 2, code: 'X', detail, pointer: '' }];
        return Promise.resolve({ accepted: 1, duplicates: 0, superseded: 0, pending: 1, rejected });
      },
      onProgress: () => undefined,
    }).run();
    expect(sent.map(({ amounts }) => amounts['minutes'])).toEqual([3, 4]);
    expect(report).toMatchObject({
      rows: 5,
      facts: 4,
      resumedAfter: 2,
      accepted: 1,
      pending: 1,
      rejected: 2,
      problems: ['row 2: "asleep" of "Kind" is not in the map.', 'row 5: X too late'],
    });
  });
});
