import { expect, test } from '@jest/globals';
import { Rejection, type Decider } from '@ywk/kernel';
import { given } from './given.ts';

type Turned = { type: 'Turned'; data: { on: boolean } };
const lamp: Decider<'on' | 'off' | 'break', boolean, Turned> = {
  initialState: false,
  decide: (command, on) => {
    if (command === 'break') throw new Rejection('LAMP_UNBREAKABLE', { zh: '不可。', en: 'No.' });
    return on === (command === 'on') ? [] : [{ type: 'Turned', data: { on: !on } }];
  },
  evolve: (_, event) => event.data.on,
};
const lit: Turned = { type: 'Turned', data: { on: true } };

test('says what a command leads to', () => {
  given(lamp, []).when('on').then(lit);
  given(lamp, [lit]).when('on').thenNothing();
  given(lamp, [lit]).when('break').thenRejected('LAMP_UNBREAKABLE');
  expect(given(lamp, []).when('on').state()).toBe(true);
});

test('fails when the decider did something else', () => {
  expect(() => given(lamp, []).when('on').thenNothing()).toThrow();
  expect(() => given(lamp, [lit]).when('on').then(lit)).toThrow();
  expect(() => given(lamp, []).when('break').then(lit)).toThrow('LAMP_UNBREAKABLE');
  expect(() => given(lamp, []).when('break').thenRejected('OTHER')).toThrow();
  expect(() => given(lamp, []).when('on').thenRejected('OTHER')).toThrow('Not refused');
});

test('an error that is no refusal passes through', () => {
  const faulty = { ...lamp, decide: () => JSON.parse('{') as Turned[] };
  expect(() => given(faulty, []).when('on')).toThrow(SyntaxError);
});
