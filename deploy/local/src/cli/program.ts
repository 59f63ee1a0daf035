import { Command } from 'commander';
import { addFeedCommands } from './feed/feed-command.ts';
import { addFiguresCommands } from './figures-command.ts';

/** The command line of Yiwangkao: everything it does goes through the public doors. */
export const ywkProgram = (): Command => {
  const program = new Command('ywk').description('Yiwangkao 一网考').showHelpAfterError();
  addFeedCommands(program);
  addFiguresCommands(program);
  return program;
};
