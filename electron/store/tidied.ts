/** What tidying the page folder did. */
export type Tidied = {
  /** Overwritten now because their wipe was cut short. */
  finished: number;
  /** Moved into quarantine. */
  movedAside: number;
  /** Moved back from quarantine because their records are there again. */
  putBack: number;
  /** Pages whose image file is missing. */
  pagesWithoutFile: number;
};
