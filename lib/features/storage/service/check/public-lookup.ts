import "server-only";
import { lookup as resolve, type LookupAddress } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses that are nobody's storage on the internet (IANA's special ranges), and those that lead back into a network. */
const special = new BlockList();
for (const [range, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  special.addSubnet(range, bits, "ipv4");
}
for (const [range, bits] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  special.addSubnet(range, bits, "ipv6");
}

/** Whether an address is one of the public internet. An IPv4 address inside an IPv6 one is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  const family = isIP(address);
  if (family === 0) return false;
  return !special.check(address, family === 6 ? "ipv6" : "ipv4");
}

/**
 * Resolves a name for a connection and hands on only what may be connected to, so that the address that was judged is the
 * one that is used: a name that answers differently the second time gains nothing. Fails with `EUNSAFE`.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return callback(error, "");
    const [first] = found;
    if (first === undefined || !found.every(({ address }) => isPublicAddress(address))) {
      const unsafe = Object.assign(new Error(`${hostname} is not an address of the public internet.`), {
        code: "EUNSAFE",
      });
      return callback(unsafe, "");
    }
    if (options.all === true) callback(null, found);
    else callback(null, first.address, first.family);
  });
};
