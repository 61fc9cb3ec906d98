/** All Chinese texts; their shape is what every other language must have. */
import { admin } from './admin.ts';
import { counter } from './counter.ts';
import { kiosk } from './kiosk.ts';
import { shared } from './shared.ts';

export const zh = { ...shared, counter, kiosk, admin };

/** Same keys, any text. */
type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
export type Translation = Texts<typeof zh>;
