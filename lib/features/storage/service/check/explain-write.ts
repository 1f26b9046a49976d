import type { CheckOutcome } from "../../constants";

/** What is known of a trial write that did not succeed. */
export type WriteFault = {
  /** HTTP status of the store, null without an answer. */
  status: number | null;
  /** The store's code (`SignatureDoesNotMatch`) or, without an answer, that of the connection (`ENOTFOUND`). */
  code: string;
  /** The region that the store names: in its body, or in `x-amz-bucket-region`. */
  region: string | null;
};

const byCode: Readonly<Record<string, CheckOutcome>> = {
  InvalidAccessKeyId: "wrongAccessKey",
  InvalidAccessKey: "wrongAccessKey",
  InvalidSecurity: "wrongAccessKey",
  UserDisable: "wrongAccessKey",
  SignatureDoesNotMatch: "wrongSecretKey",
  AuthenticationFailed: "wrongSecretKey",
  AccessDenied: "denied",
  AllAccessDisabled: "denied",
  AccountProblem: "denied",
  Forbidden: "denied",
  NoSuchBucket: "noBucket",
  ContainerBeingDeleted: "noBucket",
  PermanentRedirect: "wrongRegion",
  TemporaryRedirect: "wrongRegion",
  Redirect: "wrongRegion",
  AuthorizationHeaderMalformed: "wrongRegion",
  AuthorizationQueryParametersError: "wrongRegion",
  IllegalLocationConstraintException: "wrongRegion",
};

/** Connections that were never made. */
const unreachable =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|CERT_|ERR_TLS|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO)/;

/**
 * What a refused or failed trial write means. A malformed authorization counts as a wrong region only where the store
 * names one: else it is a refusal like any other.
 */
export function explainWrite({ status, code, region }: WriteFault): CheckOutcome {
  if (code === "EPRIVATE") return "unsafeAddress";
  if (status === null) return unreachable.test(code) ? "unreachable" : "noAnswer";
  const known = byCode[code];
  if (known === "wrongRegion" && code.startsWith("Authorization") && region === null) return "refused";
  if (known !== undefined) return known;
  if (status === 301 || status === 307) return "wrongRegion";
  if (status === 403) return "denied";
  if (status === 404) return "noBucket";
  return "refused";
}
