/** Scanners that speak eSCL over the network, found by mDNS or typed as an address. */
import { scannerCapabilitiesSchema, type ScannerCertificate, type ScanRequest } from '#shared/device.ts';
import type { DeviceRef, JobSummary, PageResult, ScanContext, ScannerDevice, ScannerDriver } from '../driver.ts';
import { EsclClient } from '../escl/client.ts';
import { toDeviceStatus } from '../escl/status.ts';
import type { EsclTiming } from '../escl/timing.ts';
import { parseAddress, type EsclAddress } from './address.ts';
import { discoverScanners } from './discovery.ts';
import { listens } from './candidates.ts';
import { readCertificate } from './certificate-pin.ts';
import { CONNECT_TIMEOUT_MS, createHttpExchange } from './http-exchange.ts';

/** @param timing shorter waits for tests */
export function createEsclNetworkDriver(timing?: EsclTiming): ScannerDriver {
  return {
    kind: 'escl-network',
    watch: discoverScanners,
    open: (ref) => Promise.resolve().then(() => openDevice(ref, timing)),
    certificate: (ref, signal) => certificateOf(parseAddress(ref.address), signal),
  };
}

/** A device that has switched http off shows its certificate under an address that was typed without a scheme, too. */
async function certificateOf(address: EsclAddress, signal: AbortSignal): Promise<ScannerCertificate | null> {
  const { httpsOrigin } = address;
  if (httpsOrigin === null || (await listens(address, CONNECT_TIMEOUT_MS))) return readCertificate(address, CONNECT_TIMEOUT_MS, signal);
  return readCertificate({ ...address, origin: httpsOrigin }, CONNECT_TIMEOUT_MS, signal);
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
