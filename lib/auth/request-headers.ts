/** Request headers that only this process sets; what a client sends under these names is thrown away. */

/** Path and query of the page that was asked for. */
export const requestPathHeader = "x-tally-path";
/** The nonce of this page's content security policy. */
export const nonceHeader = "x-nonce";
/** The address of the client, as far as it can be known. */
export const clientAddressHeader = "x-tally-client";

/** The client's address, for limits and audit rows. */
export function clientAddress(headers: Headers): string | null {
  return headers.get(clientAddressHeader);
}
