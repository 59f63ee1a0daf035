import { PeriodsController } from './periods.controller.ts';
import { CalendarsController } from './calendars.controller.ts';
import { DeadlinesController } from './deadlines.controller.ts';
import { GradeProposalsController } from './grade-proposals.controller.ts';
import { TierChangesController } from './tier-changes.controller.ts';
import { AnnualGradesController } from './annual-grades.controller.ts';
import { RulesController } from './rules.controller.ts';
import { LabController } from './lab.controller.ts';
import { ScoresController } from './scores.controller.ts';
import { ExplanationsController } from './explanations.controller.ts';
import { FactsController } from './facts.controller.ts';
import { DecisionsController } from './decisions.controller.ts';

/** What this service answers to, beside the doors that every service has. */
export const ownDoors = [
  PeriodsController,
  DeadlinesController,
  CalendarsController,
  GradeProposalsController,
  TierChangesController,
  AnnualGradesController,
  RulesController,
  LabController,
  ScoresController,
  ExplanationsController,
  FactsController,
  DecisionsController,
];
