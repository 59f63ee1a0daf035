import { test } from '@jest/globals';
import { given } from '@ywk/testing';
import { unitDecider, type Unit } from './unit.decider.ts';

const unit: Unit = {
  unit: 'ZJG-110',
  name: { zh: '110指挥中心', en: '110 centre' },
  parent: 'ZJG',
  budgetMode: 'SCALE',
};
const defined = { type: 'UnitDefined' as const, data: unit };

test('a unit is defined below one that is known', () => {
  given(unitDecider, [])
    .when({ ...unit, parentPath: ['ZJG'] })
    .then(defined);
  given(unitDecider, [])
    .when({ ...unit, parentPath: [] })
    .thenRejected('PARENT_UNKNOWN');
});

test('a root needs nothing above it', () =>
  given(unitDecider, [])
    .when({ ...unit, parent: null, parentPath: [] })
    .then({ type: 'UnitDefined', data: { ...unit, parent: null } }));

test('the same again is nothing new, another name is', () => {
  given(unitDecider, [defined])
    .when({ ...unit, parentPath: ['ZJG'] })
    .thenNothing();
  const renamed = { ...unit, name: { zh: '指挥中心', en: 'Centre' } };
  given(unitDecider, [defined])
    .when({ ...renamed, parentPath: ['ZJG'] })
    .then({ type: 'UnitDefined', data: renamed });
});

test('no unit stands below itself', () => {
  given(unitDecider, [defined])
    .when({ ...unit, parent: 'ZJG-110', parentPath: ['ZJG', 'ZJG-110'] })
    .thenRejected('UNIT_CIRCLE');
  given(unitDecider, [defined])
    .when({ ...unit, parent: 'ZJG-110-A', parentPath: ['ZJG', 'ZJG-110', 'ZJG-110-A'] })
    .thenRejected('UNIT_CIRCLE');
});
