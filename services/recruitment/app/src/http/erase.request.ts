import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';

export class EraseQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'The same id again yields the first result' })
  @IsOptional()
  @IsUUID()
  commandId?: string;
}
