/** Inside the network namespace: makes it look online, answers every name, and runs the script under strace. */
import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '', ...command] = process.argv.slice(2);
const ip = (line: string) => execFileSync('ip', line.split(' '), { stdio: ['ignore', 'ignore', 'inherit'] });

// A browser that sees loopback alone holds itself for offline and keeps still. Whatever is connected to ends here: every address is local.
ip('link set lo up');
ip('link add veth0 type veth peer name veth1');
ip('addr add 192.0.2.2/24 dev veth0');
ip('link set veth0 up');
ip('link set veth1 up');
ip('route add local 0.0.0.0/0 dev lo');

/** The first question of a query, as dotted text, and where it ends. */
function readQuestion(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 5 };
}

/** 198.51.100.7 for IPv4 and nothing for every other type. */
function answer(query: Buffer, end: number): Buffer {
  const isAddress = query.readUInt16BE(end - 4) === 1;
  const head = Buffer.from(query.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(isAddress ? 1 : 0, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  return isAddress ? Buffer.concat([head, Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 198, 51, 100, 7])]) : head;
}

async function serveNames(): Promise<void> {
  const servers = [...readFileSync('/etc/resolv.conf', 'utf8').matchAll(/^nameserver\s+(\d+\.\d+\.\d+\.\d+)/gm)].map(
    ([, address]) => address!,
  );
  for (const address of servers.length > 0 ? servers : ['127.0.0.1']) {
    const socket = createSocket('udp4');
    socket.on('message', (query, from) => {
      const { name, end } = readQuestion(query);
      appendFileSync(join(folder, 'names'), `${name}\n`);
      socket.send(answer(query, end), from.port, from.address);
    });
    await new Promise<void>((resolve) => socket.bind(53, address, resolve));
  }
}

await serveNames();
const trace = ['-f', '-qq', '-yy', '--seccomp-bpf', '-s', '0', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', join(folder, 'trace')];
const child = spawn('strace', [...trace, process.execPath, ...command], { stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));
