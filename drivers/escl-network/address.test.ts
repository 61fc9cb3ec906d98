/** Addresses that people type, and scanners that the network announces. */
import { expect, test } from 'vitest';
import { normaliseAddress, parseAddress } from './address.ts';
import { candidates, isPrivateIpv4 } from './candidates.ts';
import { DeviceTable, type Announcement } from './device-table.ts';

test.each([
  ['192.168.1.5', 'http://192.168.1.5/eSCL'],
  [' 192.168.1.5:8080 ', 'http://192.168.1.5:8080/eSCL'],
  ['http://10.0.0.7/eSCL/', 'http://10.0.0.7/eSCL'],
  ['https://scanner.local', 'https://scanner.local/eSCL'],
  ['http://localhost:40123/eSCL', 'http://127.0.0.1:40123/eSCL'],
  ['http://10.0.0.7//scan//service/', 'http://10.0.0.7/scan/service'],
  ['fe80::1', 'http://[fe80::1]/eSCL'],
  ['HTTP://Scanner.Local/', 'http://scanner.local/eSCL'],
  ['192.168.1.5：8080', 'http://192.168.1.5:8080/eSCL'],
  ['１９２。168。1。5', 'http://192.168.1.5/eSCL'],
  ['ｈｔｔｐ：／／10.0.0.7／eSCL', 'http://10.0.0.7/eSCL'],
  ['fe80::1%eth0', 'http://[fe80::1%25eth0]/eSCL'],
  ['http://[fe80::1%25eth0]:8080/eSCL', 'http://[fe80::1%25eth0]:8080/eSCL'],
  ['https://[fe80::1%12]', 'https://[fe80::1%2512]/eSCL'],
])('%s means %s', (typed, address) => {
  expect(normaliseAddress(typed)).toBe(address);
  expect(normaliseAddress(address)).toBe(address);
});

test.each(['', '   ', 'ftp://10.0.0.7', 'file:///etc/passwd', 'http://user:secret@10.0.0.7', 'a b', 'http://', 'http://x/?a=1'])(
  '%s is no address',
  (typed) => {
    expect(() => normaliseAddress(typed)).toThrow('bad-input');
  },
);

test('a certificate pin stays with the address', () => {
  const pin = 'ab'.repeat(32);
  expect(parseAddress(`https://10.0.0.7/eSCL#sha256=${pin.toUpperCase()}`)).toEqual({
    origin: 'https://10.0.0.7',
    zone: null,
    httpsOrigin: null,
    rootPath: '/eSCL',
    certificateSha256: pin,
  });
  expect(parseAddress('https://10.0.0.7/eSCL#other').certificateSha256).toBeNull();
});

const plain: Announcement = {
  name: 'Scanner',
  tls: false,
  host: 'scanner.local',
  addresses: ['fe80::1', '192.168.1.9'],
  port: 80,
  txt: { UUID: '11111111-AAAA-0000-0000-000000000000', ty: 'Kyocera ECOSYS', rs: '/eSCL/' },
};
const secure: Announcement = { ...plain, tls: true, port: 443 };
const scanner = { key: '11111111-aaaa-0000-0000-000000000000', driver: 'escl-network', name: 'Kyocera ECOSYS' };

test('one device with two services on two interfaces is one entry, the encrypted one shown', () => {
  const table = new DeviceTable();
  expect(table.up(plain)).toEqual({ kind: 'added', scanner: { ...scanner, address: 'http://192.168.1.9/eSCL' } });
  expect(table.up(plain)).toBeNull();
  expect(table.up(secure)).toEqual({ kind: 'changed', scanner: { ...scanner, address: 'https://192.168.1.9/eSCL' } });
  expect(table.up(plain)).toBeNull();
  expect(table.down(plain)).toBeNull();
  expect(table.down(secure)).toEqual({ kind: 'removed', scanner: { ...scanner, address: 'https://192.168.1.9/eSCL' } });
  expect(table.down(secure)).toBeNull();
});

test('a new address is a change, a lost encrypted service falls back', () => {
  const table = new DeviceTable();
  table.up(plain);
  expect(table.up({ ...plain, addresses: ['192.168.1.10'] })).toMatchObject({
    kind: 'changed',
    scanner: { address: 'http://192.168.1.10/eSCL' },
  });
  table.up(secure);
  expect(table.down(secure)).toMatchObject({ kind: 'changed', scanner: { address: 'http://192.168.1.10/eSCL' } });
});

test('announcements from outside, without address, or with a strange path are not offered', () => {
  const table = new DeviceTable();
  expect(table.up({ ...plain, addresses: ['93.184.216.34'] })).toBeNull();
  expect(table.up({ ...plain, addresses: ['fe80::1'] })).toBeNull();
  expect(table.up({ ...plain, txt: { ...plain.txt, rs: 'x@evil.example/' } })).toBeNull();
  expect(table.up({ ...plain, txt: {} })).toMatchObject({
    scanner: { key: 'scanner.local:80', name: 'Scanner', address: 'http://192.168.1.9/eSCL' },
  });
});

test.each([
  ['10.1.2.3', true],
  ['172.15.0.1', false],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.0.1', true],
  ['192.169.0.1', false],
  ['100.64.0.1', true],
  ['100.128.0.1', false],
  ['169.254.9.9', true],
  ['127.0.0.1', true],
  ['8.8.8.8', false],
  ['scanner.local', false],
])('%s private: %s', (address, expected) => expect(isPrivateIpv4(address)).toBe(expected));

test.each<[string, string[], string, string[]]>([
  ['an address that a device gave itself comes last', ['169.254.81.198', '192.168.1.20'], '192.168.1.', ['192.168.1.20', '169.254.81.198']],
  ['the network of this computer comes first', ['10.0.0.5', '192.168.1.20'], '192.168.1.', ['192.168.1.20', '10.0.0.5']],
  ['a public range that is used inside', ['59.211.16.30', '8.8.8.8'], '59.211.16.', ['59.211.16.30']],
  ['a network of a provider', ['100.64.3.9'], '192.168.1.', ['100.64.3.9']],
  ['addresses of the newer kind', ['fe80::1', 'fd00::9', '192.168.1.20'], '192.168.1.', ['192.168.1.20', '[fd00::9]', '[fe80::1%25eth0]']],
  ['nothing from outside', ['93.184.216.34', '2001:db8::1', 'scanner.local'], '192.168.1.', []],
])('candidates: %s', (_name, addresses, network, expected) => {
  expect(candidates(addresses, { has: (address) => address.startsWith(network) }, 'eth0')).toEqual(expected);
});

test('a device in a public range of this computer is offered, under a Chinese name with spaces, at the address that answered', () => {
  const table = new DeviceTable(() => ({ has: (address) => address.startsWith('59.211.16.') }));
  const chinese = {
    ...plain,
    name: '前台 扫描仪 (2)',
    host: '前台 扫描仪.local',
    txt: { rs: 'eSCL' },
    addresses: ['59.211.16.30', '10.0.0.3'],
  };
  expect(table.addresses(chinese)).toEqual(['http://59.211.16.30/eSCL', 'http://10.0.0.3/eSCL']);
  const scanner = { key: '前台 扫描仪.local:80', name: '前台 扫描仪 (2)', address: 'http://10.0.0.3/eSCL' };
  expect(table.up(chinese, 'http://10.0.0.3/eSCL')).toMatchObject({ kind: 'added', scanner });
  expect(table.down(chinese)).toMatchObject({ kind: 'removed', scanner });
});
