import { z } from "zod";
import { passwordLength } from "./constants";

const email = z
  .string()
  .trim()
  .max(254, "Must be at most 254 characters")
  .regex(/^[^\s@]+@[^\s@]+$/, "Enter an e-mail address");

/** Any characters, also spaces; long ones are never cut. */
const newPassword = z
  .string()
  .min(passwordLength.min, `Must be at least ${passwordLength.min} characters`)
  .max(passwordLength.max, `Must be at most ${passwordLength.max} characters`);

/** A password as typed at sign-in: not judged, only bounded. */
const typedPassword = z.string().min(1, "Enter the password").max(1024, "Must be at most 1024 characters");

export const signInInput = z.strictObject({
  email: z.string().trim().min(1, "Enter the e-mail address").max(254),
  password: typedPassword,
});
export type SignInInput = z.output<typeof signInInput>;

export const changePasswordInput = z.strictObject({ currentPassword: typedPassword, newPassword });
export type ChangePasswordInput = z.output<typeof changePasswordInput>;

export const createUserInput = z.strictObject({
  email,
  name: z.string().trim().min(1, "Enter a name").max(80, "Must be at most 80 characters"),
  password: newPassword,
  isInstallationAdmin: z.boolean(),
  mustChangePassword: z.boolean(),
});
export type CreateUserInput = z.output<typeof createUserInput>;
