/** A scanner as it is before IT staff have filled it in: feeder, both sides, colour, 200 dpi (what approval systems ask for). */
import type { ScannerConfig } from '#shared/device.ts';

export function newScanner(known: Partial<Pick<ScannerConfig, 'name' | 'driver' | 'address' | 'isDefault'>>): ScannerConfig {
  return {
    id: crypto.randomUUID(),
    name: known.name ?? '',
    driver: known.driver ?? 'escl-network',
    address: known.address ?? '',
    isDefault: known.isDefault ?? false,
    defaults: { source: 'feeder', duplex: true, colorMode: 'color', dpi: 200 },
  };
}
