/** Which text tells a person what is wrong with the camera. */
import type { ErrorCode } from '#shared/errors.ts';

export type CameraTrouble = 'denied' | 'busy' | 'removed' | 'hung' | 'broken';

export function cameraTrouble(code: ErrorCode): CameraTrouble {
  switch (code) {
    case 'device.access-denied':
      return 'denied';
    case 'device.busy':
      return 'busy';
    case 'device.removed':
      return 'removed';
    case 'device.timeout':
      return 'hung';
    default:
      return 'broken';
  }
}
