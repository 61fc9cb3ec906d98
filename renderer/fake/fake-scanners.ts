/** The invented hall's scanners. */
import type { Scanner, ScannerConfig, ScannerDriverView } from '#shared/device.ts';

const defaults: ScannerConfig['defaults'] = { source: 'feeder', duplex: true, colorMode: 'color', dpi: 200 };
const feeder = { scansPaper: true, onScreen: false, address: 'typed', certificates: true } as const;
export const fakeDrivers: ScannerDriverView[] = [
  { kind: 'escl-network', traits: feeder },
  { kind: 'ipp-usb', traits: { ...feeder, certificates: false } },
  { kind: 'sane', traits: { ...feeder, certificates: false } },
  { kind: 'folder', traits: { scansPaper: false, onScreen: false, address: 'folder', certificates: false } },
  { kind: 'camera', traits: { scansPaper: false, onScreen: true, address: 'camera', certificates: false } },
];
const withTraits = (config: ScannerConfig): Scanner => ({
  ...config,
  traits: fakeDrivers.find(({ kind }) => kind === config.driver)?.traits ?? feeder,
});

let scanners: ScannerConfig[] = [
  { id: 'window-3', name: '3号窗口 高速扫描仪', driver: 'escl-network', address: 'http://192.0.2.31:8080/eSCL', isDefault: true, defaults },
  {
    id: 'shared',
    name: '走廊复印一体机',
    driver: 'escl-network',
    address: 'http://192.0.2.40/eSCL',
    isDefault: false,
    defaults: { ...defaults, duplex: false, colorMode: 'gray' },
  },
  { id: 'camera', name: '3号窗口 高拍仪', driver: 'camera', address: 'any', isDefault: false, defaults },
  {
    id: 'folder',
    name: '老式扫描仪的文件夹',
    driver: 'folder',
    address: 'file:///srv/scans?after-scan=move&watch=true',
    isDefault: false,
    defaults,
  },
];

export const fakeScanners = (): Scanner[] => scanners.map(withTraits);

export function saveScanner(saved: ScannerConfig): Scanner[] {
  const others = scanners
    .filter(({ id }) => id !== saved.id)
    .map((scanner) => (saved.isDefault ? { ...scanner, isDefault: false } : scanner));
  scanners = [...others, saved];
  return fakeScanners();
}

export function removeScanner(id: string): Scanner[] {
  scanners = scanners.filter((scanner) => scanner.id !== id);
  return fakeScanners();
}
