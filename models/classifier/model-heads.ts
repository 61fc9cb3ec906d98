/** What the outputs of the trained classifier stand for, in their order; training and recognition share it. */
import { documentTypeIds } from '#shared/page.ts';
import type { DocumentTypeId, Rotation, Side } from '#shared/page.ts';

export const typeHead: readonly DocumentTypeId[] = documentTypeIds;
/** The first entry stands for types without sides. */
export const sideHead: readonly (Side | null)[] = [null, 'portrait', 'emblem', 'both', 'home', 'member'];
/** Clockwise turns that make the picture upright. */
export const rotationHead: readonly Rotation[] = [0, 90, 180, 270];
export const flagHead = ['blurred', 'too-dark', 'too-light', 'low-resolution', 'cut-off', 'glare', 'shadow', 'continuation'] as const;
export const embeddingLength = 96;
