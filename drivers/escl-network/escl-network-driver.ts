/** Scanners that speak eSCL over the network, found by mDNS or typed as an address. */
import { scannerCapabilitiesSchema, type ScanRequest } from '#shared/device.ts';
import type { DeviceRef, JobSummary, PageResult, ScanContext, ScannerDevice, ScannerDriver } from '../driver.ts';
import { EsclClient } from '../escl/client.ts';
import { toDeviceStatus } from '../escl/status.ts';
import type { EsclTiming } from '../escl/timing.ts';
import { parseAddress } from './address.ts';
import { discoverScanners } from './discovery.ts';
import { readCertificate } from './certificate-pin.ts';
import { CONNECT_TIMEOUT_MS, createHttpExchange } from './http-exchange.ts';

/** @param timing shorter waits for tests */
export function createEsclNetworkDriver(timing?: EsclTiming): ScannerDriver {
  return {
    kind: 'escl-network',
    watch: discoverScanners,
    open: (ref) => Promise.resolve().then(() => openDevice(ref, timing)),
    certificate: async (ref, signal) => readCertificate(parseAddress(ref.address), CONNECT_TIMEOUT_MS, signal),
  };
}

/** Does not touch the network yet: an offline device shows itself at the first call. */
function openDevice(ref: DeviceRef, timing: EsclTiming | undefined): ScannerDevice {
  const address = parseAddress(ref.address);
  const http = createHttpExchange(address);
  const client = new EsclClient({ exchange: http.exchange, rootPath: address.rootPath, ...(timing ? { timing } : {}) });
  return {
    // The schema drops what only the job loop needs.
    capabilities: async () => scannerCapabilitiesSchema.parse(await client.capabilities()),
    status: async () => toDeviceStatus(await client.status()),
    scan: (request: ScanRequest, context: ScanContext): AsyncGenerator<PageResult, JobSummary> => client.scan(request, context),
    endJob: (left) => client.endJob(left),
    close: async () => {
      await client.settled();
      await http.close();
    },
  };
}

export const esclNetworkDriver = createEsclNetworkDriver();
