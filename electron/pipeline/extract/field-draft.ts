/** A field before it is decided whether a person must look. */
import type { FieldDefinition } from '#shared/document-types/index.ts';
import type { Problem } from '#shared/page.ts';
import type { CodeValue } from './code-values.ts';
import type { Pitch } from './read-field.ts';
import type { Reading } from './reading.ts';
import type { ReadLines } from './whole-lines.ts';

export type FieldDraft = {
  definition: FieldDefinition;
  reading: Reading | null;
  value: string;
  problems: Problem[];
  /** What the QR code of the paper says, in normal form. */
  code: CodeValue | null;
  /** What a second place of the paper says, in normal form. */
  again: string | null;
  /** The page prints the same once more. */
  repeated: boolean;
  /** Of the page's characters. */
  pitch: Pitch;
  /** The page's lines, and where ink goes on beyond them. */
  lines: ReadLines;
  /** What the seals of the page say around their rims. */
  seals: readonly string[];
};
