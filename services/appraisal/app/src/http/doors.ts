import { PeriodsController } from './periods.controller.ts';
import { CalendarsController } from './calendars.controller.ts';
import { DeadlinesController } from './deadlines.controller.ts';
import { ObjectionsController } from './objections.controller.ts';
import { RulingsController } from './rulings.controller.ts';
import { GradeProposalsController } from './grade-proposals.controller.ts';
import { ResultsProposalsController } from './results-proposals.controller.ts';
import { TierChangesController } from './tier-changes.controller.ts';
import { TierBoardController } from './tier-board.controller.ts';
import { TierRunsController } from './tier-runs.controller.ts';
import { BallotsController } from './ballots.controller.ts';
import { SignsController } from './signs.controller.ts';
import { DiaryController } from './diary.controller.ts';
import { ReviewsController } from './reviews.controller.ts';
import { AnnualGradesController } from './annual-grades.controller.ts';
import { AnnualScoresController } from './annual-scores.controller.ts';
import { RatesController } from './rates.controller.ts';
import { RulesController } from './rules.controller.ts';
import { LabController } from './lab.controller.ts';
import { ScoresController } from './scores.controller.ts';
import { ExplanationsController } from './explanations.controller.ts';
import { FactsController } from './facts.controller.ts';
import { UnitRankingController } from './unit-ranking.controller.ts';
import { DecisionsController } from './decisions.controller.ts';

/** What this service answers to, beside the doors that every service has. */
export const ownDoors = [
  PeriodsController,
  DeadlinesController,
  CalendarsController,
  ObjectionsController,
  RulingsController,
  GradeProposalsController,
  ResultsProposalsController,
  TierChangesController,
  TierRunsController,
  TierBoardController,
  AnnualGradesController,
  AnnualScoresController,
  RatesController,
  ReviewsController,
  BallotsController,
  DiaryController,
  SignsController,
  RulesController,
  LabController,
  ScoresController,
  ExplanationsController,
  FactsController,
  DecisionsController,
  UnitRankingController,
];
