import {
  codesOf,
  type AmountRule,
  type CatalogueDocument,
  type FactCode,
} from './fact-catalogue.ts';

/** One reason why a document means nothing: where, what is wrong, what would be right. */
export interface CatalogueFault {
  /** JSON Pointer into the document. */
  readonly path: string;
  readonly wrong: string;
  readonly right: string;
}

/** The feed makes facts under these beginnings itself. */
const MEASURED = /^(call|order)[.]/;

interface Placed extends FactCode {
  readonly path: string;
}

const placed = (document: CatalogueDocument): Placed[] =>
  codesOf(document).map((one, at) => {
    const acts = document.acts.length;
    return { ...one, path: at < acts ? `/acts/${at}` : `/totals/${at - acts}` };
  });

const ofAmount = (path: string, { min, max, only = [] }: AmountRule): CatalogueFault[] => {
  const faults: CatalogueFault[] = [];
  if (min > max) {
    const wrong = `min ${min} is above max ${max}`;
    faults.push({ path, wrong, right: 'a min that is not above the max' });
  }
  for (const value of only.filter((one) => one < min || one > max)) {
    const right = `values from ${min} to ${max}`;
    faults.push({ path: `${path}/only`, wrong: `${value} lies outside min and max`, right });
  }
  return faults;
};

const ofCode = ({ path, code, amounts, attribution, evidence }: Placed): CatalogueFault[] => {
  const faults = Object.entries(amounts).flatMap(([name, rule]) =>
    ofAmount(`${path}/amounts/${name}`, rule),
  );
  if (MEASURED.test(code)) {
    const right = 'a name that begins otherwise: call.* and order.* are made by the 110 feed';
    faults.push({ path: `${path}/code`, wrong: `"${code}" is measured`, right });
  }
  if (attribution === 'documentDate' && evidence === 'optional') {
    const wrong = 'it counts on the date of a document that need not be named';
    faults.push({ path: `${path}/evidence`, wrong, right: 'required' });
  }
  return faults;
};

const repeated = (all: readonly Pick<Placed, 'code' | 'path'>[]): CatalogueFault[] => {
  const first = new Map<string, string>();
  return all.flatMap(({ code, path }) => {
    const known = first.get(code);
    first.set(code, known ?? path);
    if (known === undefined) return [];
    const wrong = `"${code}" stands at ${known} already`;
    return [{ path: `${path}/code`, wrong, right: 'each code once' }];
  });
};

type Coded = Pick<Placed, 'code' | 'path'>;

const placedAt = (at: string, all: readonly { readonly code: string }[]): Coded[] =>
  all.map(({ code }, which) => ({ code, path: `${at}/${which}` }));

/** Commendations are entered as facts that the catalogue has. */
const ofConduct = ({ conduct }: CatalogueDocument, all: readonly Placed[]): CatalogueFault[] => {
  if (conduct === undefined) return [];
  const known = new Set(all.map(({ code }) => code));
  const named = [
    ...conduct.awards.map(({ fact }, at) => ({ fact, path: `/conduct/awards/${at}/fact` })),
    { fact: conduct.perCase.ownDutyFact, path: '/conduct/perCase/ownDutyFact' },
  ];
  const unknown = named.flatMap(({ fact, path }) =>
    fact === null || known.has(fact)
      ? []
      : [{ path, wrong: `"${fact}" is no code of the catalogue`, right: 'a code of an act' }],
  );
  return [
    ...unknown,
    ...repeated(placedAt('/conduct/sanctions', conduct.sanctions)),
    ...repeated(placedAt('/conduct/awards', conduct.awards)),
  ];
};

/** Everything that is wrong with a document whose shape is right; empty when it means something. */
export const catalogueFaults = (document: CatalogueDocument): CatalogueFault[] => {
  const all = placed(document);
  return [...all.flatMap(ofCode), ...repeated(all), ...ofConduct(document, all)];
};

/**
 * What a document takes away from codes under which facts were entered: those facts must stay
 * readable and correctable. @param used codes that were used
 */
export const lossFaults = (
  before: CatalogueDocument,
  after: CatalogueDocument,
  used: ReadonlySet<string>,
): CatalogueFault[] => {
  const now = new Map(placed(after).map((one) => [one.code, one]));
  return codesOf(before)
    .filter(({ code }) => used.has(code))
    .flatMap(({ code, amounts }) => {
      const kept = now.get(code);
      if (kept === undefined) {
        const wrong = `"${code}" is gone, but facts were entered under it`;
        return [{ path: '/acts', wrong, right: `keep the code "${code}"` }];
      }
      const lost = Object.keys(amounts).filter((name) => kept.amounts[name] === undefined);
      return lost.map((name) => ({
        path: `${kept.path}/amounts`,
        wrong: `"${code}" loses its amount "${name}", but facts were entered with it`,
        right: `keep "${name}"; make it optional where it is no longer asked for`,
      }));
    });
};
