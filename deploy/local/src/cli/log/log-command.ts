import type { Command } from 'commander';
import { addRepublishCommand } from './republish-command.ts';
import { addPromoteCommand } from './promote-command.ts';
import { addSealCommands } from './seal-command.ts';
import { addTransferCommands } from './transfer-command.ts';
import { addVerifyCommand } from './verify-command.ts';

/** `ywk log …` */
export const addLogCommands = (program: Command): void => {
  const group = program.command('log').description('Event logs 事件日志');
  addVerifyCommand(group);
  addRepublishCommand(group);
  addPromoteCommand(group);
  addTransferCommands(group);
  addSealCommands(group);
};
