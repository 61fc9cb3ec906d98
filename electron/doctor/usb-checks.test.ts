/** What the doctor says about USB scanners, with devices described as /sys does. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configurationDescriptor, deviceDescriptor } from '../../drivers/simulator/usb-ip/printer-descriptors.ts';
import { checkUsbScanners } from './usb-checks.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'usb-doctor-'));
  await mkdir(join(root, '9-1'));
  // Bus 999 has no device file on any machine, so it cannot be opened.
  const files = {
    descriptors: Buffer.concat([deviceDescriptor(), configurationDescriptor()]),
    busnum: '999',
    devnum: '99',
    product: 'MFP',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, '9-1', name), content);
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('a scanner without permission: the rule, its file and the command stand in the remedy', async () => {
  const { state, detail, remedy } = await checkUsbScanners(root)();
  expect(state).toBe('limited');
  expect(detail).toContain('MFP');
  expect(remedy).toContain('/etc/udev/rules.d/70-intake-desk-scanner.rules');
  expect(remedy).toContain('ATTR{idVendor}=="1d6b", ATTR{idProduct}=="0104", MODE="0660"');
  expect(remedy).toContain('udevadm control --reload');
});

test('no USB scanner is nothing to mend', async () => {
  expect(await checkUsbScanners(join(root, 'none'))()).toMatchObject({ state: 'good', remedy: '' });
});
