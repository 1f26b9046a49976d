import { z } from "zod";
import type { Facts } from "../state/facts";
import { productIds } from "./product-secret";

/** A receiver's address. Agora takes https only; here plain http does too, as receivers are local (contract §5.1). */
export const receiverUrl = z.url({ protocol: /^https?$/, error: "must be a full http or https address" });

/**
 * Where notifications go. Several addresses get each one; `isRedundant` doubles every delivery (contract §5.1). `products`
 * are those that are switched on; what others would have sent stays in the history as `unaddressed`.
 */
export const targetSchema = z.strictObject({
  urls: z.array(receiverUrl).max(10),
  isRedundant: z.boolean().default(false),
  products: z.array(z.literal(productIds)).default([...productIds]),
});
export type Target = z.output<typeof targetSchema>;

const factName = "notification-target";

/** The address of the project's receiver, set by the control API or at start; it outlives a restart. */
export class NotificationTarget {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  get(): Target {
    return this.#facts.read(factName, targetSchema) ?? targetSchema.parse({ urls: [] });
  }

  set(target: Target): void {
    this.#facts.write(factName, target);
  }
}
