import { expect, test } from '@jest/globals';
import { portsFrom } from './places.ts';

test('ports are the usual ones unless moved, one by one', () => {
  const ports = portsFrom({ YWK_DUTY_PORT: '4102', YWK_KAFKA_PORT: '' });
  expect(ports).toEqual({
    postgres: 55432,
    kafka: 59092,
    kafkaController: 59093,
    services: { recruitment: 3101, duty: 4102, appraisal: 3103, payroll: 3104 },
  });
});

test.each(['0', '65536', 'http', '3101.5'])('%s is no port, and the variable is named', (text) =>
  expect(() => portsFrom({ YWK_PAYROLL_PORT: text })).toThrow(`YWK_PAYROLL_PORT is "${text}"`),
);
