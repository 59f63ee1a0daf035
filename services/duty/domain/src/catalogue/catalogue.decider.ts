import { Rejection, type Decider, type Message } from '@ywk/kernel';
import { catalogueFaults, lossFaults, type CatalogueFault } from './catalogue-faults.ts';
import type { CatalogueDocument } from './fact-catalogue.ts';

export type CatalogueEvent =
  | Message<
      'CatalogueProposed',
      { readonly version: number; readonly document: CatalogueDocument; readonly author: string }
    >
  | Message<'CatalogueActivated', { readonly version: number; readonly approver: string }>;

export type CatalogueCommand =
  | Message<
      'Propose',
      {
        readonly document: CatalogueDocument;
        readonly author: string;
        readonly used: ReadonlySet<string>;
      }
    >
  | Message<
      'Activate',
      { readonly version: number; readonly approver: string; readonly used: ReadonlySet<string> }
    >;

/** One version and who is behind it; what ships with the service has no author. */
export interface CatalogueVersion {
  readonly document: CatalogueDocument;
  readonly author: string | null;
  readonly approver: string | null;
}

export interface CatalogueState {
  readonly versions: ReadonlyMap<number, CatalogueVersion>;
  readonly active: number;
}

const refuse = (faults: readonly CatalogueFault[]): void => {
  if (faults.length === 0) return;
  const [first] = faults;
  throw new Rejection(
    'CATALOGUE_INVALID',
    {
      zh: `共${faults.length}处错误，第一处在${first?.path}。`,
      en: `${faults.length} faults; the first at ${first?.path}: ${first?.wrong}.`,
    },
    { errors: faults },
  );
};

const same = (a: CatalogueDocument, b: CatalogueDocument): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const versionOf = (state: CatalogueState, version: number): CatalogueVersion => {
  const found = state.versions.get(version);
  if (found !== undefined) return found;
  throw new Rejection('CATALOGUE_UNKNOWN', {
    zh: `目录没有版本${version}。`,
    en: `There is no version ${version} of the catalogue.`,
  });
};

type Propose = Extract<CatalogueCommand, { type: 'Propose' }>['data'];
type Activate = Extract<CatalogueCommand, { type: 'Activate' }>['data'];

const propose = ({ document, author, used }: Propose, state: CatalogueState): CatalogueEvent[] => {
  const { version } = document;
  const known = state.versions.get(version);
  if (known?.author === author && same(known.document, document)) return [];
  const next = Math.max(...state.versions.keys()) + 1;
  if (version !== next) {
    throw new Rejection(
      'CATALOGUE_VERSION',
      {
        zh: `下一版本号为${next}，不是${version}。`,
        en: `The next version is ${next}, not ${version}.`,
      },
      { next },
    );
  }
  const { document: active } = versionOf(state, state.active);
  refuse([...catalogueFaults(document), ...lossFaults(active, document, used)]);
  return [{ type: 'CatalogueProposed', data: { version, document, author } }];
};

const activate = (
  { version, approver, used }: Activate,
  state: CatalogueState,
): CatalogueEvent[] => {
  const { document, author } = versionOf(state, version);
  if (version === state.active) return [];
  if (version < state.active) {
    throw new Rejection('CATALOGUE_SUPERSEDED', {
      zh: `版本${state.active}现行有效；如需恢复旧内容，请拟订更高版本。`,
      en: `Version ${state.active} is in force; draft a higher one to go back.`,
    });
  }
  if (author === approver) {
    throw new Rejection('SAME_PERSON', {
      zh: '目录起草人不得启用该目录。',
      en: 'Who drafted a catalogue does not activate it.',
    });
  }
  refuse(lossFaults(versionOf(state, state.active).document, document, used));
  return [{ type: 'CatalogueActivated', data: { version, approver } }];
};

const evolve = (state: CatalogueState, { type, data }: CatalogueEvent): CatalogueState => {
  const versions = new Map(state.versions);
  switch (type) {
    case 'CatalogueProposed': {
      const { version, document, author } = data;
      versions.set(version, { document, author, approver: null });
      return { ...state, versions };
    }
    case 'CatalogueActivated': {
      const found = versions.get(data.version);
      if (found !== undefined) versions.set(data.version, { ...found, approver: data.approver });
      return { versions, active: data.version };
    }
  }
};

/** Versions of the catalogue. @param shipped the version that comes with the service */
export const catalogueDecider = (
  shipped: CatalogueDocument,
): Decider<CatalogueCommand, CatalogueState, CatalogueEvent> => ({
  initialState: {
    versions: new Map([[shipped.version, { document: shipped, author: null, approver: null }]]),
    active: shipped.version,
  },
  decide: (command, state) =>
    command.type === 'Propose' ? propose(command.data, state) : activate(command.data, state),
  evolve,
});
