import { ROLES, scopesOf, type AccessTable, type Role, type Scope } from '@ywk/platform';
import type { AccessProbe, Sample, Subject } from './access-probe.ts';

/** Units and people of a service to try its routes on: a unit, one below it, and one beside it. */
export interface Scene {
  readonly probe: AccessProbe;
  readonly own: Subject;
  readonly child: Subject;
  readonly foreign: Subject;
  /** By the route; by `route by role` where a role sends something else. */
  readonly samples: Readonly<Record<string, Sample>>;
  /** Commands that a person does not take in their own matter, or after one's own step. */
  readonly separated: readonly Separated[];
}

/** A command that is for another person than who it is about, or than who took the step before. */
export interface Separated {
  readonly route: string;
  readonly role: Role;
  /** Account that took the step before; then the pair is author and approver, else it is the subject. */
  readonly author?: string;
  /** What is sent, where it is not what is sent to the route else. */
  readonly sample?: Sample;
}

export interface Cell {
  readonly route: string;
  readonly role: Role;
  /** Undefined where the table does not let the role in. */
  readonly scope: Scope | undefined;
}

/** Every route that needs a token, with every role. */
export const cellsOf = (table: AccessTable): Cell[] =>
  Object.entries(table).flatMap(([route, access]) =>
    access === 'public'
      ? []
      : ROLES.map((role) => ({ route, role, scope: scopesOf(access, [role])[0] })),
  );

/** What is sent to try a cell. */
export const sampleFor = ({ samples }: Scene, { route, role }: Cell): Sample | undefined =>
  samples[`${route} by ${role}`] ?? samples[route];

/** What is wrong with a pair that must be two persons; empty when it is refused. */
export const pairFaults = async (
  { probe, foreign, samples }: Scene,
  { route, role, author, sample = samples[route] }: Separated,
): Promise<string[]> => {
  const who = { role, units: ['*'] };
  const one = author === undefined ? { officer: foreign.officer } : { sub: author };
  const about = { subject: foreign, sample };
  const knock = await probe.knock(route, { ...who, ...one }, about);
  // Of many at once, each answers for itself.
  const right = knock.text.includes('"code":"SAME_PERSON"');
  const pair = author === undefined ? 'its subject' : 'its author';
  return right ? [] : [`${route} by ${pair}: ${knock.status} ${knock.code}, not SAME_PERSON`];
};

/** Commands that approve, decide, confirm or verify what others began. */
export const DECIDING =
  /[:/](approve|verify|reject|confirm|decide|review|annul|rule|activate|open|close|finalise|calibrate|proposal|inform|hear)$/;
