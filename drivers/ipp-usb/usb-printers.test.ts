/** How a USB scanner is recognised, named and found again: descriptors, /sys, addresses, permissions. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { configurationDescriptor, deviceDescriptor } from '../simulator/usb-ip/printer-descriptors.ts';
import { findIppInterfaces, parseDeviceIds } from './descriptors.ts';
import { isAt, parseUsbAddress, usbAddressOf } from './device-address.ts';
import { ippUsbDriver } from './ipp-usb-driver.ts';
import { deviceFileOf, listSysfsPrinters } from './sysfs-printers.ts';
import { udevRule } from './udev-rule.ts';

const bulk = (address: number, packet = 512): number[] => [7, 5, address, 2, packet & 0xff, packet >> 8, 0];
const setting = (number: number, alternate: number, triple: readonly number[], ...endpoints: number[][]): number[] => [
  ...[9, 4, number, alternate, endpoints.length, ...triple, 0],
  ...endpoints.flat(),
];
const configuration = (...settings: number[][]): Uint8Array => Uint8Array.from([9, 2, 0, 0, 1, 1, 0, 0xc0, 1, ...settings.flat()]);

test('the setting that speaks HTTP is found behind the legacy one, once per interface', () => {
  const entry = { alternate: 1, hasAlternates: true, packetBytes: 512 };
  expect(findIppInterfaces(configurationDescriptor(), 0x1d6b)).toEqual([
    { ...entry, number: 0, inEndpoint: 0x81, outEndpoint: 0x01 },
    { ...entry, number: 1, inEndpoint: 0x82, outEndpoint: 0x02 },
  ]);
});

test('only 7/1/4 counts, ff/9/1 for HP alone, and only with both bulk endpoints', () => {
  const legacy = setting(0, 0, [7, 1, 2], bulk(0x01), bulk(0x81));
  const ours = setting(1, 0, [7, 1, 4], [7, 5, 0x83, 3, 8, 0, 1], bulk(0x02), bulk(0x82, 1024));
  const half = setting(2, 0, [7, 1, 4], bulk(0x04));
  const hp = setting(3, 0, [0xff, 9, 1], bulk(0x05), bulk(0x85));
  const bytes = configuration(legacy, ours, half, hp);
  expect(findIppInterfaces(bytes, 0x04a9)).toEqual([
    { number: 1, alternate: 0, hasAlternates: false, inEndpoint: 0x82, outEndpoint: 0x02, packetBytes: 1024 },
  ]);
  expect(findIppInterfaces(bytes, 0x03f0).map(({ number }) => number)).toEqual([1, 3]);
  const second = configuration(setting(4, 0, [7, 1, 4], bulk(0x01), bulk(0x81)));
  expect(findIppInterfaces(Buffer.concat([configuration(legacy), second]), 0)).toEqual([]);
});

test('descriptors of any bytes end the search without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      for (const found of findIppInterfaces(bytes, 0x03f0)) expect(found.packetBytes).toBeGreaterThan(0);
      parseDeviceIds(bytes);
    }),
  );
});

test('an address names the device, whatever its serial number holds', () => {
  const ids = fc.integer({ min: 0, max: 0xffff });
  fc.assert(
    fc.property(
      ids,
      ids,
      fc.option(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' }), { nil: null }),
      (vendorId, productId, serialNumber) => {
        const device = { vendorId, productId, serialNumber };
        expect(parseUsbAddress(usbAddressOf(device))).toEqual(device);
      },
    ),
  );
  expect(usbAddressOf({ vendorId: 0x3f0, productId: 0x4f11, serialNumber: 'CN 1' })).toBe('usb:03f0:4f11:CN%201');
});

test.each(['', 'usb:', 'usb:3f0:1', 'http://127.0.0.1/eSCL', 'usb:03f0:4f11:', 'usb:03f0:4f11:%E0%A4', '/dev/bus/usb/001/004'])(
  '%j is no address',
  async (address) => {
    await expect(ippUsbDriver.open({ address }, new AbortController().signal)).rejects.toMatchObject({ code: 'bad-input' });
  },
);

test('a machine without USB has no scanners; one that is not attached is offline', async () => {
  expect(await listSysfsPrinters('/nowhere')).toEqual([]);
  const device = await ippUsbDriver.open({ address: 'usb:ffff:fffe:none' }, new AbortController().signal);
  await expect(device.status()).rejects.toMatchObject({ code: 'device.offline', details: { reason: 'not-attached' } });
  await device.close();
});

test('/sys tells everything without a permission', async () => {
  const root = await mkdtemp(join(tmpdir(), 'usb-sysfs-'));
  const add = async (name: string, files: Record<string, string | Uint8Array>): Promise<void> => {
    // The real entries are links into /sys/devices.
    await mkdir(join(root, 'devices', name), { recursive: true });
    await symlink(join(root, 'devices', name), join(root, name));
    for (const [file, content] of Object.entries(files)) await writeFile(join(root, 'devices', name, file), content);
  };
  const descriptors = Buffer.concat([deviceDescriptor(), configurationDescriptor()]);
  const keyboard = Buffer.concat([deviceDescriptor(), configuration(setting(0, 0, [3, 1, 1], bulk(0x81)))]);
  await add('usb1', { descriptors, busnum: '1\n', devnum: '1\n' });
  await add('1-1:1.0', { descriptors });
  await add('1-1', {
    descriptors,
    busnum: '1\n',
    devnum: '4\n',
    manufacturer: 'Intake Desk\n',
    product: 'intake desk MFP\n',
    serial: 'S1\n',
  });
  await add('1-1.4', { descriptors, busnum: '1\n', devnum: '12\n' });
  await add('2-1', { descriptors: keyboard, busnum: '2\n', devnum: '2\n' });
  await add('2-2', { descriptors: Buffer.from('junk'), busnum: '2\n', devnum: '3\n' });
  const printers = await listSysfsPrinters(root);
  expect(printers.map(({ name, serialNumber, deviceAddress }) => [name, serialNumber, deviceAddress])).toEqual([
    ['intake desk MFP', 'S1', 4],
    ['USB 1d6b:0104', null, 12],
  ]);
  const [first] = printers;
  expect(first && deviceFileOf(first)).toBe('/dev/bus/usb/001/004');
  expect(first && isAt(first, parseUsbAddress('usb:1d6b:0104'))).toBe(true);
  expect(first && isAt(first, parseUsbAddress('usb:1d6b:0104:S2'))).toBe(false);
  await rm(root, { recursive: true, force: true });
});

test('the udev rule names the model and lets the person at the desk in', () => {
  expect(udevRule({ vendorId: 0x4a9, productId: 0x17 })).toContain('ATTR{idVendor}=="04a9", ATTR{idProduct}=="0017"');
});
