import type { ExclusionSpelling, FlsAuth, ServiceArea } from "./schema";

/** What a screen may know of a stored secret. */
export type SecretDescription = { lastFour: string; setAt: string };

export type ProjectSummary = { projectId: string; name: string; kind: "agora" | "sandbox"; appId: string };

export type ProjectSettings = ProjectSummary & {
  apiHosts: string[];
  serviceArea: ServiceArea;
  flsAuth: FlsAuth;
  exclusionSpelling: ExclusionSpelling;
  /** The address to enter at Agora for notifications. */
  callbackUrl: string;
  customerId: SecretDescription | null;
  customerSecret: SecretDescription | null;
  appCertificate: SecretDescription | null;
  notificationSecrets: Record<"rtc" | "cloudRecording" | "fls", SecretDescription | null>;
};
