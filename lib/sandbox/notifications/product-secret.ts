import { products } from "@/lib/agora/notifications";
import type { SandboxKeys } from "../state/keys";

/** The products whose notifications the sandbox sends: 1 RTC channels, 3 Cloud Recording, 7 live streaming. */
export const productIds = [products.rtc, products.cloudRecording, products.liveStreaming] as const;

/** The secret that signs a product's notifications; each product has its own (contract §5.1). */
export function secretOf(secrets: SandboxKeys["notificationSecrets"], productId: number): string {
  if (productId === products.rtc) return secrets.rtc;
  return productId === products.liveStreaming ? secrets.fls : secrets.cloudRecording;
}
