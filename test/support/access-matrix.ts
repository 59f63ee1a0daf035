import { ROLES, scopesOf, type AccessTable, type Role, type Scope } from '@ywk/platform';
import {
  isDenied,
  namesNothing,
  nobody,
  type AccessProbe,
  type Knock,
  type Sample,
  type Subject,
} from './access-probe.ts';

/** Units and people of a service to try its routes on: a unit, one below it, and one beside it. */
export interface Scene {
  readonly probe: AccessProbe;
  readonly own: Subject;
  readonly child: Subject;
  readonly foreign: Subject;
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

const says = ({ route, role }: Cell, knock: Knock, wanted: string): string =>
  `${route} by ${role}: ${knock.status} ${knock.code}, not ${wanted}`;

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Names and ids of a subject that an answer tells, beside what was asked for. */
const leaks = ({ text, sent }: Knock, subject: Subject): string[] =>
  Object.values(subject).filter((word) => !sent.includes(word) && text.includes(word));

/** A role that the table does not name gets no further than its role. */
export const wrongRole = async ({ probe, own }: Scene, cell: Cell): Promise<string[]> => {
  const knock = await probe.knock(cell.route, { role: cell.role, units: ['*'] }, { subject: own });
  const right = knock.status === 403 && knock.code === 'ROLE_MISSING';
  return right ? [] : [says(cell, knock, '403 ROLE_MISSING')];
};

/** What asks for every unit takes nobody who reaches one of them. */
const wholeBureau = async ({ probe, own, samples }: Scene, cell: Cell): Promise<string[]> => {
  const about = { subject: own, sample: samples[cell.route] };
  const some = await probe.knock(cell.route, { role: cell.role, units: [own.unit] }, about);
  const right = some.status === 403 && some.code === 'UNIT_OUT_OF_SCOPE';
  return right ? [] : [says(cell, some, '403 UNIT_OUT_OF_SCOPE')];
};

/** Who reaches a unit reaches it and what is below; what is beside it is like what is not there. */
const ofUnits = async (scene: Scene, cell: Cell): Promise<string[]> => {
  const { probe, own, child, foreign, samples } = scene;
  const { route, role } = cell;
  const sample = samples[route];
  const who = { role, units: [own.unit] };
  const faults: string[] = [];
  const unknown = nobody(Object.keys(foreign));
  const [absent, beside] = [
    await probe.knock(route, who, { subject: unknown, sample }),
    await probe.knock(route, who, { subject: foreign, sample }),
  ];
  faults.push(...sameAnswer(cell, { absent, beside, unknown, foreign }));
  const isList = sample === undefined && !route.includes('{');
  if (isList || namesNothing(route, own, sample ?? {})) return faults;
  for (const subject of [own, child]) {
    const knock = await probe.knock(route, who, { subject, sample });
    if (isDenied(knock)) faults.push(says(cell, knock, `let in to ${subject.unit}`));
  }
  return faults;
};

/** Officers reach themselves; another is like one who is not there. */
const ofSelf = async ({ probe, own, foreign, samples }: Scene, cell: Cell): Promise<string[]> => {
  const { route, role } = cell;
  const sample = samples[route];
  // A token may name the unit where the officer stands: that gives no right to others there.
  const who = { role, units: [own.unit, foreign.unit], officer: own.officer };
  const unknown = nobody(Object.keys(foreign));
  const absent = await probe.knock(route, who, { subject: unknown, sample });
  const beside = await probe.knock(route, who, { subject: foreign, sample });
  return sameAnswer(cell, { absent, beside, unknown, foreign });
};

/** Foreign and unknown are answered alike, and nothing of the foreign is told. */
const sameAnswer = (
  cell: Cell,
  told: { absent: Knock; beside: Knock; unknown: Subject; foreign: Subject },
): string[] => {
  const { absent, beside, unknown, foreign } = told;
  const plain = ({ status, code, detail }: Knock, { unit }: Subject): string =>
    `${status} ${code} ${detail.replaceAll(UUID, '…').replaceAll(unit, '…')}`;
  const faults = [];
  if (plain(absent, unknown) !== plain(beside, foreign))
    faults.push(says(cell, beside, `${absent.status} ${absent.code} as for the unknown`));
  if (beside.status >= 500) faults.push(says(cell, beside, 'an answer'));
  const found = leaks(beside, foreign);
  if (found.length > 0) faults.push(says(cell, beside, `silent about ${found.join(', ')}`));
  return faults;
};

/** What is wrong with one cell; empty when it is as the table says. */
export const faultsOf = (scene: Scene, cell: Cell): Promise<string[]> | string[] => {
  switch (cell.scope) {
    case undefined:
      return wrongRole(scene, cell);
    case 'all':
      return wholeBureau(scene, cell);
    case 'units':
      return ofUnits(scene, cell);
    case 'self':
      return ofSelf(scene, cell);
    case 'any':
      return [];
  }
};

/** What is wrong with a pair that must be two persons; empty when it is refused. */
export const pairFaults = async (
  { probe, foreign, samples }: Scene,
  { route, role, author }: Separated,
): Promise<string[]> => {
  const who = { role, units: ['*'] };
  const one = author === undefined ? { officer: foreign.officer } : { sub: author };
  const about = { subject: foreign, sample: samples[route] };
  const knock = await probe.knock(route, { ...who, ...one }, about);
  // Of many at once, each answers for itself.
  const right = knock.text.includes('"code":"SAME_PERSON"');
  const pair = author === undefined ? 'its subject' : 'its author';
  return right ? [] : [`${route} by ${pair}: ${knock.status} ${knock.code}, not SAME_PERSON`];
};

/** Commands that approve, decide, confirm or verify what others began. */
export const DECIDING =
  /[:/](approve|verify|reject|confirm|decide|review|annul|rule|activate|open|close|finalise|calibrate|proposal|inform|hear)$/;
