/** The invented hall's scanners. */
import type { ScannerConfig } from '#shared/device.ts';

const defaults: ScannerConfig['defaults'] = { source: 'feeder', duplex: true, colorMode: 'color', dpi: 200 };
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

export const fakeScanners = (): ScannerConfig[] => scanners;

export function saveScanner(saved: ScannerConfig): ScannerConfig[] {
  const others = scanners
    .filter(({ id }) => id !== saved.id)
    .map((scanner) => (saved.isDefault ? { ...scanner, isDefault: false } : scanner));
  scanners = [...others, saved];
  return scanners;
}

export function removeScanner(id: string): ScannerConfig[] {
  scanners = scanners.filter((scanner) => scanner.id !== id);
  return scanners;
}
