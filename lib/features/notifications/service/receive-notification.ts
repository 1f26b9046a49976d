import "server-only";
import { NotificationError, parseNotification, verifyNotification } from "@/lib/agora/notifications";
import { Secret } from "@/lib/agora/secret";
import type { Context } from "@/lib/context";
import { readSecret } from "@/lib/db/secrets";
import { notificationProducts, notificationSecretNames, type NotificationProduct } from "../../projects/constants";
import { secretOwner } from "../../projects/data";
import { acceptedSecretVersions, findProjectByCallbackKey, storeNotification } from "../data/notifications";

export type Received =
  | { outcome: "stored" | "known" | "malformed" }
  /** Not signed with any secret of this address; nothing of it is kept. */
  | { outcome: "unsigned"; why: "missing" | "mismatch" | "noSecret" | "unknownAddress" };

/** Agora's product numbers by the secret that signs them (contract §5.2). */
const productIds: Record<NotificationProduct, number> = { rtc: 1, cloudRecording: 3, fls: 7 };

/**
 * Takes a notification in: verifies the bytes as they came, stores it, answers. What it means is the engine's business,
 * so that Agora's ten seconds never depend on it (reliability M7).
 *
 * The product inside the body must be the one whose secret signed it: otherwise the weakest of a project's secrets
 * would sign for all.
 */
export async function receiveNotification({
  ctx,
  callbackKey,
  rawBody,
  headers,
}: {
  ctx: Pick<Context, "db" | "box">;
  callbackKey: string;
  rawBody: Uint8Array;
  headers: { get(name: string): string | null };
}): Promise<Received> {
  const projectId = await findProjectByCallbackKey(ctx.db, callbackKey);
  if (projectId === null) return { outcome: "unsigned", why: "unknownAddress" };
  const signer = await findSigner(ctx, projectId, rawBody, headers);
  if ("why" in signer) return { outcome: "unsigned", why: signer.why };
  try {
    const notification = parseNotification(rawBody);
    const isOfSigner = signer.products.some((product) => productIds[product] === notification.productId);
    if (!isOfSigner && Object.values(productIds).includes(notification.productId)) {
      return { outcome: "unsigned", why: "mismatch" };
    }
    const isNew = await storeNotification(ctx.db, projectId, notification, storable(rawBody));
    return { outcome: isNew ? "stored" : "known" };
  } catch (error) {
    if (error instanceof NotificationError) return { outcome: "malformed" };
    throw error;
  }
}

/** An address that a page is pushed to, also with its slashes escaped: it ends in the stream key. */
const pushAddress = /rtmps?:(?:\\?\/){2}(?:[^"\\\s]|\\\/)*/gi;

/** The body as it is kept: the signature was checked on its bytes, and the stream key of a push is nobody's to read. */
function storable(rawBody: Uint8Array): string {
  return Buffer.from(rawBody).toString("utf8").replace(pushAddress, "[secret]");
}

/** The products whose secrets this body is signed with. Secrets may be equal, so there may be several. */
async function findSigner(
  ctx: Pick<Context, "db" | "box">,
  projectId: string,
  rawBody: Uint8Array,
  headers: { get(name: string): string | null },
): Promise<{ products: NotificationProduct[] } | { why: "missing" | "mismatch" | "noSecret" }> {
  const products: NotificationProduct[] = [];
  let why: "missing" | "mismatch" | "noSecret" = "noSecret";
  for (const product of notificationProducts) {
    const secrets = await readAccepted(ctx, projectId, product);
    if (secrets.length === 0) continue;
    const check = verifyNotification({ rawBody, headers, secrets });
    if (check.isValid) products.push(product);
    else why = check.why;
  }
  return products.length > 0 ? { products } : { why };
}

async function readAccepted(
  ctx: Pick<Context, "db" | "box">,
  projectId: string,
  product: NotificationProduct,
): Promise<Secret[]> {
  const versions = await acceptedSecretVersions(ctx.db, projectId, product);
  const values = await Promise.all(
    versions.map((version) =>
      readSecret(ctx.db, ctx.box, {
        ownerTable: secretOwner,
        ownerId: projectId,
        name: notificationSecretNames[product],
        version,
      }),
    ),
  );
  return values.filter((value) => value !== null).map((value) => new Secret(value));
}
