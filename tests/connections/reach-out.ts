/** Reaches out in every way that the watch must see. */
import { createSocket } from 'node:dgram';

for (const address of ['https://example.org/', 'http://203.0.113.5:8080/']) await fetch(address).catch(() => undefined);
const socket = createSocket('udp4');
await new Promise<void>((resolve) => socket.connect(5353, '203.0.113.9', resolve));
await new Promise((resolve) => socket.send('x', resolve));
socket.close();
