/** Announces the simulator by mDNS on the loopback interface, as ipp-usb does for USB scanners. */
import { Bonjour, type ServiceConfig } from 'bonjour-service';
import type { Model } from './models.ts';

/** @returns a function that says goodbye */
export function publishScanner(port: number, uuid: string, model: Model): () => Promise<void> {
  // Both options are needed: `interface` alone binds the socket to an address that hears no multicast.
  const options = { interface: '127.0.0.1', bind: '0.0.0.0' } as unknown as Partial<ServiceConfig>;
  const bonjour = new Bonjour(options, () => undefined);
  const service = bonjour.publish({
    name: `${model.makeAndModel} ${uuid.slice(0, 4)}`,
    type: 'uscan',
    port,
    host: `intake-simulator-${uuid.slice(0, 8)}.local`,
    disableIPv6: true,
    txt: {
      txtvers: '1',
      vers: model.version,
      ty: model.makeAndModel,
      rs: 'eSCL',
      uuid,
      pdl: model.formats.join(','),
      cs: 'color,grayscale,binary',
      is: [...(model.platen ? ['platen'] : []), ...(model.feeder ? ['adf'] : [])].join(','),
      duplex: model.feeder?.duplex ? 'T' : 'F',
    },
  });
  return () =>
    new Promise((done) => {
      const end = (): void => bonjour.destroy(() => done());
      if (service.stop) service.stop(end);
      else end();
    });
}
