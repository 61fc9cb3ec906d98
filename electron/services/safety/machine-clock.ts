/** The clock for waits and watches that no setting of the date may move. */
import { uptime } from 'node:os';

/** Milliseconds since the computer started: goes on while it sleeps. Steps of about 10 ms. */
export const machineClockMs = (): number => uptime() * 1000;
