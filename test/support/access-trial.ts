import { sampleFor, type Cell, type Scene } from './access-matrix.ts';
import { nobody, sentTo, type Knock, type Knocker, type Subject } from './access-probe.ts';

/** What knocks showed. */
interface Finding {
  /** Where the service does other than the table says. */
  readonly faults: readonly string[];
  /** What the knocks did not show: that somebody got in, or that nobody else did. */
  readonly untried: readonly string[];
}

/** What came of trying one cell, by those whom it lets in and by those whom it keeps out. */
export interface Trial extends Finding {
  readonly cell: Cell;
}

/** Refusals that tell that something is not for the caller, or not there. */
const OUT_OF_REACH = new Set(['UNIT_OUT_OF_SCOPE', 'FOREIGN_UNIT', 'NOT_THE_OFFICER']);
/** Refusals that only those hear who have got past role and unit. */
const WITHIN_REACH = new Set(['NOT_OWNER', 'LOG_NOT_YOURS', 'KEYS_NOT_YOURS']);
const SHUT = new Set([401, 403, 404]);

const isGood = ({ status }: Knock): boolean => status >= 200 && status < 300;

/** Of many at once, each is refused for itself. */
const isRefusedWithin = ({ text }: Knock): boolean =>
  [...text.matchAll(/"code":"([A-Z_]+)"/g)].some(
    ([, code = '']) => OUT_OF_REACH.has(code) || code.endsWith('_UNKNOWN'),
  );

const isShutOut = (knock: Knock): boolean =>
  isGood(knock) ? isRefusedWithin(knock) : SHUT.has(knock.status) && !WITHIN_REACH.has(knock.code);

const VOLATILE = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** An answer without the ids in it: what is there and what is not must read alike. */
const told = (knock: Knock, { unit }: Subject): string =>
  `${knock.status} ${knock.code} ${isGood(knock) ? knock.text : knock.detail}`
    .replaceAll(VOLATILE, '…')
    .replaceAll(unit, '…');

const says = ({ route, role }: Cell, { status, code }: Knock, wanted: string): string =>
  `${route} by ${role}: ${status} ${code}, not ${wanted}`;

/** Names and ids of a subject that an answer tells, beside what was asked for. */
const leaks = ({ text, sent }: Knock, subject: Subject): string[] =>
  Object.values(subject).filter((word) => !sent.includes(word) && text.includes(word));

const isShown = ({ text, sent }: Knock, subject: Subject): boolean =>
  Object.values(subject).some((word) => !sent.includes(word) && text.includes(`"${word}"`));

/** A knock that should have got in. */
const entering = (cell: Cell, knock: Knock, where: string): Finding => {
  const shut = isShutOut(knock) ? [says(cell, knock, `let in to ${where}`)] : [];
  const broken = knock.status >= 500 ? [says(cell, knock, 'an answer')] : [];
  return { faults: [...shut, ...broken], untried: shut };
};

const together = (cell: Cell, parts: readonly Finding[]): Trial => ({
  cell,
  faults: parts.flatMap(({ faults }) => faults),
  untried: parts.flatMap(({ untried }) => untried),
});

/** A role that the table does not name gets no further than its role. */
const wrongRole = async ({ probe, own }: Scene, cell: Cell): Promise<Trial> => {
  const knock = await probe.knock(cell.route, { role: cell.role, units: ['*'] }, { subject: own });
  const right = knock.status === 403 && knock.code === 'ROLE_MISSING';
  return { cell, faults: right ? [] : [says(cell, knock, '403 ROLE_MISSING')], untried: [] };
};

/** Where nothing but the role is asked for, any unit does. What is named may be there for nobody. */
const anyUnit = async (scene: Scene, cell: Cell): Promise<Trial> => {
  const { probe, own } = scene;
  const { route, role } = cell;
  const about = { subject: own, sample: sampleFor(scene, cell) };
  const knock = await probe.knock(route, { role, units: [own.unit] }, about);
  return together(cell, knock.status === 404 ? [] : [entering(cell, knock, 'any')]);
};

/** What asks for every unit takes nobody who reaches one of them. */
const wholeBureau = async (scene: Scene, cell: Cell): Promise<Trial> => {
  const { probe, own } = scene;
  const { route, role } = cell;
  const about = { subject: own, sample: sampleFor(scene, cell) };
  const some = await probe.knock(route, { role, units: [own.unit] }, about);
  const right = some.status === 403 && some.code === 'UNIT_OUT_OF_SCOPE';
  const kept = right ? [] : [says(cell, some, '403 UNIT_OUT_OF_SCOPE')];
  const whole = await probe.knock(route, { role, units: ['*'] }, about);
  return together(cell, [{ faults: kept, untried: kept }, entering(cell, whole, 'all')]);
};

