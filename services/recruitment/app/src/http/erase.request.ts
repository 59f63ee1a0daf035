import { IsCommandId } from './field-rules.ts';

export class EraseQuery {
  @IsCommandId()
  commandId?: string;
}
