import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';

const EXAMPLE = {
  source: 'payroll-1',
  eventId: 'ACK-2024-06-00017',
  line: '6e8d1f73-0c4a-5b2d-8f91-7a9c1e3b5d06',
  outcome: 'REFUSED',
  reason: 'NO_ACCOUNT',
  at: '2024-06-14T02:00:00.000Z',
};

/** Answers in one request; each is checked, taken or refused on its own. */
export class AcknowledgementsRequest {
  @ApiProperty({ type: 'array', items: { type: 'object' }, example: [EXAMPLE], maxItems: 1000 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  acknowledgements: unknown[];
}
