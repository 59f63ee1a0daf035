import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { DOORS } from '@ywk/contracts';
import { Rejection } from '@ywk/kernel';
import type { DoorBatch } from '@ywk/projections';
import { AnswerLines } from '../commands/answer-lines.ts';
import { takeAnswers, type RawAnswer } from '../commands/take-answers.ts';
import { RefusedAnswers } from '../persistence/refused-answer.store.ts';
import { FOLLOWER } from './groups.ts';

type DoorRecord = DoorBatch['records'][number];

const notJson = new Rejection('ACK_NOT_JSON', {
  zh: '该记录不是 JSON，每条记录请写一份答复。',
  en: 'The record is not JSON. Write one answer each.',
});

const rawOf = ({ partition, offset, value }: DoorRecord): RawAnswer => {
  const place = `${partition}/${offset}`;
  try {
    return { place, value: JSON.parse(value?.toString('utf8') ?? '') };
  } catch {
    return { place, value: notJson };
  }
};

/** Answers that come on the topic. What cannot be taken is kept in sight, the rest goes on. */
@Controller()
export class AcknowledgementConsumer {
  constructor(
    private readonly lines: AnswerLines,
    private readonly refusals: RefusedAnswers,
  ) {}

  @EventPattern(DOORS.payrollAck, FOLLOWER.acknowledgements)
  async onAnswers(@Payload() { door, records, tx }: DoorBatch): Promise<void> {
    const raws = records.map(rawOf);
    const { refused } = await takeAnswers(this.lines, raws, { door, actor: door, tx });
    await this.refusals.keep(refused, tx);
  }
}
