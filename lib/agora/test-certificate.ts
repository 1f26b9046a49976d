import { generateKeyPairSync, sign } from "node:crypto";

/** For tests: a certificate for 127.0.0.1 that its own key has signed, made anew each time, with that key. */
export function selfSignedCertificate(): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = der(0x30, Buffer.from("06082a8648ce3d040302", "hex"));
  const nobody = der(0x30);
  const validity = der(0x30, utcTime("200101000000Z"), utcTime("491231235959Z"));
  const version3 = der(0xa0, der(0x02, Buffer.of(2)));
  const addresses = der(0x30, der(0x87, Buffer.of(127, 0, 0, 1)));
  const subjectAltName = der(0x30, Buffer.from("0603551d11", "hex"), der(0x04, addresses));
  const toSign = der(
    0x30,
    version3,
    der(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    nobody,
    validity,
    nobody,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, subjectAltName)),
  );
  const signature = der(0x03, Buffer.of(0), sign("sha256", toSign, privateKey));
  const certificate = der(0x30, toSign, ecdsaWithSha256, signature).toString("base64");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function utcTime(text: string): Buffer {
  return der(0x17, Buffer.from(text));
}

/** One DER value: its tag, its length, its contents. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}
