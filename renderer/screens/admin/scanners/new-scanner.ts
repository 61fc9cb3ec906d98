/** A scanner as it is before IT staff have filled it in: feeder, both sides, colour, 200 dpi (what approval systems ask for). */
import type { ScannerConfig, ScannerDriverView } from '#shared/device.ts';

type Known = Partial<Pick<ScannerConfig, 'name' | 'driver' | 'address' | 'isDefault'>>;

export function newScanner(known: Known, drivers: readonly ScannerDriverView[]): ScannerConfig {
  return {
    id: crypto.randomUUID(),
    name: known.name ?? '',
    driver: known.driver ?? drivers[0]?.kind ?? '',
    address: known.address ?? '',
    isDefault: known.isDefault ?? false,
    defaults: { source: 'feeder', duplex: true, colorMode: 'color', dpi: 200 },
  };
}
