import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountFrame } from "@/components/accounts/account-frame";
import { getActor } from "@/lib/auth/actor";
import { safeCallbackPath } from "@/lib/auth/same-origin";
import { SignIn } from "./client";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl: given } = await searchParams;
  const callbackUrl = safeCallbackPath(Array.isArray(given) ? given[0] : given);
  if (await getActor()) redirect(callbackUrl);
  return (
    <AccountFrame title="Sign in to Tally">
      <SignIn callbackUrl={callbackUrl} />
    </AccountFrame>
  );
}
