import { describe, expect, test } from '@jest/globals';
import { fold, isRejection } from '@ywk/kernel';
import {
  catalogueDecider,
  type CatalogueCommand,
  type CatalogueEvent,
} from './catalogue.decider.ts';
import { catalogueFaults } from './catalogue-faults.ts';
import { FactCatalogue, type ActLine, type CatalogueDocument } from './fact-catalogue.ts';

const label = { zh: '甲', en: 'A' };
const late: ActLine = {
  code: 'A03',
  label,
  source: 's',
  owner: 'machine',
  amounts: { minutes: { min: 1, max: 30 } },
};
const shipped: CatalogueDocument = {
  version: 1,
  acts: [late],
  totals: [{ code: 'tasks.due', label, source: 's' }],
};
const praise: ActLine = { code: 'X01', label, source: 's', owner: 'leader' };
const second: CatalogueDocument = { ...shipped, version: 2, acts: [late, praise] };
const decider = catalogueDecider(shipped);

const propose = (document: CatalogueDocument, used: string[] = []): CatalogueCommand => ({
  type: 'Propose',
  data: { document, author: 'ann', used: new Set(used) },
});
const activate = (version: number, approver: string): CatalogueCommand => ({
  type: 'Activate',
  data: { version, approver, used: new Set() },
});

/** Events of the commands, one after the other; the code of the first refusal ends them. */
const after = (...commands: CatalogueCommand[]): readonly (CatalogueEvent['type'] | string)[] => {
  const events: CatalogueEvent[] = [];
  for (const command of commands) {
    try {
      events.push(...decider.decide(command, fold(decider, events)));
    } catch (error) {
      if (isRejection(error)) return [...events.map(({ type }) => type), error.code];
      throw error;
    }
  }
  return events.map(({ type }) => type);
};

describe('a catalogue', () => {
  test('gives what a line leaves out its default', () => {
    const catalogue = new FactCatalogue(shipped);
    expect(catalogue.find('tasks.due')).toMatchObject({
      owner: 'machine',
      evidence: 'optional',
      amounts: { n: { min: 0, max: 1_000_000 } },
    });
    expect(catalogue.find('A03')).toMatchObject({
      evidence: 'required',
      attribution: 'occurredAt',
    });
    expect(catalogue.find('Z')).toBeUndefined();
  });

  test('names every fault at once', () => {
    const broken: CatalogueDocument = {
      version: 2,
      acts: [
        { ...late, amounts: { minutes: { min: 31, max: 30 } } },
        { ...late, amounts: { minutes: { min: 1, max: 30, only: [2, 31] } } },
        { ...praise, attribution: 'documentDate', evidence: 'optional' },
      ],
      totals: [{ code: 'call.answered', label, source: 's' }],
    };
    expect(catalogueFaults(broken).map(({ path }) => path)).toEqual([
      '/acts/0/amounts/minutes',
      '/acts/1/amounts/minutes/only',
      '/acts/2/evidence',
      '/totals/0/code',
      '/acts/1/code',
    ]);
    expect(catalogueFaults(second)).toEqual([]);
  });
});

describe('a version of the catalogue', () => {
  test('is drafted by one and activated by another', () =>
    expect(after(propose(second), activate(2, 'bo'))).toEqual([
      'CatalogueProposed',
      'CatalogueActivated',
    ]));

  test('is not activated by its author', () =>
    expect(after(propose(second), activate(2, 'ann'))).toEqual([
      'CatalogueProposed',
      'SAME_PERSON',
    ]));

  test('said again changes nothing', () =>
    expect(after(propose(second), propose(second), activate(2, 'bo'), activate(2, 'bo'))).toEqual([
      'CatalogueProposed',
      'CatalogueActivated',
    ]));

  test('is the next one', () => {
    expect(after(propose({ ...second, version: 3 }))).toEqual(['CATALOGUE_VERSION']);
    expect(after(activate(7, 'bo'))).toEqual(['CATALOGUE_UNKNOWN']);
  });

  test('does not go back under one in force', () =>
    expect(
      after(
        propose(second),
        propose({ ...second, version: 3 }),
        activate(3, 'bo'),
        activate(2, 'bo'),
      ),
    ).toEqual([
      'CatalogueProposed',
      'CatalogueProposed',
      'CatalogueActivated',
      'CATALOGUE_SUPERSEDED',
    ]));

  test('keeps the codes and amounts that were used, and only those', () => {
    const { amounts: _gone, ...without } = late;
    expect(after(propose({ ...second, acts: [without] }, ['A03']))).toEqual(['CATALOGUE_INVALID']);
    expect(after(propose({ ...second, acts: [] }, ['A03']))).toEqual(['CATALOGUE_INVALID']);
    expect(after(propose({ ...second, acts: [] }, ['tasks.due']))).toEqual(['CatalogueProposed']);
  });
});
