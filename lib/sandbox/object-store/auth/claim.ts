import type { RequestHeaders } from "../request-headers";
import { s3Error } from "../s3-error";
import type { QueryPair } from "../uri";
import { type CredentialScope, sigv4Algorithm } from "./sigv4";

/** What a request says about its signer; nothing here has been verified. */
export type SignatureClaim = {
  carriedIn: "header" | "address";
  accessKey: string;
  scope: CredentialScope;
  /** Names in lower case. */
  signedHeaders: string[];
  signature: string;
  /** As sent, `YYYYMMDDTHHMMSSZ`; part of the string to sign. */
  timestamp: string;
  signedAt: Date;
  /** Life of a presigned address. */
  expiresSeconds: number | undefined;
  sessionToken: string | undefined;
  payloadHash: string;
};

/**
 * Reads the claim from the Authorization header or from a presigned address.
 * @returns null for a request that carries none.
 * @throws S3Error for a claim that cannot be used.
 */
export function readClaim(headers: RequestHeaders, query: readonly QueryPair[]): SignatureClaim | null {
  const authorization = headers.get("authorization");
  const parameters = new Map(query.map(([name, value]) => [name.toLowerCase(), value]));
  const isPresigned = parameters.has("x-amz-algorithm") || parameters.has("x-amz-signature");
  if (authorization !== undefined && isPresigned) {
    throw s3Error("InvalidArgument", "A request is signed by its header or by its address, not by both.");
  }
  if (authorization !== undefined) return fromHeader(authorization, headers);
  if (isPresigned) return fromAddress(parameters, headers);
  if (parameters.has("awsaccesskeyid")) throw onlyVersion4();
  return null;
}

/** @returns undefined unless the text is `YYYYMMDDTHHMMSSZ` and a real instant. */
export function parseTimestamp(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function fromHeader(authorization: string, headers: RequestHeaders): SignatureClaim {
  const [scheme = "", ...rest] = authorization.split(" ");
  if (scheme.startsWith("AWS4-ECDSA")) throw s3Error("NotImplemented", "Only AWS4-HMAC-SHA256 is offered.");
  if (scheme !== sigv4Algorithm) throw onlyVersion4();
  const fields = new Map(
    rest
      .join(" ")
      .split(",")
      .map((field) => {
        const [name = "", ...value] = field.trim().split("=");
        return [name, value.join("=")];
      }),
  );
  const [credential, signedHeaders, signature] = ["Credential", "SignedHeaders", "Signature"].map((name) => {
    const value = fields.get(name);
    if (!value) throw refuseHeader(`The Authorization header lacks ${name}.`);
    return value;
  });
  const { timestamp, signedAt } = headerTime(headers);
  const payloadHash = headers.get("x-amz-content-sha256");
  if (!payloadHash) throw s3Error("InvalidRequest", "The header x-amz-content-sha256 is missing.");
  return {
    carriedIn: "header",
    ...parseCredential(credential ?? "", timestamp, refuseHeader),
    signedHeaders: parseSignedHeaders(signedHeaders ?? "", refuseHeader),
    signature: signature ?? "",
    timestamp,
    signedAt,
    expiresSeconds: undefined,
    sessionToken: headers.get("x-amz-security-token"),
    payloadHash,
  };
}

function fromAddress(parameters: ReadonlyMap<string, string>, headers: RequestHeaders): SignatureClaim {
  const need = (name: string) => {
    const value = parameters.get(name.toLowerCase());
    if (!value) throw refuseAddress(`A presigned address needs ${name}.`);
    return value;
  };
  if (need("X-Amz-Algorithm") !== sigv4Algorithm) throw refuseAddress(`X-Amz-Algorithm must be ${sigv4Algorithm}.`);
  const timestamp = need("X-Amz-Date");
  const signedAt = parseTimestamp(timestamp);
  if (!signedAt) throw refuseAddress("X-Amz-Date must look like 20260131T235959Z.");
  const expires = need("X-Amz-Expires");
  const expiresSeconds = /^\d{1,7}$/.test(expires) ? Number(expires) : Number.NaN;
  if (!(expiresSeconds >= 1 && expiresSeconds <= 604_800)) {
    throw refuseAddress("X-Amz-Expires must be from 1 to 604800 seconds.");
  }
  return {
    carriedIn: "address",
    ...parseCredential(need("X-Amz-Credential"), timestamp, refuseAddress),
    signedHeaders: parseSignedHeaders(need("X-Amz-SignedHeaders"), refuseAddress),
    signature: need("X-Amz-Signature"),
    timestamp,
    signedAt,
    expiresSeconds,
    sessionToken: parameters.get("x-amz-security-token"),
    payloadHash: parameters.get("x-amz-content-sha256") ?? headers.get("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD",
  };
}

/** The time comes from x-amz-date, else from Date; the string to sign has it in the short form either way. */
function headerTime(headers: RequestHeaders): { timestamp: string; signedAt: Date } {
  const own = headers.get("x-amz-date");
  const general = headers.get("date");
  const signedAt = own === undefined ? new Date(general ?? "") : parseTimestamp(own);
  if (!signedAt || Number.isNaN(signedAt.getTime())) {
    throw s3Error("AccessDenied", "A signed request needs a valid x-amz-date or Date header.");
  }
  return { timestamp: own ?? signedAt.toISOString().replace(/[-:]|\.\d+/g, ""), signedAt };
}

function parseCredential(
  credential: string,
  timestamp: string,
  refuse: (message: string) => Error,
): { accessKey: string; scope: CredentialScope } {
  const parts = credential.split("/");
  const [date, region, service, terminator] = parts.slice(-4);
  const accessKey = parts.slice(0, -4).join("/");
  if (!accessKey || !date || !region || !service || terminator !== "aws4_request") {
    throw refuse("The credential must be <access key>/<date>/<region>/s3/aws4_request.");
  }
  if (service !== "s3") throw refuse(`The credential names the service ${service}; expecting s3.`);
  if (date !== timestamp.slice(0, 8)) throw refuse("The credential's date differs from the date of the request.");
  return { accessKey, scope: { date, region, service } };
}

function parseSignedHeaders(text: string, refuse: (message: string) => Error): string[] {
  const names = text.toLowerCase().split(";");
  if (!names.includes("host")) throw refuse("The host header must be signed.");
  return names;
}

function onlyVersion4(): Error {
  return s3Error("InvalidRequest", `Requests are signed with ${sigv4Algorithm}; older signatures are not accepted.`);
}

const refuseHeader = (message: string) => s3Error("AuthorizationHeaderMalformed", message);
const refuseAddress = (message: string) => s3Error("AuthorizationQueryParametersError", message);
