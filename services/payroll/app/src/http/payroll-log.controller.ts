import { LogController } from '@ywk/event-store';
import { Roles } from '@ywk/platform';
import { Controller } from '@nestjs/common';

/** The service's logs, for machines of the bureau. */
@Controller('log')
@Roles('service')
export class PayrollLogController extends LogController {}
