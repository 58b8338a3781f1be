import { describe, expect, test } from 'vitest';
import { isPrivateHost } from './private-host.ts';

const hostOf = (address: string) => new URL(`http://${address}/`).hostname;

describe('M10: an address of a private network, or of this machine, is known in every spelling', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '2130706433',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fd00::1]',
    '[::ffff:192.168.0.1]',
    '[ff02::1]',
    'localhost',
    'localhost.',
    'a.localhost',
    'router',
    'printer.local',
    'vault.internal',
    'box.lan',
    'nas.home.arpa',
  ])('%s', (address) => {
    expect(isPrivateHost(hostOf(address))).toBe(true);
  });
});

test('M10: a name of the public DNS is public wherever it leads: that is told to no extension', () => {
  expect(isPrivateHost('127.0.0.1.nip.io')).toBe(false);
});

describe('is public', () => {
  test.each([
    'example.com',
    'cdn.example.co.uk.',
    '8.8.8.8',
    '172.32.0.1',
    '[2606:4700::1111]',
    '[::ffff:8.8.8.8]',
    'localhost.example.com',
    'xn--bcher-kva.example',
  ])('%s', (address) => {
    expect(isPrivateHost(hostOf(address))).toBe(false);
  });
});
