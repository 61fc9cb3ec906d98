/** Sheets that may have gone through a feeder unreceived: written into their case, where they stand in the way until a named person clears them. */
import { isOpen, moveCase } from '#shared/case.ts';
import type { Actor, Case, SheetDoubt } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import type { FeedState } from '../../../drivers/driver.ts';
import type { AuditRepository } from '../../store/store.ts';
import type { CaseEditor } from '../case-editor.ts';
import { machine, requireOpen } from '../cases/cases.ts';

export type SheetDoubts = ReturnType<typeof createSheetDoubts>;
/** `scanned-again`: the sheet is in the case now; `all-there`: somebody has counted; `left-open`: nobody looked. */
export type Clearing = 'scanned-again' | 'all-there' | 'left-open';

export function createSheetDoubts({ editor }: { editor: CaseEditor }) {
  return {
    /** Once per job: a second record of the same job takes the place of the first. A case that is closed has no use for it. */
    async record(caseId: string, doubt: SheetDoubt): Promise<void> {
      const { jobId, page, sheet, sheetsThrough } = doubt;
      const details = { jobId, page, sheet, sheetsThrough };
      await editor.edit(caseId, { actor: machine, action: 'scan.sheet-in-doubt', details }, (current) => {
        if (!isOpen(current.state)) return current;
        const others = (current.sheetDoubts ?? []).filter((other) => other.jobId !== jobId);
        return { ...toScanned(current), sheetDoubts: [...others, doubt] };
      });
    },
    /** The device has told meanwhile how many sheets went through. */
    async noteThrough(caseId: string, jobId: string, sheetsThrough: number): Promise<void> {
      await editor.edit(caseId, { actor: machine, action: 'scan.sheets-through', details: { jobId, sheetsThrough } }, (current) => {
        if (!current.sheetDoubts?.some((doubt) => doubt.jobId === jobId)) return current;
        return {
          ...current,
          sheetDoubts: current.sheetDoubts.map((doubt) => (doubt.jobId === jobId ? { ...doubt, sheetsThrough } : doubt)),
        };
      });
    },
    /** @throws AppError `not-found`, `case.closed` */
    async clear(caseId: string, jobId: string, how: Exclude<Clearing, 'scanned-again'>, actor: Actor): Promise<void> {
      const doubt = { jobId, how };
      await editor.edit(caseId, { actor, action: 'scan.doubt-cleared', details: doubt }, (current) => {
        if (!requireOpen(current).sheetDoubts?.some((other) => other.jobId === jobId))
          throw new AppError('not-found', { what: 'sheet-doubt' });
        return withoutDoubt(current, jobId);
      });
    },
  };
}

/** The page that the sheet came back with is stored in the same transaction. */
export async function clearByScan(current: Case, jobId: string, actor: Actor, audit: Pick<AuditRepository, 'append'>): Promise<Case> {
  if (!current.sheetDoubts?.some((doubt) => doubt.jobId === jobId)) return current;
  const details = { jobId, how: 'scanned-again' satisfies Clearing };
  await audit.append({ actor, action: 'scan.doubt-cleared', subject: current.id, details });
  return withoutDoubt(current, jobId);
}

function withoutDoubt(current: Case, jobId: string): Case {
  return { ...current, sheetDoubts: (current.sheetDoubts ?? []).filter((doubt) => doubt.jobId !== jobId) };
}

/** Who confirmed before confirmed something that may lack a sheet. */
function toScanned(current: Case): Case {
  const open = current.state === 'submit_failed' ? moveCase(current, 'in_review') : current;
  const scanned = open.state === 'draft' ? open : moveCase(open, 'scanned');
  return { ...scanned, reviewer: null, reviewedAt: null };
}

type CutOff = { jobId: string; deviceName: string; source: SheetDoubt['source']; feed: FeedState; sides: number; at: Date };

/** @param cutOff `sides`: of the device's last job and received, those included that the feed log had no time to count */
export function doubtOf(current: Case, { jobId, deviceName, source, feed, sides, at }: CutOff): SheetDoubt {
  const { sheetsBefore, duplex } = feed;
  const perSheet = duplex ? 2 : 1;
  const sheet = sheetsBefore + Math.floor(sides / perSheet) + 1;
  const pages = current.pages.filter((page) => page.source.jobId === jobId).toSorted((a, b) => b.index - a.index);
  return {
    jobId,
    deviceName,
    source,
    duplex,
    sheet,
    page: (sheet - 1) * perSheet + 1,
    sheetsThrough: null,
    lastPageId: pages[0]?.id ?? null,
    frontReceived: sides % perSheet === 1,
    since: at.toISOString(),
  };
}
