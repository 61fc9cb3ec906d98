/** Reads the addresses outside this machine from what `strace -yy` wrote. */

const ipv4 = /sin_port=htons\((\d+)\), sin_addr=inet_addr\("([\d.]+)"\)/;
const ipv6 = /sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([^"]+)"/;
/** A call on a datagram socket: what is called, and the socket as strace names it. */
const datagram = /(connect|send\w+)\(\d+<(UDP.*?\])>/;
/** The other end within such a name. */
const peer = /->\[?([0-9a-f.:]+?)\]?:(\d+)\]$/;

/** Every address outside this machine that was connected or sent to, once, as `1.2.3.4:443`. */
export function parseTrace(trace: string): string[] {
  const connected = new Map<string, string>();
  const found = new Set<string>();
  for (const line of trace.split('\n')) {
    const target = addressIn(line);
    const [, call, socket] = datagram.exec(line) ?? [];
    // Connecting a datagram socket sends nothing: it asks the kernel which way a packet would take. Sending on it counts.
    if (call === 'connect' && socket) connected.set(socket, target ?? '');
    else if (target) found.add(target);
    else if (socket) found.add(addressOf(peer.exec(socket)?.slice(1)) ?? connected.get(socket) ?? '');
  }
  found.delete('');
  return [...found];
}

function addressIn(line: string): string | null {
  const [, port = '', address = ''] = ipv4.exec(line) ?? ipv6.exec(line) ?? [];
  return addressOf([address, port]);
}

/** Null for this machine itself. */
function addressOf([address = '', port]: readonly (string | undefined)[] = []): string | null {
  return address === '' || /^(127\.|0\.0\.0\.0$|::1?$|::ffff:127\.)/.test(address) ? null : `${address}:${port}`;
}
