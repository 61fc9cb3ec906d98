/** `intake submit` and `intake resume`: headless cases on the configured installation. */
import { createHost } from '../host.ts';
import type { Host } from '../host.ts';
import { createNodePlatform } from '../platform/node-platform.ts';
import { walkTexts } from './cli-texts.ts';
import { carryOn, reviewerActor, runHeadlessCase } from './headless-case.ts';
import type { HeadlessOptions, Source } from './headless-case.ts';
import { checklistTable, openFieldList, pageTable } from './report.ts';

export type CaseRun = { reviewer: string; strict: boolean; json: boolean; demo: boolean; source: Source | null };

const deliverWithinMs = 120_000;
/** States that a headless run can carry on from. */
const unfinished = ['draft', 'scanned', 'recognized', 'in_review', 'returned_on_spot', 'ready', 'submitting', 'submit_failed'] as const;

function milestonePrinter(json: boolean): HeadlessOptions['onMilestone'] {
  return (milestone, details = {}) => {
    if (json) console.log(JSON.stringify({ milestone, ...details }));
    else
      console.error(
        `${milestone} ${Object.entries(details)
          .map(([key, value]) => `${key}=${value}`)
          .join(' ')}`.trim(),
      );
  };
}

async function withHost<T>(demo: boolean, work: (host: Host) => Promise<T>): Promise<T> {
  const host = await createHost({ platform: createNodePlatform(), demo });
  try {
    const { lookingOnly } = host.services.store.safety;
    if (lookingOnly) throw lookingOnly;
    return await work(host);
  } finally {
    await host.close();
  }
}

async function optionsFor(host: Host, run: CaseRun, rest: Pick<HeadlessOptions, 'itemCode' | 'answers'>): Promise<HeadlessOptions> {
  const { strict, source } = run;
  return {
    ...rest,
    strict,
    source,
    reviewer: await reviewerActor(host, run.reviewer),
    deliverWithinMs,
    onMilestone: milestonePrinter(run.json),
  };
}

export async function runSubmit(run: CaseRun & Pick<HeadlessOptions, 'itemCode' | 'answers'>): Promise<void> {
  await withHost(run.demo, async (host) => {
    const view = await runHeadlessCase(host, await optionsFor(host, run, run));
    if (run.json) return;
    console.log(
      [pageTable(view, host.timings), checklistTable(view), openFieldList(view), walkTexts.caseNumber(view.case.caseNumber ?? '')].join(
        '\n\n',
      ),
    );
  });
}

export async function runResume(run: CaseRun): Promise<void> {
  await withHost(run.demo, async (host) => {
    const left = (await host.services.store.cases.list({ states: unfinished })).filter(({ face }) => face === 'headless');
    if (left.length === 0 && !run.json) console.log(walkTexts.nothingLeft);
    for (const { id, itemCode } of left) await carryOn(host, id, await optionsFor(host, run, { itemCode, answers: {} }));
  });
}
