import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPool } from '@ywk/event-store';
import { changeBoard, directory } from '@ywk/payroll-app';
import type { ViewModule } from '@ywk/projections';
import { officerBoard, unitBoard } from '@ywk/recruitment-app';
import { createTestDatabase, type TestDatabase } from '@ywk/testing';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { eventsOf, rowsOf, type Said } from './given-view.ts';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase('views');
  pool = createPool({ url: database.url, max: 2, applicationName: 'views' });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const [a, b] = ['8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01', '9d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c02'];
const registered = (officer = a): Said => ({ type: 'OfficerRegistered', data: { officer } });
const hired: Said = { type: 'OfficerHired', data: { officer: a } };
const moved = (from: string, badge: string): Said => ({
  type: 'OfficerTransferred',
  data: { officer: a, from, badge, unit: 'ZJG-B' },
});
const second = (to: string | null): Said => ({ type: 'SecondPostHeld', data: { officer: a, to } });
const role = (from: string): Said => ({ type: 'RoleHeld', data: { officer: a, from, to: null } });
const erased: Said = { type: 'SubjectErased', data: { officer: a } };
const unit = (name: string, parent: string | null): Said => ({
  type: 'UnitDefined',
  data: { unit: name, parent },
});
const issued: Said = { type: 'PayChangeIssued' };
const answered: Said = { type: 'PayChangeAcknowledged' };

interface Example {
  readonly what: string;
  readonly view: ViewModule;
  readonly given: readonly Said[];
  /** By table, what each row has among others. */
  readonly then: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

const EXAMPLES: readonly Example[] = [
  {
    what: 'a unit stands as it was defined last',
    view: unitBoard,
    given: [unit('U', null), unit('V', null), unit('U', 'V')],
    then: {
      unit_board: [
        { unit: 'U', definition: { parent: 'V' } },
        { unit: 'V', definition: { parent: null } },
      ],
    },
  },
  {
    what: 'an officer stands where the last placement says',
    view: officerBoard,
    given: [registered(), registered(b), hired, moved('2024-06-13', 'F2')],
    then: {
      officer_board: [
        { officer: a, unit: 'ZJG-B', badge: 'F2', sealed_name: { alg: 'A256GCM' } },
        { officer: b, unit: null, badge: null },
      ],
    },
  },
  {
    what: 'an officer holds a second post and a role as they were told last',
    view: officerBoard,
    given: [registered(), hired, second(null), role('2024-05-01'), second('2024-05-31')],
    then: {
      officer_board: [
        {
          officer: a,
          post: 'CALL110',
          state: {
            secondPosts: [{ post: 'DISPATCH_SUPPORT', share: 50, to: '2024-05-31' }],
            roles: [{ role: 'master', from: '2024-05-01', to: null }],
          },
        },
      ],
    },
  },
  {
    what: 'an erased person has no name',
    view: officerBoard,
    given: [registered(), hired, erased],
    then: { officer_board: [{ officer: a, sealed_name: null }] },
  },
  {
    what: 'a transfer told late does not undo a later one',
    view: directory,
    given: [registered(), hired, moved('2024-06-13', 'F2'), moved('2022-01-01', 'F3')],
    then: { directory_officer: [{ officer: a, badge: 'F2', unit: 'ZJG-B' }], directory_unit: [] },
  },
  {
    what: 'an erased person has no name there either, and units have their parents',
    view: directory,
    given: [registered(), unit('U', 'V'), erased],
    then: {
      directory_officer: [{ officer: a, name: null }],
      directory_unit: [{ unit: 'U', parent: 'V' }],
    },
  },
  {
    what: 'a line and its answer meet, whichever comes first',
    view: changeBoard,
    given: [answered, issued],
    then: {
      change_line: [
        {
          amount: '1000000',
          period: '2024-05',
          kind: 'AWARD',
          component: 'AWARD',
          run: null,
        },
      ],
      line_answer: [{ outcome: 'ACCEPTED', source_event: 'ACK-1' }],
    },
  },
];

describe('T20 given events, when a view folds them', () => {
  test.each(EXAMPLES)('then $what', async ({ view, given, then }) => {
    expect(await rowsOf(pool, view, { events: eventsOf(given) })).toMatchObject(then);
  });
});

describe('T21 a view comes to the same rows however its events are cut into batches:', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2024-02-${String(n).padStart(2, '0')}`);
  const badge = fc.constantFrom('F1', 'F2', 'F3');
  const anyPersonnel: fc.Arbitrary<Said> = fc.oneof(
    fc.constantFrom(registered(), registered(b), hired, erased),
    fc.constantFrom(second(null), second('2024-05-31')),
    day.map(role),
    fc.tuple(day, badge).map(([from, number]) => moved(from, number)),
    fc
      .tuple(fc.constantFrom('U', 'V'), fc.constantFrom('U', 'V', null))
      .map(([name, parent]) => unit(name, parent)),
  );

  test.each([unitBoard, officerBoard, directory])('$name', (view) =>
    fc.assert(
      fc.asyncProperty(
        fc.array(anyPersonnel, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(12), { maxLength: 6 }),
        async (said, cuts) => {
          const events = eventsOf([registered(), hired, ...said]);
          const whole = await rowsOf(pool, view, { events });
          expect(await rowsOf(pool, view, { events, cuts })).toEqual(whole);
        },
      ),
      { seed: 20_240_531, numRuns: 40 },
    ),
  );
});
