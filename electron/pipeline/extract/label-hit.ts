/** A printed label that was found on the page. */
export type LabelHit = {
  label: string;
  row: number;
  /** Cells of the row: from `start`, up to but without `end`. */
  start: number;
  end: number;
  /** Characters that were misread. */
  wrong: number;
  /** Id of the section that it stands in or opens. */
  section: string | null;
  /** Of a label in two lines: the row of its other line. */
  otherRow?: number;
};
