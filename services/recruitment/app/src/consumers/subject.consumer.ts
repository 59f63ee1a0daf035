import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS, type SubjectErased } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { EraseSubject } from '../commands/erase-subject.ts';
import { FOLLOWER } from './groups.ts';

/** Finishes an erasure whose process died: whatever the log says was erased has no key. */
@Controller()
export class SubjectConsumer {
  constructor(private readonly subjects: EraseSubject) {}

  @EventPattern(LOGS.personnel, FOLLOWER.subjects)
  async onPersonnel(@Payload() { events }: LogBatch): Promise<void> {
    for (const { type, key, data } of events) {
      if (type === 'SubjectErased') {
        await this.subjects.forget(key, (data as SubjectErased).kid);
      }
      if (type === 'SubjectRestricted') await this.subjects.withhold(key);
    }
  }
}