/** Who asks about whom: insiders are within reach, the foreign one is not. */
interface Reach {
  readonly who: Knocker;
  readonly insiders: readonly Subject[];
  /** To whom the foreign one is an insider. */
  readonly other: Knocker;
}

/** What is beside one's reach is answered like what is not there, and nothing of it is told. */
const apart = async (scene: Scene, cell: Cell, { who, insiders }: Reach): Promise<Trial> => {
  const { probe, foreign } = scene;
  const { route } = cell;
  const sample = sampleFor(scene, cell);
  const unknown = nobody(Object.keys(foreign));
  const absent = await probe.knock(route, who, { subject: unknown, sample });
  const beside = await probe.knock(route, who, { subject: foreign, sample });
  const nothing = told(absent, unknown);
  const alike = told(beside, foreign) === nothing;
  const kept = alike ? [] : [says(cell, beside, `${absent.status} ${absent.code}, the unknown`)];
  const broken = beside.status >= 500 ? [says(cell, beside, 'an answer')] : [];
  const found = leaks(beside, foreign);
  const leaked = found.length > 0 ? [says(cell, beside, `silent about ${found.join()}`)] : [];
  const parts: Finding[] = [{ faults: [...kept, ...broken, ...leaked], untried: kept }];
  for (const subject of insiders) {
    const knock = await probe.knock(route, who, { subject, sample });
    const same = told(knock, subject) === nothing;
    const blind = same ? [says(cell, knock, `other than to the unknown at ${subject.unit}`)] : [];
    parts.push(entering(cell, knock, subject.unit), { faults: [], untried: blind });
  }
  return together(cell, parts);
};

/** Of one and the same list, everybody sees what lies within reach. */
const oneList = async (scene: Scene, cell: Cell, reach: Reach): Promise<Trial> => {
  const { probe, foreign } = scene;
  const { route } = cell;
  const about = { subject: foreign, sample: sampleFor(scene, cell) };
  const seen = async (who: Knocker, there: readonly Subject[], not: readonly Subject[]) => {
    const knock = await probe.knock(route, who, about);
    const found = not.flatMap((subject) => leaks(knock, subject));
    const leaked = found.length > 0 ? [says(cell, knock, `silent about ${found.join()}`)] : [];
    const blind = there
      .filter((subject) => !isShown(knock, subject))
      .map(({ unit }) => says(cell, knock, `telling of ${unit}`));
    return [entering(cell, knock, 'the list'), { faults: leaked, untried: [...leaked, ...blind] }];
  };
  return together(cell, [
    ...(await seen(reach.who, reach.insiders, [foreign])),
    ...(await seen(reach.other, [foreign], reach.insiders)),
  ]);
};

const within = (scene: Scene, cell: Cell, reach: Reach): Promise<Trial> => {
  const sample = sampleFor(scene, cell);
  const sent = (subject: Subject) => sentTo(cell.route, subject, sample);
  const { method, path } = sent(scene.own);
  const isList = method === 'GET' && path === sent(scene.foreign).path;
  return isList ? oneList(scene, cell, reach) : apart(scene, cell, reach);
};

/** Who reaches a unit reaches it and what is below. */
const ofUnits = (scene: Scene, cell: Cell): Promise<Trial> => {
  const { own, child, foreign } = scene;
  const asker = ({ unit }: Subject): Knocker => ({ role: cell.role, units: [unit] });
  return within(scene, cell, { who: asker(own), other: asker(foreign), insiders: [own, child] });
};

/** Officers reach themselves; units in a token give no right to others there. */
const ofSelf = (scene: Scene, cell: Cell): Promise<Trial> => {
  const { own, foreign } = scene;
  const units = [own.unit, foreign.unit];
  const asker = ({ officer }: Subject): Knocker => ({ role: cell.role, units, officer });
  return within(scene, cell, { who: asker(own), other: asker(foreign), insiders: [own] });
};

/** Tries one cell from both sides. */
export const tryCell = (scene: Scene, cell: Cell): Promise<Trial> => {
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
      return anyUnit(scene, cell);
  }
};
