/** The XML document of an answer, or the device error that its HTTP status means. */
import { AppError } from '#shared/errors.ts';
import { mendXml } from './tolerance.ts';
import type { EsclResponse } from './exchange.ts';

/** @throws AppError `device.access-denied`, `device.busy`, `device.protocol` (there is no eSCL service) */
export function xmlOfAnswer({ status, body }: EsclResponse): string {
  if (status === 401 || status === 403) throw new AppError('device.access-denied', { httpStatus: status });
  if (status === 503) throw new AppError('device.busy', { httpStatus: status });
  if (status !== 200) throw new AppError('device.protocol', { httpStatus: status });
  return mendXml(new TextDecoder().decode(body)).xml;
}
