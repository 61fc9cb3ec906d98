/** Characters that the shipped reader gives surely although another one is printed: no probability warns of these. */
import { z } from 'zod';
import measured from './look-alikes.json' with { type: 'json' };

const pairs = new Map(Object.entries(z.record(z.string(), z.string()).parse(measured.pairs)));

/** True when a text holds a character that may stand for one that looks like it. */
export const mayBeLookAlike = (text: string): boolean => [...text].some((character) => pairs.has(character));
