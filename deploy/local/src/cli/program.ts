import { Command } from 'commander';
import { addCasesCommands } from './cases/cases-command.ts';
import { addDemoCommand } from './demo-command.ts';
import { addDoctorCommand } from './doctor/doctor-command.ts';
import { addFactsCommands } from './facts/facts-command.ts';
import { addFeedCommands } from './feed/feed-command.ts';
import { addFiguresCommands } from './figures-command.ts';
import { addInstallCommands } from './install/install-commands.ts';
import { addLabCommands } from './lab/lab-command.ts';
import { addLogCommands } from './log/log-command.ts';
import { addTokenCommand } from './token-command.ts';
import { addTopicsCommands } from './topics/topics-command.ts';
import { addTraceCommand } from './trace/trace-command.ts';
import { addViewCommands } from './view/view-command.ts';
import { addYearCommand } from './year-command.ts';

/**
 * The command line of Yiwangkao. What concerns appraisal goes through the public doors; the groups
 * for operators work on a service's database as its owner.
 */
export const ywkProgram = (): Command => {
  const program = new Command('ywk').description('Yiwangkao 一网考').showHelpAfterError();
  addCasesCommands(program);
  addDemoCommand(program);
  addDoctorCommand(program);
  addFactsCommands(program);
  addFeedCommands(program);
  addFiguresCommands(program);
  addInstallCommands(program);
  addLabCommands(program);
  addLogCommands(program);
  addTokenCommand(program);
  addTopicsCommands(program);
  addTraceCommand(program);
  addViewCommands(program);
  addYearCommand(program);
  return program;
};
