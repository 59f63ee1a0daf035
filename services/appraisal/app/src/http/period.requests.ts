import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, Matches } from 'class-validator';
import { CODE } from './requests.ts';

/** Units whose results are published; without them, all that are confirmed and wait. */
export class PublishRequest {
  @ApiPropertyOptional({ type: [String], example: ['ZJG-110'] })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @Matches(CODE, { each: true })
  units?: string[];
}

/** A unit of which somebody asks whose window is open. */
export class NoticesQuery {
  @ApiProperty({ example: 'ZJG-110' })
  @Matches(CODE)
  unit!: string;
}
