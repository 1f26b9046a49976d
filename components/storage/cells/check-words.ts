import type { StorageCheck } from "@/lib/features/storage/types";
import type { Tone } from "../../ui/tone";

export type CheckWords = { tone: Tone; title: string; meaning: string };

const notCheckable: Readonly<Record<string, string>> = {
  noRealRegion: "Agora lists this region, but no public address of it is known. The first recorded file is the proof.",
  badAccount: "The access key must be the storage account's name before an address can be made of it.",
};

/** For a check of which nothing came back. */
export const checkFailure = {
  refused: "It could not be checked",
  unknown: "It is not known whether the keys were tried",
  next: "Checking again is safe: it replaces the same small file.",
};

/** What a trial write came to, and what to do about it. */
export function checkWords(check: StorageCheck): CheckWords {
  const { outcome, vendor, bucket, objectKey, storeCode, reason } = check;
  const isAzure = vendor === "azure";
  const bad = (title: string, meaning: string): CheckWords => ({ tone: "danger", title, meaning });
  switch (outcome) {
    case "running":
      return { tone: "accent", title: "Writing a trial file", meaning: "It may take up to eight seconds." };
    case "written":
      return {
        tone: "ok",
        title: "These keys can write",
        meaning: `${objectKey ?? "A small file"} was written to ${bucket}. It is replaced by the next check.`,
      };
    case "wrongAccessKey":
      return bad("The access key is unknown", "The provider knows no such access key. It may be mistyped or deleted.");
    case "wrongSecretKey":
      return bad(
        "The secret key is wrong",
        isAzure
          ? "The storage account exists, but this is none of its two keys."
          : "The access key exists, but the secret does not belong to it.",
      );
    case "denied":
      return bad(
        "The keys may not write",
        isAzure
          ? `The account refuses to write to ${bucket}: by its network rules, or because access by account key is switched off.`
          : `The keys are right, but writing to ${bucket} is not permitted. Allow PutObject below the entry point's name.`,
      );
    case "noBucket":
      return bad("There is no such bucket", `${bucket} does not exist at this provider in this region.`);
    case "wrongRegion":
      return bad("The bucket is in another region", rightRegionWords(check));
    case "unreachable":
      return bad(
        "The storage cannot be reached",
        isAzure && storeCode === "ENOTFOUND"
          ? "There is no storage account of this name, or names cannot be looked up from this console."
          : `No connection could be made from this console (${storeCode ?? "no name"}).`,
      );
    case "noAnswer":
      return bad("The storage did not answer", "It was asked and stayed silent or broke off. Try again in a moment.");
    case "unsafeAddress":
      return bad(
        "The address is not a public one",
        "The provider's name leads into a private network here, so nothing was sent.",
      );
    case "refused":
      return bad("The storage refused the file", `It gave the code ${storeCode ?? "none"}.`);
    case "notCheckable":
      return {
        tone: "neutral",
        title: "Cannot be checked from here",
        meaning: notCheckable[reason ?? ""] ?? "The first recorded file is the proof.",
      };
    case "lost":
      return {
        tone: "unknown",
        title: "The check was cut off",
        meaning: "Its process ended before the result. Check again.",
      };
  }
}

function rightRegionWords({ bucket, rightRegion, rightRegionName, rightRegionCode }: StorageCheck): string {
  if (rightRegion !== null) return `${bucket} is in ${rightRegionName} (${rightRegion}).`;
  if (rightRegionCode !== null) {
    return `${bucket} is in ${rightRegionCode}, which Agora does not list for this provider.`;
  }
  return `${bucket} is elsewhere; the provider does not say where.`;
}
