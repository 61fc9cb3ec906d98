/** `npm run doctor`: says what is missing on this machine, and how to get it. Exit code 1 when the product cannot work. */
import { formatFinding } from './doctor/check.ts';
import {
  checkBrowser,
  checkDisk,
  checkElectron,
  checkKioskPolicy,
  checkNode,
  checkProcessor,
  checkRenderer,
  checkSane,
} from './doctor/machine-checks.ts';

const findings = [await checkNode()];
console.log(formatFinding(findings[0]!));
// On an older Node the native modules end the process without a message: nothing below may be loaded then.
if (findings[0]!.state === 'good') {
  const { createNodePlatform } = await import('./platform/node-platform.ts');
  const { checkClock } = await import('./doctor/clock-check.ts');
  const { createDataLook } = await import('./doctor/data-look.ts');
  const { checkDemoAccounts, checkModels, checkModule, checkStore } = await import('./doctor/product-checks.ts');
  const { checkUsbScanners } = await import('./doctor/usb-checks.ts');
  const platform = createNodePlatform();
  const look = createDataLook(platform);
  const checks = [
    checkProcessor,
    checkDisk(platform.dataFolder),
    checkModule('SQLite', () => import('./store/database.ts')),
    checkModule('ONNX Runtime', () => import('../models/session.ts')),
    checkModule('sharp', () => import('../models/image/decode.ts')),
    checkModels,
    checkStore(platform, look),
    checkClock(look),
    checkDemoAccounts(platform, look),
    checkRenderer,
    checkElectron,
    checkBrowser,
    checkKioskPolicy,
    checkSane,
    checkUsbScanners(),
  ];
  for (const check of checks) {
    const finding = await check();
    findings.push(finding);
    console.log(formatFinding(finding));
  }
}
process.exitCode = findings.some(({ state }) => state === 'bad') ? 1 : 0;
