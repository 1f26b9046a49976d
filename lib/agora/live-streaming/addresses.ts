import { createHash } from "node:crypto";
import type { Secret } from "../secret";

/** Signs an address until a moment: the domain's key, and when it expires (five to ten minutes ahead is usual). */
export type AddressKey = { authKey: Secret; expiresAt: Date };

/**
 * An address of a push or play domain with `ts` and `sign`: the second it expires, and the lower-case MD5 of key, path and
 * that second (FLS contract §2.14). Whatever query it had stays.
 * @throws TypeError for what is not an address
 */
export function signPlayUrl(address: string, { authKey, expiresAt }: AddressKey): string {
  const url = new URL(address);
  const ts = String(Math.floor(expiresAt.getTime() / 1000));
  const sign = createHash("md5").update(`${authKey.reveal()}${url.pathname}${ts}`, "utf8").digest("hex");
  url.searchParams.set("ts", ts);
  url.searchParams.set("sign", sign);
  return url.href;
}

/** A stream on a domain. With a key the address is signed; a domain without one needs none. */
export type StreamPlace = { domain: string; entryPoint: string; streamName: string; key?: AddressKey };

/** Where an encoder pushes a stream (FLS contract §2.14). */
export function pushAddress(place: StreamPlace & { isSecure?: boolean }): string {
  return signed(`${place.isSecure ? "rtmps" : "rtmp"}://${place.domain}${pathOf(place)}`, place.key);
}

export const playFormats = ["rtmp", "flv", "hls"] as const;
export type PlayFormat = (typeof playFormats)[number];

/** Where a player finds a live stream on a play domain (FLS contract §2.14). */
export function playAddress(place: StreamPlace & { format: PlayFormat; isSecure?: boolean }): string {
  const { domain, format, isSecure = true } = place;
  const path = pathOf(place);
  const web = isSecure ? "https" : "http";
  const address = {
    rtmp: `${isSecure ? "rtmps" : "rtmp"}://${domain}${path}`,
    flv: `${web}://${domain}${path}.flv`,
    hls: `${web}://${domain}${path}/playlist.m3u8`,
  }[format];
  return signed(address, place.key);
}

/** Where recorded files are taken to be served. No page says it, so it is a setting (FLS contract §4). */
export const defaultFileTemplate = "https://{host}/{fileName}";

/**
 * The address of a standard recording's file, from a template with `{host}` and `{fileName}`. Folders stay folders, all
 * else in the name is percent-encoded.
 */
export function fileAddress(file: { template?: string; host: string; fileName: string; key?: AddressKey }): string {
  const name = file.fileName.split("/").map(encodeURIComponent).join("/");
  const values: Readonly<Record<string, string>> = { host: file.host, fileName: name };
  const address = (file.template ?? defaultFileTemplate).replaceAll(
    /\{(host|fileName)\}/g,
    (_, word: string) => values[word] ?? "",
  );
  return signed(address, file.key);
}

function pathOf({ entryPoint, streamName }: StreamPlace): string {
  return `/${encodeURIComponent(entryPoint)}/${encodeURIComponent(streamName)}`;
}

function signed(address: string, key: AddressKey | undefined): string {
  return key ? signPlayUrl(address, key) : address;
}
