/** `npm run demo`: the whole walk on the simulator and the sandbox, in a folder that is gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceItems } from '#shared/service-items/index.ts';
import { createHost } from '../host.ts';
import { createNodePlatform } from '../platform/node-platform.ts';
import { esclNetwork } from '../../drivers/escl-network/listed.ts';
import { milestoneTexts, walkTexts } from './cli-texts.ts';
import { reviewerActor, runHeadlessCase } from './headless-case.ts';
import { checklistTable, openFieldList, pageTable } from './report.ts';

const mebibyte = 2 ** 20;

/** The demo stack comes with an agent, and its lessor is a company. */
const situation = { hasAgent: true, lessorIsCompany: true };

export async function runDemo(ocr: 'pp-ocr' | 'tesseract'): Promise<void> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'intake-demo-'));
  const env = { ...process.env, INTAKE_DATA_FOLDER: join(folder, 'data'), INTAKE_KEY_FILE: join(folder, 'key') };
  try {
    const host = await createHost({ platform: createNodePlatform(env), demo: true, ocr });
    try {
      await walk(host, started);
    } finally {
      await host.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function walk(host: Awaited<ReturnType<typeof createHost>>, started: number): Promise<void> {
  const [item] = serviceItems;
  const scanner = (await host.services.configuration.scanners())[0];
  if (!item || !scanner) throw new Error('the demo needs the shipped service item and scanner');
  console.log(walkTexts.begins(item.name, scanner.name, scanner.address));
  const view = await runHeadlessCase(host, {
    itemCode: item.code,
    answers: situation,
    reviewer: await reviewerActor(host, 'clerk'),
    source: { driver: esclNetwork, address: scanner.address },
    strict: false,
    deliverWithinMs: 60_000,
    onMilestone: (milestone, details = {}) => {
      if (milestoneTexts[milestone])
        console.log(
          `  ${milestoneTexts[milestone]} ${Object.entries(details)
            .map(([key, value]) => `${key}=${value}`)
            .join(' ')}`.trimEnd(),
        );
    },
  });
  const { rssBytes, peakRssBytes } = await host.services.recognizer.status();
  const [own, others, peak] = [process.memoryUsage.rss(), rssBytes, peakRssBytes].map((bytes) => Math.round(bytes / mebibyte));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `\n${[pageTable(view, host.timings), checklistTable(view), openFieldList(view), walkTexts.ends(own!, others!, peak!, seconds)].join('\n\n')}`,
  );
  console.log(`\n${walkTexts.caseNumber(view.case.caseNumber ?? '')}`);
}
