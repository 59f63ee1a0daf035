import { ROLES, type Role } from '@ywk/platform';
import { Argument, type Command } from 'commander';
import { tokenOf } from './connection.ts';

const show = async (role: Role): Promise<void> => {
  process.stdout.write(`${await tokenOf(role, process.env)}\n`);
};

/** `ywk token` */
export const addTokenCommand = (program: Command): void => {
  program
    .command('token')
    .description('A token of the embedded issuer, good for a day 内置签发者的令牌（一天有效）')
    .addArgument(new Argument('<role>', 'what its holder may do').choices(ROLES))
    .action(show);
};
