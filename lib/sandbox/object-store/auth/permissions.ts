import { s3Error } from "../s3-error";

/** What an access key may do. `writeOnly` is the key Agora asks for: upload, and nothing else. */
export type Permission = "readWrite" | "readOnly" | "writeOnly";

/** What an operation does, as far as permissions are concerned. `manage` creates and deletes buckets. */
export type Access = "read" | "list" | "write" | "delete" | "manage";

export type Grant = {
  permission: Permission;
  /** Undefined: every bucket. */
  buckets?: readonly string[] | undefined;
  /** Only keys that begin with it, and listings of prefixes that do. Undefined: every key. */
  prefix?: string | undefined;
};

const allowed: Readonly<Record<Permission, readonly Access[]>> = {
  readWrite: ["read", "list", "write", "delete", "manage"],
  readOnly: ["read", "list"],
  writeOnly: ["write"],
};

/** `name` is the key of an object, or the prefix of a listing; undefined for an operation on the bucket itself. */
export type Target = { bucket?: string | undefined; name?: string | undefined };

export function isAllowed(grant: Grant, access: Access, target: Target): boolean {
  if (!allowed[grant.permission].includes(access)) return false;
  if (access === "manage" && (grant.buckets || grant.prefix)) return false;
  if (target.bucket !== undefined && grant.buckets && !grant.buckets.includes(target.bucket)) return false;
  return target.name === undefined || grant.prefix === undefined || target.name.startsWith(grant.prefix);
}

/** @throws S3Error AccessDenied */
export function requireAllowed(grant: Grant, access: Access, target: Target): void {
  if (!isAllowed(grant, access, target)) throw s3Error("AccessDenied");
}
