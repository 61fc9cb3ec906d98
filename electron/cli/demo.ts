/** `npm run demo`: the whole walk on the simulator and the sandbox, in a folder that is gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceItems } from '#shared/service-items/index.ts';
import { createHost } from '../host.ts';
import { createNodePlatform } from '../platform/node-platform.ts';
import { reviewerActor, runHeadlessCase } from './headless-case.ts';
import { checklistTable, openFieldList, pageTable } from './report.ts';

const words: Record<string, string> = {
  created: '新建办件',
  'page-stored': '扫描页已加密落盘',
  scanned: '扫描结束',
  recognized: '识别、归类完成',
  confirmed: '由演示收件员确认',
  submitting: '推送到审批系统',
  received: '审批系统已收件',
};
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
  console.log(`事项：${item.name}\n扫描仪：${scanner.name} ${scanner.address}\n`);
  const view = await runHeadlessCase(host, {
    itemCode: item.code,
    answers: situation,
    reviewer: await reviewerActor(host, 'clerk'),
    source: { kind: 'scanner', url: scanner.address },
    strict: false,
    deliverWithinMs: 60_000,
    onMilestone: (milestone, details = {}) => {
      if (words[milestone])
        console.log(
          `  ${words[milestone]} ${Object.entries(details)
            .map(([key, value]) => `${key}=${value}`)
            .join(' ')}`.trimEnd(),
        );
    },
  });
  const { rssBytes, peakRssBytes } = await host.services.recognizer.status();
  const memory = `内存：主程序 ${Math.round(process.memoryUsage.rss() / mebibyte)} MB，识别进程 ${Math.round(rssBytes / mebibyte)} MB（峰值 ${Math.round(peakRssBytes / mebibyte)} MB）`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `\n${[pageTable(view, host.timings), checklistTable(view), openFieldList(view), `${memory}，用时 ${seconds} 秒`].join('\n\n')}`,
  );
  console.log(`\n办件编号 ${view.case.caseNumber ?? ''}`);
}
