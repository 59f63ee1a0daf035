import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createIssuerKey } from '@ywk/platform';
import { Command } from 'commander';
import { decodeJwt } from 'jose';
import { addTokenCommand } from './token-command.ts';

let written: string;
beforeEach(async () => {
  process.env['EMBEDDED_ISSUER_KEY'] = JSON.stringify(await createIssuerKey());
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['EMBEDDED_ISSUER_KEY'];
});

const claimsOf = async (...words: string[]) => {
  const program = new Command();
  addTokenCommand(program);
  await program.parseAsync(['token', ...words], { from: 'user' });
  return decodeJwt(written.trim());
};

test('a token is that of the person of the role, who reaches every unit', async () => {
  const claims = await claimsOf('leader');
  expect(claims).toMatchObject({ sub: 'demo-leader', roles: ['leader'], units: ['*'] });
  expect(claims).not.toHaveProperty('officer');
});

test('a token may be that of an officer, or of somebody with units of their own', async () => {
  const officer = '1823dc95-354d-580e-b3ec-ec46b6594d55';
  const words = ['--officer', officer, '--sub', 'wang', '--units', 'XC-01', 'XC-02'];
  expect(await claimsOf('officer', ...words)).toMatchObject({
    ...{ sub: 'wang', roles: ['officer'], units: ['XC-01', 'XC-02'], officer },
  });
});

test('an officer id that is none is refused before anything is signed', async () => {
  const program = new Command();
  addTokenCommand(program);
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await expect(
    program.parseAsync(['token', 'officer', '--officer', '10023'], { from: 'user' }),
  ).rejects.toThrow('An officer id is a UUID.');
  expect(written).toBe('');
});
