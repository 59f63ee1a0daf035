import { waitFor } from '../../../demo/doors/door.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import { LivePeople } from './people.ts';
import type { LivePast } from './wire.ts';

const WITHIN_MS = 120_000;

/** Whoever had been there before the story; nobody of this name is in any. */
const SOMEBODY = '(before)';
const SOMEBODY_UNIT = 'BEFORE';

interface Run {
  readonly id: string;
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
}

interface Version {
  readonly kind: string;
  readonly name: string;
  readonly version: number;
}

/** What the lab needs before it can try rules: a month that is over, of which something is known. */
export class LiveHistory {
  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
    private readonly past: LivePast,
  ) {}

  /**
   * Somebody serves that month, does something, and leaves with its end: no later month knows them.
   * @param person a number that no other person of the system has
   */
  async begin(person: number): Promise<void> {
    const { month, at } = this.past;
    this.system.setTime(at);
    const days = { from: `${month}-01`, to: `${month}-31`, probation: false };
    const stay = { unit: SOMEBODY_UNIT, post: 'CALL110', team: null, ...days };
    const story = {
      people: { [SOMEBODY]: { stays: [stay], roles: [], mentors: [] } },
      units: {},
      budgets: {},
      leaders: [],
    };
    const hr = await this.system.as('case-hr', ['hr'], 'recruitment');
    await new LivePeople(hr, this.names, { story, first: person }).enlist();
    await this.system.settled();
    const desk = await this.system.as('case-desk', ['operator'], 'duty');
    await desk.post('/v1/facts', {
      fact: this.names.id('fact', SOMEBODY),
      officer: this.names.officer(SOMEBODY),
      ...{ code: 'orders.dispatched', amounts: { n: 1 }, source: 'case' },
      occurredAt: `${month}-10T10:00:00+08:00`,
    });
    await this.system.settled();
  }

  /** Has a version tried over that month, and waits for the report. */
  async tryOut(version: Version): Promise<void> {
    const { month } = this.past;
    const door = await this.system.as('case-appraiser', ['appraiser', 'approver'], 'appraisal');
    const asked = { ...version, from: month, to: month };
    const { body } = await door.post<Run>('/v1/lab/runs', asked);
    const run = (): Promise<Run> => door.get<Run>(`/v1/lab/runs/${body.id}`);
    const what = `The report on ${version.name}@${version.version}`;
    const ended = await waitFor(what, run, {
      done: ({ state }) => state !== 'RUNNING',
      withinMs: WITHIN_MS,
    });
    if (ended.state === 'FAILED') throw new Error(`${what} failed: ${JSON.stringify(ended)}`);
  }
}
