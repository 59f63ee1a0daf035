import { ROLES, type Role } from '@ywk/platform';
import { Argument, InvalidArgumentError, type Command } from 'commander';
import { validate } from 'uuid';
import { tokenFor, type Holder } from '../launch/tokens.ts';
import { issuerKeyHere, tokenOf } from './connection.ts';

const show = async (role: Role, holder: Holder): Promise<void> => {
  const { env } = process;
  const whose = Object.keys(holder).length > 0;
  const token = whose
    ? await tokenFor(await issuerKeyHere(env), role, holder)
    : await tokenOf(role, env);
  process.stdout.write(`${token}\n`);
};

const officerId = (text: string): string => {
  if (validate(text)) return text;
  throw new InvalidArgumentError('An officer id is a UUID. 人员编号应为 UUID。');
};

/** `ywk token` */
export const addTokenCommand = (program: Command): void => {
  program
    .command('token')
    .description('A token of the embedded issuer, good for a day 内置签发者的令牌（一天有效）')
    .addArgument(new Argument('<role>', 'what its holder may do').choices(ROLES))
    .option('--sub <name>', 'whose it is; demo-<role> when not given 持有人')
    .option('--officer <id>', 'their own officer id 本人的人员编号', officerId)
    .option('--units <codes...>', 'units they answer for, with all below; all of them 管辖单位')
    .action(show);
};
