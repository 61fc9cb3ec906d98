/** What the browser says about a camera, as one of our error codes. */
import { AppError } from '#shared/errors.ts';

/** Names of W3C Media Capture and Streams, 10.2 `getUserMedia`. */
export function cameraError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new AppError('device.access-denied', { name }, error);
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new AppError('device.removed', { name }, error);
    // The camera is there but gives no pictures: nearly always another program has it.
    case 'NotReadableError':
    case 'TrackStartError':
      return new AppError('device.busy', { name }, error);
    case 'AbortError':
      return new AppError('device.error', { name }, error);
    default:
      return new AppError('device.error', { name }, error);
  }
}
