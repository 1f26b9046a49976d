import { z } from "zod";

const secret = (what: string, max = 512) =>
  z
    .string()
    .trim()
    .max(max, `Must be at most ${max} characters`)
    .regex(/^[\x21-\x7e]*$/, `${what} may not hold spaces`);

const appId = z
  .string()
  .trim()
  .regex(/^[0-9a-fA-F]{32}$/, "Must be the 32 hexadecimal digits of the App ID");
const appCertificate = z
  .string()
  .trim()
  .regex(/^([0-9a-fA-F]{32})?$/, "Must be the 32 hexadecimal digits of the App Certificate");

/** Where this console runs: decides which of Agora's hosts is tried first and which after it (contract §1.1). */
export const serviceAreas = ["NA", "EU", "AP", "CN"] as const;
export type ServiceArea = (typeof serviceAreas)[number];

/** How live streaming is told who asks: signed, as Agora's pages document, or by Basic (FLS contract §1.3). */
export const flsAuths = ["hmac", "basic"] as const;
export type FlsAuth = (typeof flsAuths)[number];

/** How lists of people who are left out are spelled: as in Agora's pages, or as in its SDKs (contract C2). */
export const exclusionSpellings = ["unsubscribe", "unSubscribe"] as const;
export type ExclusionSpelling = (typeof exclusionSpellings)[number];

/** Change a project's settings. Empty secrets keep what is stored; a new project needs key and secret. */
export const saveProjectInput = z
  .strictObject({
    projectId: z.string().optional(),
    name: z.string().trim().min(1, "Enter a name").max(80, "Must be at most 80 characters"),
    appId,
    serviceArea: z.enum(serviceAreas, { error: "Choose where this console runs" }),
    /** Left out, both stay what they are. */
    flsAuth: z.enum(flsAuths).optional(),
    exclusionSpelling: z.enum(exclusionSpellings).optional(),
    customerId: secret("The customer ID"),
    customerSecret: secret("The customer secret"),
    appCertificate,
    removeAppCertificate: z.boolean(),
    notificationSecrets: z.strictObject({
      rtc: secret("The secret"),
      cloudRecording: secret("The secret"),
      fls: secret("The secret"),
    }),
  })
  .refine((input) => input.projectId !== undefined || input.customerId !== "", {
    message: "Enter the customer ID",
    path: ["customerId"],
  })
  .refine((input) => input.projectId !== undefined || input.customerSecret !== "", {
    message: "Enter the customer secret",
    path: ["customerSecret"],
  });
export type SaveProjectInput = z.output<typeof saveProjectInput>;

export const selectProjectInput = z.strictObject({ projectId: z.string().min(1) });
